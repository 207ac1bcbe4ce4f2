#!/usr/bin/python3
"""Makes breast-cancer.csv and digits.csv beside this file from the copies that scikit-learn ships.

Debian: apt-get install python3-sklearn. The numbers are kept as scikit-learn writes them, character for character.
"""

import csv
import gzip
from pathlib import Path

import sklearn.datasets

SHIPPED = Path(sklearn.datasets.__file__).parent / "data"
HERE = Path(__file__).parent

MEASURES = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave_points",
            "symmetry", "fractal_dimension"]


def breast_cancer():
    """The first line of the shipped file counts rows and columns and names the classes; the last column is 0 or 1."""
    with open(SHIPPED / "breast_cancer.csv", newline="") as shipped:
        (_, _, *classes), *rows = csv.reader(shipped)
    header = [form.format(measure) for form in ("mean_{}", "{}_error", "worst_{}") for measure in MEASURES]
    write("breast-cancer.csv", header + ["diagnosis"], [row[:-1] + [classes[int(row[-1])]] for row in rows])


def digits():
    """Without a header; 64 counts from 0 to 16, row by row from the top left, then the digit."""
    with gzip.open(SHIPPED / "digits.csv.gz", "rt", newline="") as shipped:
        rows = list(csv.reader(shipped))
    header = [f"pixel-{row}-{column}" for row in range(8) for column in range(8)]
    write("digits.csv", header + ["digit"], rows)


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


breast_cancer()
digits()
