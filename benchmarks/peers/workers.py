"""Libraries in processes of their own, which fit on demand and are stopped when they take too long."""

import os
import select
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

JAVA = ["java", "-Xmx7g", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=4g"]
ONE_THREAD = ["-Djava.util.concurrent.ForkJoinPool.common.parallelism=0"]  # the caller alone
OPENED = [  # Spark's own list for Java 17
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in (
        "java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util",
        "java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action",
        "sun.util.calendar")
]
OWN = {"spark": OPENED, "lintel": ["-Xmn16m"]}  # the latter as `lintel train` sets it
PEERS = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Fit:
    """Seconds per fit, of the whole process. @param coefficients [outputs, columns + 1], the intercept last"""

    wall: float
    cpu: float
    coefficients: np.ndarray


class Stopped(Exception):
    """The library took more processor time than it was given."""


class Failed(Exception):
    """The library ended by itself; it says why on standard error."""


class Worker:
    def __init__(self, work, library, data_path, columns, threads=1):
        self.command = command(work, library, data_path)
        self.threads = threads
        self.columns = columns
        self.process = None
        self.file = tempfile.NamedTemporaryFile(prefix="coefficients")
        self.log = open(work / f"{library}.log", "w")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.file.close()
        self.log.close()

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
            env={**os.environ, "LINTEL_THREADS": str(self.threads)})
        self._answer(float("inf"))

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def fit(self, options, seconds=0.0, limit=float("inf")):
        """Fits for so many seconds of processor time, at least once; stopped above the limit per order."""
        if not self.process:
            self.start()
        words = " ".join(f"{key}={value}" for key, value in options.items())
        self.process.stdin.write(f"fit {seconds} {self.file.name} {words}\n")
        self.process.stdin.flush()
        wall, cpu, _ = map(float, self._answer(limit).split())
        coefficients = np.fromfile(self.file.name, np.float64).reshape(-1, self.columns + 1)
        return Fit(wall, cpu, coefficients)

    def _answer(self, limit):
        begin = self._cpu()
        while not select.select([self.process.stdout], [], [], 0.1)[0]:
            if self._cpu() - begin > limit:
                self.stop()
                raise Stopped
        line = self.process.stdout.readline()
        if not line:
            self.stop()
            raise Failed
        return line

    def _cpu(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def command(work, library, data_path):
    if library == "sklearn":
        return [sys.executable, str(PEERS / "sklearn_worker.py"), data_path]
    path = f"{work / library}:{(work / (library + '.classpath')).read_text().strip()}"
    flags = ONE_THREAD + OWN.get(library, [])
    return [*JAVA, *flags, "-cp", path, "Worker", library.capitalize() + "Fitter", data_path]
