"""How a training step's time grows with steps, units, batch and layers: plots ../lstm.svg; imported by contest.py."""

import math
import statistics
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

MIDDLE = {"batch": 64, "steps": 100, "features": 32, "units": 128, "layers": 2}
SWEEPS = {
    "steps": [25, 50, 100, 200, 400, 800, 1600],
    "units": [16, 32, 64, 128, 256, 512],
    "batch": [1, 4, 16, 64, 256],
    "layers": [1, 2, 4, 8],
}


def step(worker, size):
    """Median processor milliseconds of at least five training steps, after two."""
    times = []
    while len(times) < 7 or (sum(times) < 500 and len(times) < 60):
        times.append(worker.milliseconds("step", size.values())[1])
    return statistics.median(times[2:])


def exponent(points):
    """The slope of the least-squares line through the logarithms of the upper half of the sizes."""
    upper = [(math.log(size), math.log(time)) for size, time in points[len(points) // 2 - 1:]]
    x, y = (statistics.mean(column) for column in zip(*upper))
    return sum((a - x) * (b - y) for a, b in upper) / sum((a - x) ** 2 for a, b in upper)


def run(worker):
    """Lines of a table, and the plot in lstm.svg beside this folder."""
    found = {what: [(n, step(worker, {**MIDDLE, what: n})) for n in sizes] for what, sizes in SWEEPS.items()}
    plot(found, Path(__file__).parent.parent / "lstm.svg")
    lines = ["| grows | sizes | training step, cpu ms | exponent |", "|---|--:|--:|--:|"]
    for what, points in found.items():
        sizes, times = zip(*points)
        lines.append(f"| {what} | {' '.join(map(str, sizes))} | {' '.join(f'{t:.3g}' for t in times)} "
                     f"| {exponent(points):.2f} |")
    return lines


def plot(found, path):
    matplotlib.rcParams.update({"svg.hashsalt": "lintel", "font.size": 8})
    figure, axes = pyplot.subplots(1, len(found), figsize=(9, 2.4), layout="constrained")
    for axis, (what, points) in zip(axes, found.items()):
        sizes, times = zip(*points)
        axis.loglog(sizes, times, "o-", markersize=3, linewidth=1)
        axis.set_title(f"{what}: exponent {exponent(points):.2f}")
        axis.set_xticks(sizes, [str(size) for size in sizes], rotation=60)
        axis.minorticks_off()
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("training step, cpu ms")
    figure.savefig(path, metadata={"Date": None, "Creator": None})
