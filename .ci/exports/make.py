"""Small data with everything in it that an export must carry, and configs for it: python3 make.py FOLDER."""
import csv
import math
import random
import sys
from pathlib import Path

folder = Path(sys.argv[1])
draw = random.Random(1)


def row():
    colour = draw.choice(["red", "blue", "dark, \"green\"", "grün"])
    size = round(draw.gauss(2000, 5), 2)
    sold = draw.random() < 0.3
    logit = (size - 2000) / 4 + (colour == "red") - 2 * sold
    return {
        "size": "" if draw.random() < 0.1 else "-999" if draw.random() < 0.05 else size,
        "colour": "NA" if draw.random() < 0.1 else colour,
        "sold": str(sold).lower(),
        "label": round(draw.random(), 4),
        "y": "yes" if draw.random() < 1 / (1 + math.exp(-logit)) else "no",
    }


def write(name, rows):
    with open(folder / name, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


write("mixed.csv", [row() for _ in range(400)])
steps = []
for sequence in range(60):
    for step in range(draw.randint(1, 12)):
        steps.append({"sequence": sequence, **row()})
write("walk.csv", steps)

DATA = "data: {source: %s, target: {column: y, positive: yes}, missing: ['', NA, -999]%s}\n"
FORMATS = "export: [onnx, mlflow, triton, kserve%s]\n"
SEQUENCES = ", sequences: {id: sequence}"
CONFIGS = {
    "mixed": DATA % ("mixed.csv", "") + "model: logistic\n" + FORMATS % ", json, pmml",
    "numbers": DATA % ("mixed.csv", ", features: {exclude: [colour]}") + "model: logistic\n"
    + FORMATS % ", json, pmml, openvino",
    "walk": DATA % ("walk.csv", SEQUENCES) + "model: {lstm: {layers: [5, 4], bidirectional: true, output: every-step}}\n"
    + "training: {epochs: 4, earlyStopping: {metric: logLoss, patience: 2}}\n" + FORMATS % "",
    "walk-numbers": DATA % ("walk.csv", SEQUENCES + ", features: {exclude: [colour]}")
    + "model: {lstm: {layers: [5], output: every-step}}\n"
    + "training: {epochs: 4, earlyStopping: {metric: logLoss, patience: 2}}\n" + FORMATS % ", openvino",
}
for name, text in CONFIGS.items():
    (folder / f"{name}.yaml").write_text(f"name: {name}\n{text}", encoding="utf-8")
