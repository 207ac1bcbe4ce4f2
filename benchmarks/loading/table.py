"""Reads lines `name cpu wall peak checksum` and prints a Markdown table of medians and ratios."""
import statistics
import sys

runs = {}
for line in sys.stdin:
    name, *numbers = line.split()
    runs.setdefault(name, []).append([float(number) for number in numbers])
medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in runs.items()}
sums = {round(row[3], 0) for name, row in medians.items() if not name.startswith("lintel-train")}
assert len(sums) == 1, f"the tools read different numbers: {medians}"
ours = medians["lintel-matrix"][0]
print("| Tool | CPU s | wall s | peak MiB | CPU, lintel-matrix = 1 |")
print("|---|---|---|---|---|")
for name, (cpu, wall, peak, _) in sorted(medians.items(), key=lambda item: item[1][0]):
    print(f"| {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {cpu / ours:.2f} |")
