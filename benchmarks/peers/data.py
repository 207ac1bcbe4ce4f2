"""The data sets: float32, standardised, as files that every worker maps into memory."""

import gzip
import struct
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer

FASHION_MNIST = Path("/usr/share/datasets/fashion-mnist")  # Debian's package dataset-fashion-mnist
NAMES = {
    "breast-cancer": "breast cancer, 426×30",
    "fashion-3-7": "Fashion-MNIST 3 vs 7, 12,000×784 (separable)",
    "fashion-2-4": "Fashion-MNIST 2 vs 4, 12,000×784 (overlapping)",
    "synthetic": "synthetic, 1,000,000×100",
    "fashion-ten": "Fashion-MNIST, ten classes one-vs-rest, 60,000×784",
}


class Data:
    """x: [rows, columns] float32; y: the class of each row, from 0."""

    def __init__(self, x, y, classes):
        self.x, self.y, self.classes = x, y, classes
        self.outputs = 1 if classes == 2 else classes

    def positive(self, output):
        return (self.y == (1 if self.classes == 2 else output)).astype(np.uint8)


def load(name):
    rows, columns, classes = map(int, Path(name + ".shape").read_text().split())
    x = np.memmap(name + ".x", np.float32, "r", shape=(rows, columns))
    return Data(x, np.fromfile(name + ".y", np.uint8), classes)


def make(folder, name):
    """The path (without ending) of the data set's files, made unless they are there."""
    path = str(folder / name)
    if not Path(path + ".shape").exists():
        x, y, classes = MAKERS[name]()
        save(path, standardised(x), y, classes)
    return path


def save(name, x, y, classes):
    x.astype(np.float32).tofile(name + ".x")
    y.astype(np.uint8).tofile(name + ".y")
    Path(name + ".shape").write_text(f"{x.shape[0]} {x.shape[1]} {classes}\n")


def standardised(x):
    """Zero mean and unit deviation; a constant column stays 0."""
    mean, deviation = x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)
    return ((x - mean) / np.where(deviation > 0, deviation, 1)).astype(np.float32)


def breast_cancer():
    cancer = load_breast_cancer()
    return cancer.data[:426], cancer.target[:426], 2


def fashion():
    """[60000, 784] pixels and the class of each image."""
    images = gzip.decompress((FASHION_MNIST / "train-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((FASHION_MNIST / "train-labels-idx1-ubyte.gz").read_bytes())
    _, count, height, width = struct.unpack(">iiii", images[:16])
    return np.frombuffer(images, np.uint8, offset=16).reshape(count, height * width), np.frombuffer(
        labels, np.uint8, offset=8)


def fashion_pair(first, second):
    x, y = fashion()
    either = (y == first) | (y == second)
    return x[either], y[either] == second, 2


def synthetic(rows, columns, seed=0):
    """Independent normal columns; labels drawn from a logistic model of them."""
    random = np.random.default_rng(seed)
    x = random.standard_normal((rows, columns), dtype=np.float32)
    w = (random.standard_normal(columns) / np.sqrt(columns) * 1.5).astype(np.float32)
    return x, random.random(rows) < 1 / (1 + np.exp(-(x @ w + 0.3))), 2


MAKERS = {
    "breast-cancer": breast_cancer,
    "fashion-3-7": lambda: fashion_pair(3, 7),
    "fashion-2-4": lambda: fashion_pair(2, 4),
    "synthetic": lambda: synthetic(1_000_000, 100),
    "fashion-ten": lambda: (*fashion(), 10),
}
