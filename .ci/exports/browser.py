"""Judges an exported page in headless Chromium: python browser.py PAGE NETLOG.

The page is served by Python's own static server. It must show what ONNX Runtime says to the values it shows, and ask
no other host for anything: its requests are read from Chromium's own log, and no other name resolves.
"""
import functools
import html
import http.server
import json
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
import onnxruntime

page, log = Path(sys.argv[1]), Path(sys.argv[2])


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=page))
threading.Thread(target=server.serve_forever, daemon=True).start()
origin = f"http://127.0.0.1:{server.server_port}"
with tempfile.TemporaryDirectory() as profile:
    shown = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={profile}",
         f"--log-net-log={log}", "--virtual-time-budget=60000", "--dump-dom", f"{origin}/index.html"],
        check=True, capture_output=True, text=True, timeout=120).stdout
server.shutdown()

found = re.search(r'data-answer="([^"]*)"', shown)
assert found, "the page shows no answer"
answer = json.loads(html.unescape(found[1]))
assert "error" not in answer, answer

made = json.loads((page / "page.json").read_text(encoding="utf-8"))
signature, columns = made["signature"], made["signature"]["columns"]
values = [text if column["type"] == "categorical" else float({"true": 1, "false": 0}.get(text, text))
          for column, text in zip(columns, made["example"])]
if any(column["type"] == "categorical" for column in columns):
    feeds = {column["input"]: np.array([[value]], dtype=object if isinstance(value, str) else np.float32)
             for column, value in zip(columns, values)}
else:
    feeds = {"features": np.array([values], dtype=np.float32)}
if "steps" in signature:
    steps = max(3, signature["steps"]["fewest"])
    feeds = {name: np.repeat(block[:, None], steps, axis=1) for name, block in feeds.items()}
    feeds["lengths"] = np.array([steps], dtype=np.int32)
session = onnxruntime.InferenceSession(str(page / "model.onnx"), providers=["CPUExecutionProvider"])
probability, label = session.run(["probability", "label"], feeds)
apart = float(np.abs(np.array(answer["probability"]) - probability.reshape(-1)).max())
assert apart <= 1e-5, f"{apart} apart"
assert answer["label"] == label.reshape(-1).tolist(), answer["label"]

asked = set()
for event in json.loads(log.read_text())["events"]:
    parameters = event.get("params", {})
    if "url" in parameters and origin in str(parameters.get("initiator", "")):
        asked.add(parameters["url"])
assert len(asked) >= 6, f"the log has only {asked}"
others = [url for url in asked if not url.startswith(origin + "/") and not url.startswith("data:")]
assert not others, f"the page asks other hosts: {others}"
print(f"{signature['name']}: the page in Chromium shows {answer['label'][-1]!r}, {apart:.1e} apart; "
      f"{len(asked)} requests, all to its own server")
