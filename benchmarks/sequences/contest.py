"""Runs Lintel and its peers in turn, prints a table and writes ../lstm.md; called by benchmarks/lstm."""

import argparse
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

import scaling

HERE = Path(__file__).parent
SIZES = [(32, 50, 8, 32), (64, 100, 32, 128), (128, 200, 64, 256)]
STEPS = {"step": "**Lintel**", "floor": "matrix products alone", "torch-step": "PyTorch, eager",
         "compiled-step": "PyTorch, torch.compile", "onednn-step": "oneDNN's LSTM alone", "stock-step": "stock Deeplearning4j",
         "two-step": "Lintel, two threads"}
ANSWERS = {"answer": "**Lintel**", "torch-answer": "PyTorch, eager",
           "onednn-answer": "oneDNN's LSTM alone", "stock-answer": "stock Deeplearning4j"}
ONE = {"predict": "**Lintel**, `Model.predict`", "onnx-one": "ONNX Runtime", "one": "Lintel, the network alone",
       "torch-one": "PyTorch, eager", "onednn-one": "oneDNN's LSTM alone"}  # ours apart: the second would have a warm cache
LONG = {"lasting-step": "that forgets nothing", "vanishing-step": "whose gradient vanishes"}
SELDOM = {"stock-step", "stock-answer"}  # so slow that a few rounds must do


class Worker:
    def __init__(self, command, threads=1):
        environment = {**os.environ, "LINTEL_THREADS": str(threads)}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, env=environment)

    def milliseconds(self, what, size):
        self.process.stdin.write(f"{what} {' '.join(map(str, size))}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the worker ended at '{what}' of {size}")
        return tuple(map(float, line.split()))


def measure(java, two, onednn, python, size, group, seconds):
    """Wall and processor times of each, taken in turn, after each has warmed up by itself for a share of a third."""
    theirs = ("torch", "compiled", "onnx")
    worker = {what: python if what.startswith(theirs) else onednn if what.startswith("onednn") else
              two if what == "two-step" else java for what in group}
    times, rounds = {what: [] for what in group}, 0
    for what in group:
        worker[what].milliseconds(what.replace("two-", ""), size)  # which builds and exports networks
        start = time.time()
        while time.time() - start < seconds / 3 / len(group):
            worker[what].milliseconds(what.replace("two-", ""), size)
    start = time.time()
    while time.time() - start < seconds * 2 / 3 or rounds < 5:
        for what in group:
            if what not in SELDOM or rounds % 8 == 0:
                times[what].append(worker[what].milliseconds(what.replace("two-", ""), size))
        rounds += 1
    return times


def table(title, ours, group, times):
    lines = [f"| {title} | wall, ms | cpu, ms | over Lintel, wall | over Lintel, cpu | rounds |", "|---|--:|--:|--:|--:|--:|"]
    median = {what: [statistics.median(column) for column in zip(*found)] for what, found in times.items()}
    for what, name in group.items():
        wall, cpu = median[what]
        own = what != "two-step"  # only the calling thread's processor time is known
        lines.append(f"| {name} | {wall:.3g} | {f'{cpu:.3g}' if own else '–'} | {wall / median[ours][0]:.2f} | "
                     f"{f'{cpu / median[ours][1]:.2f}' if own else '–'} | {len(times[what])} |")
    return lines


def long_sequences(java):
    """Of 2,000 steps: time with and without a gradient that vanishes, and memory."""
    lines = ["## Long sequences", "", "Gradient of 8 sequences, 32 features, two layers of 128 units; memory is all of the "
             "process.", "", "| steps | network | wall, ms | cpu, ms | resident, MB |", "|--:|---|--:|--:|--:|"]
    for steps in (100, 500, 2000):
        size = (8, steps, 32, 128)
        times = {what: [] for what in LONG}
        for rounds in range(9):
            for what in LONG:
                times[what].append(java.milliseconds(what, size))
        resident = java.milliseconds("memory", size)[0]
        for what, name in LONG.items():
            wall, cpu = (statistics.median(column[2:]) for column in zip(*times[what]))
            lines.append(f"| {steps:,} | {name} | {wall:.3g} | {cpu:.3g} | {resident:.0f} |")
    return lines


def facts():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.split("\n")[0]
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=HERE).stdout
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("torch", "onnxruntime"))
    return (f"{time.strftime('%Y-%m-%d')}; {cpu}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f} at the "
            f"start; Lintel {commit.strip()}; {java}; Python {platform.python_version()}; {versions}.")


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/lstm")
    parser.add_argument("classpath", help=argparse.SUPPRESS)
    parser.add_argument("onednn", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=60, help="per size (60)")
    options = parser.parse_args()
    bfloats = Worker(["java", "-cp", options.onednn, "OneDnnWorker"]).milliseconds("onednn-bf16", ())[0]
    report = ["# LSTM: Lintel and its peers", "", f"Made by `benchmarks/lstm`: {facts()}", "",
              *(HERE / "about.md").read_text().rstrip().split("\n"), "",
              f"On this processor oneDNN 3.11 has {'an' if bfloats else 'no'} LSTM of bfloat16 numbers."]
    command = ["java", "-Xmx3g", "-XX:+UseSerialGC", "-cp", options.classpath, "lintel.training.LstmWorker"]
    long = long_sequences(Worker(command))
    print("\n".join(long), flush=True)
    growth = scaling.run(Worker(command))
    print("\n".join(growth), flush=True)
    java, two = Worker(command), Worker(command, threads=2)
    onednn = Worker(["java", "-cp", options.onednn, "OneDnnWorker"])
    python = Worker([sys.executable, str(HERE / "torch_worker.py")])
    for size in SIZES:
        report += ["", "## {} sequences of {} steps, {} features, two layers of {} units".format(*size)]
        for title, ours, group, share in (("training step", "step", STEPS, 0.6), ("answers", "answer", ANSWERS, 0.2),
                                          ("answer for one sequence", "predict", ONE, 0.2)):
            report += ["", *table(title, ours, group, measure(java, two, onednn, python, size, group, share * options.seconds))]
            print("\n".join(report[-len(group) - 2:]), flush=True)
    report += ["", *long, "", "## Growth", "", "A training step as above, of 64 sequences of 100 steps, 32 features, two "
               "layers of 128 units but for what grows; the exponent is that of the larger half of the sizes.", "",
               "![growth](lstm.svg)", "", *growth]
    (HERE.parent / "lstm.md").write_text("\n".join(report) + "\n")


main()
