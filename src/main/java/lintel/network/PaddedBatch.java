package lintel.network;

import java.util.Arrays;
import lintel.data.Examples;
import lintel.data.Matrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some sequences as Deeplearning4j reads them: as long as the longest of them, zeros after the end of the others. To be
 * closed: native memory that waits for the garbage collector can run out first.
 *
 * @param features {@code [batch, features, time]}
 * @param labels   {@code [batch, outputs, time]} as {@link SigmoidCrossEntropy} reads them, with their weights if they
 *     have any; NaN where nothing is asked, or counts nothing; null when there are no labels
 * @param ends     {@code [batch]} steps of each sequence
 * @param perStep  whether every step has a label, or the last of each sequence only
 * @param counted  {@code [time]} labels that count at each step; null when they have no weights
 */
record PaddedBatch(INDArray features, INDArray labels, int[] ends, boolean perStep, Counted[] counted)
        implements AutoCloseable {

    static PaddedBatch of(Examples.Steps steps, int[] chosen, DataType type) {
        int[] ends = Arrays.stream(chosen).map(steps::length).toArray();
        int time = Arrays.stream(ends).max().orElseThrow();
        float[] values =
                values(steps.values(), chosen.length, time, 0, (i, t) -> t < ends[i] ? row(steps, chosen, i, t) : -1);
        INDArray features = NativeArray.of(values, type, 'f', chosen.length, steps.features(), time);
        if (steps.labels() == null) {
            return new PaddedBatch(features, null, ends, steps.perStep(), null);
        }
        RowAt row = steps.perStep()
                ? (i, t) -> t < ends[i] ? row(steps, chosen, i, t) : -1
                : (i, t) -> t == ends[i] - 1 ? chosen[i] : -1;
        float[] given = values(steps.labels(), chosen.length, time, Float.NaN, row);
        Counted[] counted = null;
        if (steps.weights() != null) {
            float[] weights = values(steps.weights(), chosen.length, time, 0, row);
            weigh(given, weights);
            counted = counted(weights, chosen.length, steps.weights().columns(), time);
        }
        INDArray labels =
                NativeArray.of(given, type, 'f', chosen.length, steps.labels().columns(), time);
        return new PaddedBatch(features, labels, ends, steps.perStep(), counted);
    }

    int time() {
        return (int) features.size(2);
    }

    /** Labels that stand at steps in [from, to), and count. */
    int labelled(int from, int to) {
        if (counted != null) {
            return counted(from, to).labels();
        }
        int count = 0;
        for (int end : ends) {
            int last = Math.min(end, to);
            count += perStep ? Math.max(0, last - from) : end > from && end <= to ? 1 : 0;
        }
        return count;
    }

    /** What the gradient of the steps in [from, to) is multiplied by; some label counts there. */
    double factor(int from, int to) {
        return counted == null ? 1 : counted(from, to).factorWithin(counted(0, time()));
    }

    private Counted counted(int from, int to) {
        return Arrays.stream(counted, from, to).reduce(Counted.NONE, Counted::plus);
    }

    @Override
    public void close() {
        features.close();
        if (labels != null) {
            labels.close();
        }
    }

    /** Labels become their weights, with a sign that says which label it is. */
    private static void weigh(float[] labels, float[] weights) {
        for (int i = 0; i < labels.length; i++) {
            labels[i] = weights[i] == 0 ? Float.NaN : labels[i] > 0 ? weights[i] : -weights[i];
        }
    }

    private static Counted[] counted(float[] weights, int batch, int outputs, int time) {
        Counted[] counted = new Counted[time];
        for (int t = 0; t < time; t++) {
            counted[t] = Counted.NONE;
            for (int i = 0; i < batch; i++) {
                double sum = 0;
                for (int k = 0; k < outputs; k++) {
                    sum += weights[i + batch * (k + outputs * t)];
                }
                counted[t] = sum > 0 ? counted[t].plus(new Counted(1, sum)) : counted[t];
            }
        }
        return counted;
    }

    private static int row(Examples.Steps steps, int[] chosen, int i, int t) {
        return steps.starts()[chosen[i]] + t;
    }

    /** Which row of a matrix stands at step t of the i-th sequence; -1: none. */
    @FunctionalInterface
    private interface RowAt {
        int of(int i, int t);
    }

    /** Number (i, column, t) stands at i + batch * (column + columns * t): what a step needs lies together. */
    private static float[] values(Matrix matrix, int batch, int time, float absent, RowAt rowAt) {
        int columns = matrix.columns();
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(batch, columns), time)];
        float[] row = new float[columns];
        for (int i = 0; i < batch; i++) {
            for (int t = 0; t < time; t++) {
                int source = rowAt.of(i, t);
                if (source < 0) {
                    Arrays.fill(row, absent);
                } else {
                    matrix.copyRow(source, row, 0);
                }
                for (int column = 0; column < columns; column++) {
                    values[i + batch * (column + columns * t)] = row[column];
                }
            }
        }
        return values;
    }
}
