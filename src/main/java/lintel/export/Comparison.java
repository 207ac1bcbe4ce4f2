package lintel.export;

import java.util.stream.IntStream;
import lintel.data.Dataset;
import lintel.data.Target;
import lintel.network.Model;
import lintel.network.Probabilities;

/**
 * How far a graph's answers are from the model's own.
 *
 * @param answers     how many were compared
 * @param largest     largest distance between two probabilities
 */
record Comparison(int answers, double largest) {
    /** Probabilities may be this far apart, and labels differ where one is so near its threshold. */
    static final double TOLERANCE = 1e-5;

    /** Something that answers raw examples. */
    @FunctionalInterface
    interface Answering {
        /** @param padding steps that sequences are padded by beyond the longest */
        Answers answer(RawRows rows, int[] chosen, int padding);
    }

    Comparison and(Comparison other) {
        return new Comparison(answers + other.answers, Math.max(largest, other.largest));
    }

    /**
     * Compares answers to all examples, in batches of 1, 2, 3, 1, … and more.
     *
     * @throws ExportFailure naming the first that differs
     */
    static Comparison of(Model model, Answering answering, Signature signature, Dataset data, String what) {
        Probabilities expected = model.score(model.preprocessing().apply(data));
        RawRows rows = new RawRows(signature, data);
        double largest = 0;
        int row = 0;
        int size = 1;
        for (int first = 0; first < data.size(); first += size, size = size % 67 * 2 + 1) {
            size = Math.min(size, data.size() - first);
            Answers answers =
                    answering.answer(rows, IntStream.range(first, first + size).toArray(), size % 3);
            int count = answers.probabilities().length / expected.outputs();
            for (int i = 0; i < count; i++, row++) {
                String place = "%s, answer %d".formatted(what, row + 1);
                largest = Math.max(largest, compare(model, expected, row, answers, i, place));
            }
        }
        if (row != expected.rows()) {
            throw new ExportFailure("%s: %d answers instead of %d".formatted(what, row, expected.rows()));
        }
        return new Comparison(row, largest);
    }

    private static double compare(
            Model model, Probabilities expected, int row, Answers answers, int answer, String place) {
        int outputs = expected.outputs();
        double largest = 0;
        for (int k = 0; k < outputs; k++) {
            float found = answers.probabilities()[answer * outputs + k];
            double distance = Math.abs((double) found - expected.get(row, k));
            if (!(distance <= TOLERANCE)) {
                throw new ExportFailure(
                        "%s: probability %s where the model says %s".formatted(place, found, expected.get(row, k)));
            }
            largest = Math.max(largest, distance);
        }
        boolean perOutput = model.target().kind() == Target.Kind.MULTI_LABEL;
        String label = perOutput ? joined(answers.labels(), answer * outputs, outputs) : answers.labels()[answer];
        String said = model.decision().label(expected.values(), row * outputs, model.target());
        if (!label.equals(said) && !close(model, expected, row)) {
            throw new ExportFailure("%s: label '%s' where the model says '%s'".formatted(place, label, said));
        }
        return largest;
    }

    private static String joined(String[] labels, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(k -> labels[k])
                .filter(label -> !label.isEmpty())
                .collect(java.util.stream.Collectors.joining(lintel.network.Decision.SEPARATOR));
    }

    /** Whether a probability is so near its threshold, or the highest so near another, that the label may differ. */
    private static boolean close(Model model, Probabilities expected, int row) {
        int outputs = expected.outputs();
        if (model.target().kind() != Target.Kind.ONE_VS_REST) {
            return IntStream.range(0, outputs)
                    .anyMatch(k -> Math.abs(expected.get(row, k)
                                    - model.decision().thresholds().get(k))
                            <= TOLERANCE);
        }
        double[] sorted = IntStream.range(0, outputs)
                .mapToDouble(k -> expected.get(row, k))
                .sorted()
                .toArray();
        return outputs > 1 && sorted[outputs - 1] - sorted[outputs - 2] <= TOLERANCE;
    }
}
