package lintel.metrics;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Probabilities beside the true labels, and the rule that turns probabilities into decisions. Immutable.
 *
 * <p>n rows (for sequences labelled at every step: n labelled steps) of K outputs.
 */
public final class Predictions {
    private final float[] probabilities;
    private final byte[] labels;
    private final int outputs;
    private final Kind kind;
    private final List<Double> thresholds;
    private final List<String> classes;
    private final int[] highest; // [n] output that wins each row; empty unless ONE_VS_REST

    /** How K sigmoid outputs are read. */
    public enum Kind {
        /** One output: the probability of {@code classes[1]}, decided at or above the threshold. */
        BINARY,
        /** K outputs, the highest wins (the first of equals); the threshold plays no part. */
        ONE_VS_REST,
        /** K outputs, each decided by itself at or above the threshold. */
        MULTI_LABEL
    }

    /**
     * @param probabilities {@code [n * K]} row-major, in [0, 1]; copied
     * @param labels        {@code [n * K]} row-major, 0 or 1, exactly one 1 per row for ONE_VS_REST; copied
     * @param outputs       K: 1 for BINARY, at least 1 for MULTI_LABEL, at least 2 for ONE_VS_REST
     * @param thresholds    one per output in [0, 1], a probability at or above it is positive; empty for ONE_VS_REST
     * @param classes       {@code [negative, positive]} for BINARY, else the K names, all different
     * @throws IllegalArgumentException if any of this does not hold
     */
    public Predictions(
            float[] probabilities,
            byte[] labels,
            int outputs,
            Kind kind,
            List<Double> thresholds,
            List<String> classes) {
        this.probabilities = probabilities.clone();
        this.labels = labels.clone();
        this.outputs = outputs;
        this.kind = kind;
        this.thresholds = List.copyOf(thresholds);
        this.classes = List.copyOf(classes);
        checkShapes();
        checkValues();
        this.highest = kind == Kind.ONE_VS_REST
                ? IntStream.range(0, rows()).map(this::highest).toArray()
                : new int[0];
    }

    /** The same with one threshold for every output; it plays no part for ONE_VS_REST. */
    public Predictions(
            float[] probabilities, byte[] labels, int outputs, Kind kind, double threshold, List<String> classes) {
        this(probabilities, labels, outputs, kind, thresholds(kind, outputs, threshold), classes);
    }

    /** Number of rows, n. */
    public int rows() {
        return labels.length / outputs;
    }

    /** Number of outputs, K. */
    public int outputs() {
        return outputs;
    }

    /** How the outputs are read. */
    public Kind kind() {
        return kind;
    }

    /** {@code [negative, positive]} for BINARY, one name per output otherwise. */
    public List<String> classes() {
        return classes;
    }

    /** Whether the decision on this row says yes to this output. */
    boolean decided(int row, int output) {
        return kind == Kind.ONE_VS_REST
                ? highest[row] == output
                : probabilities[row * outputs + output] >= thresholds.get(output);
    }

    boolean label(int row, int output) {
        return labels[row * outputs + output] == 1;
    }

    /** One output as a question of its own. */
    OneOutput output(int output) {
        boolean[] truth = new boolean[rows()];
        float[] column = new float[rows()];
        long[][] counts = new long[2][2];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = label(row, output);
            column[row] = probabilities[row * outputs + output];
            counts[truth[row] ? 1 : 0][decided(row, output) ? 1 : 0]++;
        }
        List<String> names = kind == Kind.BINARY ? classes : List.of("rest", classes.get(output));
        return new OneOutput(truth, column, new ConfusionMatrix(names, counts));
    }

    /** All K classes at once, {@code [K, K]}; for ONE_VS_REST only. */
    ConfusionMatrix decisions() {
        long[][] counts = new long[outputs][outputs];
        for (int row = 0; row < rows(); row++) {
            int truth = 0;
            while (!label(row, truth)) {
                truth++;
            }
            counts[truth][highest[row]]++;
        }
        return new ConfusionMatrix(classes, counts);
    }

    /** Share of rows whose decision is right in every output; undefined without rows. */
    Score shareOfRowsAllRight() {
        long right = IntStream.range(0, rows())
                .filter(row -> IntStream.range(0, outputs).allMatch(k -> decided(row, k) == label(row, k)))
                .count();
        return Score.ratio(right, rows(), ConfusionMatrix.NO_ROWS);
    }

    private static List<Double> thresholds(Kind kind, int outputs, double threshold) {
        return Collections.nCopies(kind == Kind.ONE_VS_REST ? 0 : outputs, threshold);
    }

    private int highest(int row) {
        int best = 0;
        for (int output = 1; output < outputs; output++) {
            if (probabilities[row * outputs + output] > probabilities[row * outputs + best]) {
                best = output;
            }
        }
        return best;
    }

    private void checkShapes() {
        boolean fits =
                switch (kind) {
                    case BINARY -> outputs == 1 && classes.size() == 2;
                    case ONE_VS_REST -> outputs >= 2 && classes.size() == outputs;
                    case MULTI_LABEL -> outputs >= 1 && classes.size() == outputs;
                };
        if (!fits || new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException(kind + " needs one different name per class, but has " + outputs
                    + " outputs and classes " + classes);
        }
        if (probabilities.length != labels.length || labels.length % outputs != 0) {
            throw new IllegalArgumentException("probabilities and labels must both be [n * %d], but hold %d and %d"
                    .formatted(outputs, probabilities.length, labels.length));
        }
        int needed = kind == Kind.ONE_VS_REST ? 0 : outputs;
        if (thresholds.size() != needed || !thresholds.stream().allMatch(t -> t >= 0 && t <= 1)) {
            throw new IllegalArgumentException(
                    "%s needs %d thresholds in [0, 1], but has %s".formatted(kind, needed, thresholds));
        }
    }

    private void checkValues() {
        for (int i = 0; i < labels.length; i++) {
            OneOutput.checkProbability(probabilities[i], i);
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException("labels[" + i + "] must be 0 or 1, but is " + labels[i]);
            }
        }
        for (int row = 0; kind == Kind.ONE_VS_REST && row < rows(); row++) {
            int ones = 0;
            for (int output = 0; output < outputs; output++) {
                ones += labels[row * outputs + output];
            }
            if (ones != 1) {
                throw new IllegalArgumentException(
                        "row " + row + " must belong to exactly one class, but belongs to " + ones);
            }
        }
    }
}
