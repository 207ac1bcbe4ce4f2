"""A plain Python server: FastAPI on uvicorn with ONNX Runtime, one thread a process; asked as `lintel serve` is."""
import os

import numpy
import onnxruntime
from fastapi import FastAPI, Request

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(os.environ["MODEL"], options, providers=["CPUExecutionProvider"])
app = FastAPI()


@app.post("/v2/models/{name}/infer")
async def infer(name: str, request: Request):
    body = await request.json()
    tensors = {t["name"]: numpy.array(t["data"], numpy.float32).reshape(t["shape"]) for t in body["inputs"]}
    probability, label = session.run(["probability", "label"], tensors)
    return {
        "model_name": name,
        "outputs": [
            {"name": "probability", "datatype": "FP32", "shape": probability.shape, "data": probability.ravel().tolist()},
            {"name": "label", "datatype": "BYTES", "shape": label.shape, "data": label.tolist()},
        ],
    }
