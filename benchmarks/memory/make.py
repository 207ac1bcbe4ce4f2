"""Writes TASK-STEPS.csv, sequences of a task of Hochreiter and Schmidhuber (1997): make.py TASK STEPS SEQUENCES FILE."""

import random
import sys

task, steps, sequences, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
draw = random.Random(f"{task} {steps}")


def adding():
    """Numbers from 0 to 1, of which two are marked: one among the first tenth, one before the middle. Is their sum
    above 1? Sums within 0.1 of 1 are not asked. The original asks for the sum itself."""
    while True:
        values = [draw.random() for _ in range(steps)]
        first = draw.randrange(steps // 10)
        second = draw.choice([i for i in range(steps // 2) if i != first])
        total = values[first] + values[second]
        if abs(total - 1) >= 0.1:
            rows = [f"{value:.4f},{int(i in (first, second))}" for i, value in enumerate(values)]
            return rows, "above" if total > 1 else "below"


def order():
    """Letters a, b, c, d in any order, but X or Y once in the second tenth and once in the sixth: which were they, in
    which order? E begins a sequence and B ends it."""
    letters = [draw.choice("abcd") for _ in range(steps)]
    letters[0], letters[-1] = "E", "B"
    places = draw.randrange(steps // 10, steps // 5), draw.randrange(steps // 2, steps * 6 // 10)
    said = ""
    for place in places:
        letters[place] = draw.choice("XY")
        said += letters[place]
    return letters, said


make, header = {"adding": (adding, "value,marked"), "order": (order, "letter")}[task]
with open(path, "w") as out:
    out.write(f"sequence,{header},answer\n")
    for sequence in range(sequences):
        rows, answer = make()
        out.writelines(f"{sequence},{row},{answer}\n" for row in rows)
