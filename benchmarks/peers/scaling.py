"""Cost against rows and against columns: synthetic data, Lintel beside scikit-learn's two best solvers."""

from statistics import median

import numpy as np

import data
from contest import GAP, TOLERANCES
from reference import Reference
from workers import Stopped, Worker

TIMES = 20  # a solver that takes longer than that many times our time ends there
ROWS = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000]  # at 100 columns
COLUMNS = [10, 30, 100, 300, 1_000, 2_000]  # at 20,000 rows
SOLVERS = {
    "scikit-learn newton-cholesky": {"solver": "newton-cholesky", "dtype": "float32"},
    "scikit-learn lbfgs": {"solver": "lbfgs", "dtype": "float32"},
}


def run(work):
    """{"rows" or "columns": {name: [[size, seconds], …]}}; a solver over 20× our time ends there."""
    return {
        "rows": sweep(work, [(rows, 100) for rows in ROWS], 0),
        "columns": sweep(work, [(20_000, columns) for columns in COLUMNS], 1),
    }


def sweep(work, shapes, axis):
    costs = {name: [] for name in ("Lintel", *SOLVERS)}
    running = dict(SOLVERS)
    for shape in shapes:
        path = str(work / "data" / "scaling")
        data.save(path, *data.synthetic(*shape))
        made = data.load(path)
        with Worker(work, "lintel", path, shape[1]) as ours, Worker(work, "sklearn", path, shape[1]) as theirs:
            ours.fit({}, seconds=8.0)  # until what is hot has been compiled
            first = ours.fit({}, seconds=0.1)
            reference = Reference(made, first.coefficients)
            fits = {name: [] for name in ("Lintel", *running)}
            settings = {n: found(theirs, o, reference, max(2.0, TIMES * first.cpu)) for n, o in running.items()}
            for _ in range(5 if first.cpu < 0.3 else 3):
                fits["Lintel"].append(ours.fit({}, seconds=0.1).cpu)
                for name, options in settings.items():
                    if options:
                        fits[name].append(theirs.fit(options, seconds=0.1).cpu)
        running = {name: SOLVERS[name] for name, options in settings.items() if options}
        for name, times in fits.items():
            if times:
                costs[name].append([shape[axis], median(times)])
        print(f"{shape}: gap {reference.gap(first.coefficients):.1e} "
            + ", ".join(f"{name} {median(times):.4g} s" for name, times in fits.items() if times), flush=True)
    return costs


def found(worker, options, reference, limit):
    """The options with the loosest tolerance that reaches the gap; none when it takes too long."""
    for tolerance in TOLERANCES:
        try:
            chosen = {**options, "tol": tolerance}
            if reference.gap(worker.fit(chosen, limit=limit).coefficients) <= GAP:
                return chosen
        except Stopped:
            return None
    return None


def exponent(points):
    """The slope in log-log of the upper half of the sizes, where the fixed cost of a call no longer shows."""
    sizes, times = np.log(np.array(points[len(points) // 2 - 1 :])).T
    return np.polyfit(sizes, times, 1)[0]
