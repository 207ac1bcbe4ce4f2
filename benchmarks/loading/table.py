"""Reads lines `name cpu wall peak checksum`; prints a Markdown table of medians and ratios, and draws them."""
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

bars = sorted(((row[0], name) for name, row in medians.items() if not name.startswith("lintel-train-command")))
widest = bars[-1][0]
with open(sys.argv[1], "w") as svg:
    svg.write(f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{24 * len(bars) + 40}" '
              'font-family="sans-serif" font-size="13">\n<rect width="100%" height="100%" fill="white"/>\n'
              '<text x="10" y="20">CPU seconds, one thread; less is better</text>\n')
    for i, (cpu, name) in enumerate(bars):
        y, width = 32 + 24 * i, 400 * cpu / widest
        fill = "#2b6cb0" if name.startswith("lintel") else "#a0aec0"
        svg.write(f'<text x="150" y="{y + 14}" text-anchor="end">{name}</text>'
                  f'<rect x="158" y="{y}" width="{width:.1f}" height="18" fill="{fill}"/>'
                  f'<text x="{164 + width:.1f}" y="{y + 14}">{cpu:.2f}</text>\n')
    svg.write("</svg>\n")
