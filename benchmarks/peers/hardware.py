"""What a second thread is worth on this machine: how many times as fast two are as one, with the work of each theirs."""

import threading
import time
from statistics import median

import numpy as np

ROUNDS = 5


def memory_ratio():
    """Of reading 200 MB each, by a dot product."""
    return _ratio([np.ones(50_000_000, np.float32) for _ in range(2)], lambda x: [np.dot(x, x) for _ in range(4)])


def products_ratio():
    """Of products of 1000 x 1000 matrices in float32."""
    return _ratio([np.ones((1000, 1000), np.float32) for _ in range(2)], lambda x: [np.dot(x, x) for _ in range(10)])


def _ratio(arrays, work):
    ratios = []
    for _ in range(ROUNDS):
        alone = _seconds([lambda: work(arrays[0])])
        together = _seconds([lambda array=array: work(array) for array in arrays])
        ratios.append(2 * alone / together)
    return median(ratios)


def _seconds(tasks):
    threads = [threading.Thread(target=task) for task in tasks]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begin
