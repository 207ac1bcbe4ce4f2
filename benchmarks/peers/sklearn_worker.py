"""scikit-learn in one process: the same orders and answers as Worker.java. Options: solver, dtype, tol, classes."""

import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import load

warnings.filterwarnings("ignore")
data = load(sys.argv[1])
inputs = {}


def fit(options):
    """Coefficients and, last, intercept of every output, [outputs, columns + 1]."""
    x = inputs[options["dtype"]]
    outputs = range(data.outputs) if options.get("classes", "all") == "all" else [int(options["classes"])]
    rows = []
    for k in outputs:
        model = LogisticRegression(
            C=1.0, solver=options["solver"], tol=float(options["tol"]), max_iter=10_000, random_state=0)
        model.fit(x, data.positive(k))
        rows.append(np.append(model.coef_[0], model.intercept_[0]))
    return np.array(rows, dtype=np.float64)


print("ready", flush=True)
for line in sys.stdin:
    _, seconds, file, *words = line.split()
    options = dict(word.split("=") for word in words)
    if options["dtype"] not in inputs:
        inputs.clear()
        inputs[options["dtype"]] = data.x.astype(options["dtype"])
    wall, cpu, fits = time.perf_counter(), time.process_time(), 0
    while fits == 0 or time.process_time() - cpu < float(seconds):
        coefficients = fit(options)
        fits += 1
    answer = (time.perf_counter() - wall) / fits, (time.process_time() - cpu) / fits, fits
    coefficients.tofile(file)
    print(*answer, flush=True)
