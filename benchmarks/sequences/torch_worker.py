"""Reads lines "WHAT BATCH STEPS FEATURES UNITS" and answers each with the wall and processor milliseconds it took."""

import logging
import sys
import tempfile
import time

import onnxruntime
import torch

torch.set_num_threads(1)
torch.set_flush_denormal(True)
logging.disable(logging.WARNING)


class Network(torch.nn.Module):
    def __init__(self, features, units):
        super().__init__()
        self.lstm = torch.nn.LSTM(features, units, num_layers=2, batch_first=True)
        self.readout = torch.nn.Linear(units, 1)

    def forward(self, x):
        return self.readout(self.lstm(x)[0][:, -1])


class Job:
    def __init__(self, batch, steps, features, units):
        torch.manual_seed(1)
        self.x = torch.randn(batch, steps, features)
        self.y = torch.randint(2, (batch, 1)).float()
        self.network = Network(features, units)
        self.compiled = torch.compile(self.network)
        self.optimizer = torch.optim.Adam(self.network.parameters())
        self.session = None

    def step(self, network):
        self.optimizer.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(network(self.x), self.y).backward()
        self.optimizer.step()

    def answer(self, x):
        with torch.inference_mode():
            self.network(x)

    def exported(self):
        if self.session is None:
            with tempfile.TemporaryDirectory() as folder:
                torch.onnx.export(self.network.eval(), (self.x[:1],), f"{folder}/net.onnx", dynamo=False,
                                  input_names=["x"], output_names=["y"])
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = options.inter_op_num_threads = 1
                self.session = onnxruntime.InferenceSession(f"{folder}/net.onnx", options)
            self.network.train()
            self.row = {"x": self.x[:1].numpy()}
        return self.session

    def run(self, what):
        if what == "torch-step":
            self.step(self.network)
        elif what == "compiled-step":
            self.step(self.compiled)
        elif what == "torch-answer":
            self.answer(self.x)
        elif what == "torch-one":
            self.answer(self.x[:1])
        elif what == "onnx-one":
            self.exported().run(None, self.row)


job, shape = None, None
for line in sys.stdin:
    what, *sizes = line.split()
    if sizes != shape:
        shape, job = sizes, Job(*map(int, sizes))
    if what == "onnx-one":
        job.exported()
    wall, cpu = time.perf_counter(), time.thread_time()
    job.run(what)
    print((time.perf_counter() - wall) * 1e3, (time.thread_time() - cpu) * 1e3, flush=True)
