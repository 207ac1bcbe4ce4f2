"""Trains the tasks through `lintel train`, and writes ../long-memory.md and .svg; called by benchmarks/long-memory."""

import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

HERE = Path(__file__).parent
TASKS = {"adding": "adding problem", "order": "temporal order"}
LONGER = {500: ["-o", "model.lstm.forgetGateBias=6"]}
SEQUENCES = 10_000
SHOWN = [0, 10, 20, 50, 100, 200, 300, 400, 499]
NAMES = ["simple network, begun", "LSTM, begun, bias 1", "LSTM, begun, bias 6", "LSTM, trained on 100 steps"]


def train(work, task, steps):
    """What `lintel train --json` says, with the seconds of the whole command."""
    source = work / f"{task}-{steps}.csv"
    if not source.exists():
        subprocess.run([sys.executable, HERE / "make.py", task, str(steps), str(SEQUENCES), source], check=True)
    start = time.time()
    result = subprocess.run([HERE.parent.parent / "lintel", "train", HERE / f"{task}.yaml", "--json", "--out",
                             work / "runs", "-o", f"data.source={source}", *LONGER.get(steps, [])],
                            check=True, stdout=subprocess.PIPE)
    return {**json.loads(result.stdout), "wall": time.time() - start}


def gradients(classpath, run, steps):
    """Columns: distance, and a norm of each of NAMES."""
    lines = subprocess.run(["java", "-cp", classpath, "lintel.network.Gradients", str(steps), run], check=True,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    return list(zip(*[map(float, line.split()) for line in lines]))


def plot(columns, path):
    matplotlib.rcParams.update({"svg.hashsalt": "lintel", "font.size": 9})
    figure, axis = pyplot.subplots(figsize=(6.4, 3), layout="constrained")
    for name, column in zip(NAMES, columns[1:]):
        axis.semilogy(columns[0], [max(value, 1e-30) for value in column], label=name)
    axis.set_xlabel("steps before the last")
    axis.set_ylabel("gradient norm, relative")
    axis.set_ylim(1e-25, 1e3)
    axis.grid(alpha=0.3)
    axis.legend()
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def facts():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.split("\n")[0]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE).stdout
    return (f"{time.strftime('%Y-%m-%d')}; {cpu}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the "
            f"start; Lintel {commit.strip()}; {java}; Python {platform.python_version()}.")


def main():
    work, classpath = Path(sys.argv[1]), sys.argv[2]
    report = ["# Long memory", "", f"Made by `benchmarks/long-memory`: {facts()}", "",
              *(HERE / "about.md").read_text().rstrip().split("\n"), "",
              "| task | steps | test accuracy | test log-loss | training, s | whole command, s |", "|---|--:|--:|--:|--:|--:|"]
    runs = {}
    for steps in (100, 500):
        for task, name in TASKS.items():
            run = runs[task, steps] = train(work, task, steps)
            test = run["metrics"]["test"]
            loss = test.get("logLoss") or test["macro"]["logLoss"]
            report.append(f"| {name} | {steps} | {test['accuracy']['value']:.4f} | {loss['value']:.4f} "
                          f"| {run['seconds']:.0f} | {run['wall']:.0f} |")
            print(report[-1], flush=True)
    columns = gradients(classpath, runs["adding", 100]["run"], 500)
    plot(columns, HERE.parent / "long-memory.svg")
    report += ["", *(HERE / "gradients.md").read_text().rstrip().split("\n"), "", "![gradients](long-memory.svg)", "",
               "| steps before the last | " + " | ".join(NAMES) + " |", "|--:|--:|--:|--:|--:|"]
    for distance in SHOWN:
        report.append(f"| {distance} | " + " | ".join(f"{column[distance]:.1e}" for column in columns[1:]) + " |")
    (HERE.parent / "long-memory.md").write_text("\n".join(report) + "\n")
    print("\n".join(report[-len(SHOWN) - 2:]))


main()
