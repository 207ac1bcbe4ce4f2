"""logistic.md and logistic.svg, from the results of the contests."""

import json
import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

from data import NAMES
from scaling import exponent

PEERS = {
    "lintel": "**Lintel**",
    "lintel, two threads": "Lintel, two threads",
    "smile": "Smile",
    "liblinear": "liblinear-java",
    "spark": "Spark MLlib, local[1]",
    "mahout": "Mahout SGD",
    "tribuo": "Tribuo AdaGrad",
}
HEAD = "| Solver | setting | relative gap | cpu | wall | first fit, cpu | ratio cpu | ratio wall | pairs |"
RULE = "|---|---|--:|--:|--:|--:|--:|--:|--:|"
INTRODUCTION = """\
# Logistic regression: Lintel and its peers

Made by `benchmarks/logistic`, which prints this too. {machine}
{versions}

Everything below is time to the same optimum, that of the sum of log-losses plus |w|²/2 with a free intercept
(scikit-learn's C = 1, Lintel's `l2: 1`), from standardised float32 data in memory, on one thread. The relative gap is
the objective over the float64 optimum (Newton's method, in NumPy), less one; scikit-learn's liblinear, which penalises
the intercept too, is held to its own optimum. Each scikit-learn solver, Smile, liblinear and Spark run at the loosest
tolerance, by powers of ten, that reaches a gap of 1e-6. Mahout and Tribuo reach no optimum: theirs is the best
objective of a grid of learning rates and epochs, and the gap says how far it is.

Each peer is measured in pairs with Lintel, ours first, one process each, and the ratio is the median of peer over
Lintel within a pair: the machine's other work touches both. Times are medians of seconds per fit; cpu is that of the
whole process, so compiling and collecting garbage count. *First fit* is the first one in a new process with the data in
memory: for Java it includes loading classes and, for Lintel, OpenBLAS, and running them uncompiled; scikit-learn has
imported its modules by then. A solver that takes over 20 times our time (or what the row says) is stopped; float64 is
left out where float32 was stopped at the loosest tolerance.
"""


def write(results, here):
    """Writes both files; the tables as text."""
    found = {file.stem: json.loads(file.read_text()) for file in results.glob("*.json")}
    tables = "\n".join(section(NAMES[name], found[name]) for name in NAMES if name in found)
    text = INTRODUCTION.format(machine=machine(), versions=versions(here)) + "\n" + tables
    missing = [name for name in (*NAMES, "scaling") if name not in found]
    if missing:
        text += f"\nNot measured yet: {', '.join(missing)}.\n"
    if "scaling" in found:
        plot(found["scaling"], here / "logistic.svg")
        text += SCALING.format(date=found["scaling"]["date"])
    (here / "logistic.md").write_text(text)
    return tables


SCALING = """
## Cost against rows and columns

![Seconds against rows at 100 columns, and against columns at 20,000 rows](logistic.svg)

Independent normal columns, medians of interleaved fits ({date}), a gap of 1e-6 for all; the exponents are fitted to the
upper half of the sizes. A solver that took over 20 times our time, or never reached the gap, ends there.
"""


def section(title, result):
    rows = "\n".join(line(row) for row in result["rows"])
    begin, end = result["load"]
    if not result.get("complete"):
        rows += "\n\nInterrupted: peers that are not in the table were not measured."
    two = result["two_threads"]
    rows += (f"\n\nTwo threads of this machine read memory {two['memory']:.2f} times as fast as one and multiply matrices "
             f"{two['products']:.2f} times as fast, measured beside.")
    return (f"## {title}\n\nOptimum {result['optimum']:.6f}; {result['date']}, load average {begin:.1f} before and "
            f"{end:.1f} after.\n\n{HEAD}\n{RULE}\n{rows}\n")


def line(row):
    gap = "" if row["gap"] is None else f"{row['gap']:.0e}"
    peer = PEERS.get(row["peer"].lower(), row["peer"])
    if row["status"]:
        return f"| {peer} | {row['setting']} | {gap} | {row['status']} | | | | | |"
    times = " | ".join(seconds(row[key]) for key in ("cpu", "wall", "cold"))
    return (f"| {peer} | {row['setting']} | {gap} | {times} | {row['ratio']:.1f} | {row['wall_ratio']:.1f} "
            f"| {row['pairs']} |")


def seconds(value):
    return f"{value * 1e3:.3g} ms" if value < 1 else f"{value:.3g} s"


def machine():
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text()).group(1)
    cores = os.cpu_count()  # nproc would say what OMP_NUM_THREADS says
    return (f"CPU: {cpu}, {cores} cores, shared with other work: read the ratios rather than the times, and see the "
            "load.")


def versions(here):
    pom = (here / "peers" / "pom.xml").read_text()
    java = re.findall(r"<artifactId>(smile-core|liblinear|tribuo[\w-]*|spark[\w.-]*|mahout-mr)</artifactId>\s*"
                      r"<version>(.*?)</version>", pom)
    commit = subprocess.run(["git", "-C", here, "describe", "--always"], capture_output=True, text=True).stdout.strip()
    runtime = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    python = [f"{name} {version(name)}" for name in ("scikit-learn", "numpy", "scipy")]
    peers = [f"{name} {number}" for name, number in java]
    return f"Lintel {commit}; {runtime}; Python {platform.python_version()}; {', '.join(python + peers)}."


def plot(scaling, file):
    figure, axes = plt.subplots(1, 2, figsize=(11, 4.4), sharey=True)
    for axis, (key, label) in zip(axes, (("rows", "rows, 100 columns"), ("columns", "columns, 20,000 rows"))):
        for (name, points), marker in zip(scaling[key].items(), "os^"):
            power = f" (exponent {exponent(points):.2f})" if len(points) > 2 else ""
            axis.loglog(*zip(*points), marker + "-", label=name + power)
        axis.set_xlabel(label)
        axis.grid(True, which="major", alpha=0.3)
        axis.legend(frameon=False, fontsize=9)
    axes[0].set_ylabel("seconds per fit, one thread")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
