package lintel.export;

import java.util.List;
import java.util.stream.IntStream;
import lintel.data.Dataset;
import lintel.data.Matrix;
import lintel.network.Model;

/** Runs an exported graph and holds its answers against the model's own. */
final class Verification {
    private final Model model;
    private final Signature signature;
    private final Dataset heldBack;

    /** @param heldBack examples that were no part of training; null: there are none at hand */
    Verification(Model model, Signature signature, Dataset heldBack) {
        this.model = model;
        this.signature = signature;
        this.heldBack = heldBack;
    }

    /**
     * Compares a graph on the examples held back and on made-up ones.
     *
     * @throws ExportFailure if the graph does not load, does not run, or says something else
     */
    Comparison check(String what, byte[] graph) {
        try (GraphSession session = new GraphSession(graph, signature)) {
            return check(what, (rows, chosen, padding) -> session.run(rows.batch(chosen, padding)));
        }
    }

    /** The same for anything that answers. */
    Comparison check(String what, Comparison.Answering answering) {
        FuzzedRows fuzzed = new FuzzedRows(model, signature, ValueRanges.of(model, signature, heldBack));
        Dataset made = fuzzed.answered(longest());
        Comparison all = Comparison.of(model, answering, signature, made, what + ": made-up examples");
        if (heldBack != null) {
            Dataset real = unambiguous();
            all = all.and(Comparison.of(model, answering, signature, real, what + ": examples held back"));
        }
        fuzzed.refused().forEach(each -> refuses(what, answering, each));
        return all;
    }

    private int longest() {
        int[] starts = heldBack == null ? null : heldBack.starts();
        return starts == null
                ? 1
                : IntStream.range(1, starts.length)
                        .map(i -> starts[i] - starts[i - 1])
                        .max()
                        .orElse(1);
    }

    private void refuses(String what, Comparison.Answering answering, Dataset example) {
        Answers answers = answering.answer(new RawRows(signature, example), new int[] {0}, 0);
        for (float probability : answers.probabilities()) {
            if (!Float.isNaN(probability)) {
                throw new ExportFailure(
                        "%s: an example that a policy refuses has probability %s".formatted(what, probability));
            }
        }
        for (String label : answers.labels()) {
            if (!label.isEmpty()) {
                throw new ExportFailure("%s: an example that a policy refuses has label '%s'".formatted(what, label));
            }
        }
    }

    /**
     * In a file {@code -999} may be missing and {@code -999.0} a number; as numbers they are one, and the graph takes
     * both for missing. Examples with such a number say nothing.
     */
    private Dataset unambiguous() {
        List<Float> taken = MissingNumbers.of(signature.missing());
        if (taken.isEmpty()) {
            return heldBack;
        }
        return heldBack.select(IntStream.range(0, heldBack.size())
                .filter(i -> !holds(i, taken))
                .toArray());
    }

    private boolean holds(int example, List<Float> taken) {
        int[] starts = heldBack.starts();
        int from = starts == null ? example : starts[example];
        int to = starts == null ? example + 1 : starts[example + 1];
        Matrix numbers = heldBack.features().numbers();
        for (int row = from; row < to; row++) {
            for (int c = 0; c < numbers.columns(); c++) {
                if (taken.contains(numbers.get(row, c))) {
                    return true;
                }
            }
        }
        return false;
    }
}
