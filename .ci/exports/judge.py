"""Judges exports by the programs they are for: python judge.py RUN DATA PREDICTIONS FEEDS.

RUN is a run folder with exports, PREDICTIONS what `lintel predict` says of DATA. Every graph must pass ONNX's own
checker and, in Python's ONNX Runtime, MLflow and OpenVINO, say the same to 1e-5, and the same label. What goes in and
comes out is written to FEEDS as JSON, for judges in other languages.
"""
import csv
import json
import math
import sys
from pathlib import Path

import mlflow.pyfunc
import numpy as np
import onnx
import onnxruntime
import openvino
import pandas as pd

run, data, predictions, feeds_file = map(Path, sys.argv[1:])
exports = run / "exports"
graph = exports / "onnx" / "model.onnx"


def rows(file):
    with open(file, newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


def number(column, text):
    if text in signature["missing"]:
        return math.nan
    return float({"true": 1, "false": 0}.get(text, text))


def value(column, text):
    return text if column["type"] == "categorical" else number(column, text)


onnx.checker.check_model(str(graph), full_check=True)
model = onnx.load(graph)
onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
signature = json.loads({prop.key: prop.value for prop in model.metadata_props}["lintel.signature"])
columns = signature["columns"]
texts = any(column["type"] == "categorical" for column in columns)
table = rows(data)
expected = rows(predictions)

if "steps" in signature:
    ids = list(dict.fromkeys(row["sequence"] for row in table))
    examples = [[row for row in table if row["sequence"] == one] for one in ids]
else:
    examples = [[row] for row in table]
lengths = [len(example) for example in examples]
longest = max(lengths)


def padded(column, empty):
    block = [[value(column, row[column["name"]]) for row in example] + [empty] * (longest - len(example))
             for example in examples]
    return np.array(block, dtype=object if column["type"] == "categorical" else np.float32)[..., None]


blocks = {column["input"]: padded(column, "" if column["type"] == "categorical" else 0) for column in columns}
if not texts:
    blocks = {"features": np.concatenate(list(blocks.values()), axis=-1)}
if "steps" in signature:
    blocks["lengths"] = np.array(lengths, dtype=np.int32)
else:
    blocks = {name: block[:, 0] for name, block in blocks.items()}


def flat(answers):
    """One entry per line of the predictions: without the steps that are padding."""
    answers = np.asarray(answers)
    if "steps" in signature and signature["steps"]["everyStep"]:
        return np.concatenate([answers[i, :length] for i, length in enumerate(lengths)])
    return answers


def compare(who, probability, label):
    probability, label = flat(probability).reshape(-1), flat(label).reshape(-1)
    wanted = np.array([float(row["probability"]) for row in expected])
    assert len(probability) == len(wanted), f"{who}: {len(probability)} answers instead of {len(wanted)}"
    largest = float(np.abs(probability - wanted).max())
    assert largest <= 1e-5, f"{who}: {largest} apart"
    near = np.abs(wanted - signature["thresholds"][0]) <= 1e-5
    same = np.array([said == row["label"] for said, row in zip(label, expected)])
    assert (same | near).all(), f"{who}: other labels"
    print(f"{signature['name']}: {who}: {len(wanted)} answers, {largest:.1e} apart")


session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
probability, label = session.run(["probability", "label"], blocks)
compare(f"onnxruntime {onnxruntime.__version__}", probability, label)

loaded = mlflow.pyfunc.load_model(str(exports / "mlflow"))
if texts or "steps" in signature:
    said = loaded.predict(blocks)
else:
    frame = pd.DataFrame(blocks["features"].astype(float), columns=[column["name"] for column in columns])
    said = loaded.predict(frame)
compare(f"mlflow {mlflow.__version__}", said["probability"], said["label"])

indexed = exports / "openvino" / "model.onnx"
if indexed.exists():
    onnx.checker.check_model(str(indexed), full_check=True)
    names = (exports / "openvino" / "labels.txt").read_text(encoding="utf-8").splitlines()
    compiled = openvino.Core().compile_model(str(indexed), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    said = compiled(blocks)
    indices = np.asarray(said["label"])
    compare(f"openvino {openvino.__version__}", said["probability"],
            np.array([names[i] if i >= 0 else "" for i in indices.reshape(-1)]).reshape(indices.shape))


def tensor(array):
    values = array.reshape(-1).tolist()
    kinds = {"float32": "float32", "int32": "int32"}
    return {"type": kinds.get(str(array.dtype), "string"), "dims": list(array.shape),
            "data": [None if isinstance(one, float) and math.isnan(one) else one for one in values]}


feeds_file.write_text(json.dumps({
    "feeds": {name: tensor(np.asarray(block)) for name, block in blocks.items()},
    "probability": np.asarray(probability).reshape(-1).tolist(),
    "label": np.asarray(label).reshape(-1).tolist(),
}))
