"""Runs the contests asked for, prints them, and writes logistic.md and logistic.svg; called by benchmarks/logistic."""

import argparse
import json
import sys
import time
from pathlib import Path

import data
import report
import scaling
from contest import Contest


def main(work, here, asked):
    options = argparse.ArgumentParser(prog="benchmarks/logistic")
    options.add_argument("names", nargs="*", help=f"of {', '.join([*data.NAMES, 'scaling'])}; without: all")
    options.add_argument("--times", type=float, default=20, help="stop a peer above so many times our time (20)")
    asked = options.parse_args(asked)
    names = asked.names or [*data.NAMES, "scaling"]
    for name in names:
        if name not in (*data.NAMES, "scaling"):
            options.error(f"no data set '{name}': one of {', '.join(data.NAMES)}, scaling")
    results = work / "results"
    for folder in (results, work / "data"):
        folder.mkdir(exist_ok=True)

    for name in names:
        def save(result):
            dated = {**result, "date": time.strftime("%Y-%m-%d")}
            (results / f"{name}.json").write_text(json.dumps(dated))

        print(name, flush=True)
        if name == "scaling":
            save(scaling.run(work))
        else:
            path = data.make(work / "data", name)
            Contest(work, data.load(path), path, asked.times, save).run()
    print(report.write(results, here))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
