"""The probabilities that GoldenModelTest expects, computed from the golden files without Lintel or Deeplearning4j.

Run in this folder: python3 expected.py (NumPy 1.24). Double precision; the models compute in float32.
"""
import json
import struct
import zipfile

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def prepared(rows, preprocessing):
    """[rows, features]: impute, encode one-hot, scale."""
    impute, encode, scale = preprocessing["steps"]
    missing = preprocessing["missing"]
    categories = {c["name"]: c["categories"] for c in preprocessing["columns"] if c["type"] == "categorical"}
    result = []
    for row in rows:
        row = {k: None if isinstance(v, str) and v.strip() in missing else v for k, v in row.items()}
        numbers = []
        for column, value in zip(impute["columns"], impute["values"]):
            given = row[column]
            if isinstance(given, str):
                given = {"TRUE": 1, "FALSE": 0}.get(given, given)
            numbers.append(np.float32(value if given is None else given))
        for item in encode["columns"]:
            known = categories[item["name"]]
            given = row[item["name"]]
            numbers += [float(given == category) for category in known] + [float(given is None)]
        result.append((np.array(numbers, float) - scale["centers"]) / scale["scales"])
    return np.array(result).astype(np.float32).astype(float)


def lstm(steps, weights, recurrent, bias):
    """[time, units]; gates in Deeplearning4j's order: candidate, forget, output, input."""
    units = recurrent.shape[0]
    h, c, result = np.zeros(units), np.zeros(units), []
    for x in steps:
        z = x @ weights + h @ recurrent + bias
        candidate, (forget, output, enter) = np.tanh(z[:units]), sigmoid(z[units:]).reshape(3, units)
        c = forget * c + enter * candidate
        h = output * np.tanh(c)
        result.append(h)
    return np.array(result)


def probabilities(name, rows):
    with zipfile.ZipFile(name + ".zip") as model:
        network = json.loads(model.read("lintel/network.json"))
        x = prepared(rows, json.loads(model.read("lintel/preprocessing.json")))
        blob = model.read("coefficients.bin")
    at = blob.index(b"\0\5FLOAT") + 7
    parameters = np.array(struct.unpack(">%df" % ((len(blob) - at) // 4), blob[at:]), float)

    def take(inputs, units):
        nonlocal parameters
        block, parameters = parameters[: inputs * units], parameters[inputs * units :]
        return block.reshape(inputs, units, order="F")

    config = network["model"].get("lstm", {"layers": [], "output": "every-step"})
    for units in config["layers"]:
        inputs = x.shape[1]
        forward = lstm(x, take(inputs, 4 * units), take(units, 4 * units), take(1, 4 * units)[0])
        if config["bidirectional"]:
            assert config["output"] == "every-step", "the last step of the backward reading is the first"
            backward = lstm(x[::-1], take(inputs, 4 * units), take(units, 4 * units), take(1, 4 * units)[0])[::-1]
            forward = np.hstack([forward, backward])
        x = forward
    x = x if config["output"] == "every-step" else x[-1:]
    result = sigmoid(x @ take(x.shape[1], network["outputs"]) + take(1, network["outputs"]))
    assert parameters.size == 0
    return result


raw = [json.loads(line) for line in open("rows.jsonl", encoding="utf-8")]
for row in raw:  # a number given as text
    row["size"] = float(row["size"]) if isinstance(row["size"], str) else row["size"]
for name in ["logistic", "one-vs-rest", "lstm", "every-step"]:
    print(name)
    print(np.array2string(probabilities(name, raw), precision=9, separator=", ", suppress_small=True))
