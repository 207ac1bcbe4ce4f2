"""One data set: Lintel against every peer, in pairs of measurements."""

import os
from dataclasses import asdict, dataclass
from statistics import median

import numpy as np

import hardware
from reference import Reference
from workers import Failed, Stopped, Worker

GAP = 1e-6
SOLVERS = ("lbfgs", "newton-cg", "newton-cholesky", "liblinear", "sag", "saga")
TOLERANCES = [10.0**-i for i in range(1, 13)]
DESCENTS = [{"epochs": e, "rate": r} for e in (1, 5, 20, 100) for r in (1.0, 0.1, 0.01)]


@dataclass
class Result:
    """A line of the table. Times in seconds per fit; ratio is the median of peer over Lintel, pair by pair.

    @param status empty, or why there is no ratio
    """

    peer: str
    setting: str
    gap: float = None
    cpu: float = None
    wall: float = None
    cold: float = None
    ratio: float = None
    wall_ratio: float = None
    pairs: int = 0
    status: str = ""

    def brief(self):
        told = self.status or f"{self.cpu:.4g} s, {self.ratio:.2f}×"
        return f"{self.peer} ({self.setting}): {told}" + ("" if self.gap is None else f", gap {self.gap:.1e}")


def java_peers(outputs):
    """(library, settings to try in this order, whether it stops at the first that reaches the gap)."""
    by_tolerance = [{"tol": t} for t in TOLERANCES[2:]]
    peers = [("smile", by_tolerance), ("liblinear", by_tolerance), ("spark", by_tolerance), ("mahout", DESCENTS)]
    return peers + ([("tribuo", DESCENTS)] if outputs == 1 else [])


class Contest:
    """@param times a peer that takes longer than that many times our time is stopped
    @param save called with the result so far, after each peer"""

    def __init__(self, work, data, data_path, times, save):
        self.work, self.data, self.path, self.times, self.save = work, data, data_path, times, save
        self.ours = []
        self.rows = []

    def run(self):
        self.begin = os.getloadavg()[0]
        with self._worker("lintel") as self.lintel:
            self.cold = self.lintel.fit({}).cpu
            self.lintel.fit({}, seconds=2.0)
            first = self._our_fit()
            self.reference = Reference(self.data, first.coefficients)
            for _ in range(2):
                self._our_fit()
            self.limit = max(self.times * median(f.cpu for f in self.ours), 2.0)
            self._run_two_threads()
            self._run_sklearn()
            for library, settings in java_peers(self.data.outputs):
                self._run_peer(library, library, settings, self.reference)
            self.save({**self._result(), "complete": True})

    def _result(self):
        lintel = Result(
            "lintel", "auto", self.reference.gap(self.ours[-1].coefficients), median(f.cpu for f in self.ours),
            median(f.wall for f in self.ours), self.cold, 1.0, 1.0, len(self.ours))
        return {"rows": [asdict(row) for row in [lintel, *self.rows]], "optimum": self.reference.optimum,
                "two_threads": self.two_threads, "load": [self.begin, os.getloadavg()[0]]}

    def _run_two_threads(self):
        """Lintel beside itself, and what two threads can gain here at the best."""
        with self._worker("lintel", threads=2) as worker:
            cold = worker.fit({}).cpu
            gap = self.reference.gap(worker.fit({}, seconds=2.0).coefficients)
            row = self._paired("lintel, two threads", {}, gap, worker, cold)
            self.two_threads = {"memory": hardware.memory_ratio(), "products": hardware.products_ratio()}
            self.rows.append(row)
            print(row.brief(), self.two_threads, flush=True)

    def _run_sklearn(self):
        for solver in SOLVERS:
            own = self.reference
            if solver == "liblinear":
                own = Reference(self.data, self.ours[-1].coefficients, penalised=True)
            for dtype in ("float32", "float64"):
                settings = [{"solver": solver, "dtype": dtype, "tol": t} for t in TOLERANCES]
                result = self._run_peer("sklearn", f"scikit-learn {solver} {dtype}", settings, own)
                if result.status and result.gap is None:
                    break  # stopped at the loosest tolerance: float64 is no faster

    def _worker(self, library, threads=1):
        return Worker(self.work, library, self.path, self.data.x.shape[1], threads)

    def _our_fit(self):
        fit = self.lintel.fit({}, seconds=0.2)
        self.ours.append(fit)
        return fit

    def _run_peer(self, library, name, settings, reference):
        with self._worker(library) as worker:
            try:
                result = self._measured(worker, name, settings, reference)
            except Failed:
                result = Result(name, "", status="failed (see its log)")
            self.rows.append(result)
            print(result.brief(), flush=True)
            self.save(self._result())
            return result

    def _measured(self, worker, name, settings, reference):
        options, gap = self._search(worker, settings, reference)
        if options is None:
            return Result(name, words(settings[0]), status=f"stopped: over {self.times:g}×")
        if gap > GAP and "tol" in options:
            return Result(name, words(options), gap, status=f"short of {GAP:g} after {self.times:g}×")
        worker.stop()
        return self._paired(name, options, gap, worker, worker.fit(options).cpu)

    def _paired(self, name, options, gap, worker, cold):
        pairs = [self._pair(worker, options)]
        for _ in range(rounds(*pairs[0]) - 1):
            pairs.append(self._pair(worker, options))
        theirs = [fit for _, fit in pairs]
        return Result(
            name, words(options), gap, median(f.cpu for f in theirs), median(f.wall for f in theirs), cold,
            median(their.cpu / our.cpu for our, their in pairs), median(their.wall / our.wall for our, their in pairs),
            len(pairs))

    def _pair(self, worker, options):
        return self._our_fit(), worker.fit(options, seconds=0.2)

    def _search(self, worker, settings, reference):
        """The loosest setting that reaches the gap, else the best one that ends in time; its gap."""
        best, best_gap, idle = None, np.inf, 0
        for options in self._promising(worker, settings, reference):
            try:
                gap = reference.gap(self._tried(worker, options).coefficients)
            except Stopped:
                break  # those that follow take longer
            idle = 0 if gap < 0.9 * best_gap else idle + 1
            if gap < best_gap:
                best, best_gap = options, gap
            if gap <= GAP or ("tol" in options and idle == 4):
                break
        return best, best_gap

    def _promising(self, worker, settings, reference):
        """With several outputs scikit-learn's tolerance is sought on the first one, which is cheaper."""
        if self.data.outputs == 1 or "solver" not in settings[0]:
            return settings
        for i, options in enumerate(settings):
            try:
                fit = worker.fit({**options, "classes": 0}, limit=self.limit / self.data.outputs)
            except Stopped:
                return []
            if reference.first_gap(fit.coefficients) <= GAP:
                return settings[i:]
        return []

    def _tried(self, worker, options):
        """Where that costs little, once more before, so that the JVM's compiling does not count."""
        if self.limit <= 2.0 and "solver" not in options:
            worker.fit(options, seconds=0.5, limit=60)
        return worker.fit(options, limit=self.limit)


def rounds(ours, theirs):
    """Pairs to measure: many where it is quick and close."""
    if theirs.cpu > 10:
        return 1
    return int(min(11 if theirs.cpu < 5 * ours.cpu else 5, max(3, 5 / theirs.cpu)))


def words(options):
    return ", ".join(f"{key} {value:g}" for key, value in options.items() if not isinstance(value, str))
