"""Reads one CSV file into a float32 matrix with one tool on one thread; prints what Load.java prints."""
import os
import resource
import sys
import time

tool, path = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = "1"
os.environ["OMP_NUM_THREADS"] = "1"
import numpy as np


def pandas(names):
    import pandas as pd

    yield
    yield pd.read_csv(path, engine="c")[names].to_numpy(dtype=np.float32)


def pandas_float32(names):
    import pandas as pd

    yield
    yield pd.read_csv(path, engine="c", dtype={name: np.float32 for name in names})[names].to_numpy()


def polars(names):
    import polars as pl

    yield
    yield pl.read_csv(path)[names].cast(pl.Float32).to_numpy()


def polars_float32(names):
    import polars as pl

    yield
    yield pl.read_csv(path, schema_overrides={name: pl.Float32 for name in names})[names].to_numpy()


def duckdb(names):
    import duckdb as db

    connection = db.connect()
    connection.execute("set threads = 1")
    yield
    columns = connection.execute(f"select * from read_csv('{path}')").fetchnumpy()
    yield np.stack([columns[name].astype(np.float32) for name in names], axis=1)


def duckdb_float32(names):
    import duckdb as db

    connection = db.connect()
    connection.execute("set threads = 1")
    types = ", ".join(f"'{name}': 'FLOAT'" for name in names)
    yield
    columns = connection.execute(f"select * from read_csv('{path}', types = {{{types}}})").fetchnumpy()
    yield np.stack([columns[name] for name in names], axis=1)


with open(path) as lines:
    header = lines.readline().strip().split(",")[:-1]
run = globals()[tool.replace("-", "_")](header)
next(run)  # imports are not counted
wall, cpu = time.perf_counter(), time.process_time()
matrix = next(run)
cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{tool} {cpu:.3f} {wall:.3f} {peak} {matrix[:, 0].sum(dtype=np.float64):.1f}")
