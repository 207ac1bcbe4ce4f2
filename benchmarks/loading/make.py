"""Writes a CSV file of normal numbers in their shortest float32 form, x0 ... x99, and a column y of yes and no."""
import sys

import numpy as np
import polars as pl

rows, columns, path = int(sys.argv[1]), 100, sys.argv[2]
random = np.random.default_rng(1)
weights = random.standard_normal(columns) / 5
with open(path, "wb") as file:
    for start in range(0, rows, 100_000):
        values = random.standard_normal((min(100_000, rows - start), columns)).astype(np.float32)
        label = values @ weights + random.logistic(size=len(values)) > 0
        table = {f"x{i}": values[:, i] for i in range(columns)} | {"y": np.where(label, "yes", "no")}
        pl.DataFrame(table).write_csv(file, include_header=start == 0)
