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
 * @param counting {@code [time]} labels of a weight above 0 at each step; null when they have none
 */
record PaddedBatch(INDArray features, INDArray labels, int[] ends, boolean perStep, int[] counting)
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
        int[] counting = null;
        if (steps.weights() != null) {
            float[] weights = values(steps.weights(), chosen.length, time, 0, row);
            weigh(given, weights);
            counting = counting(weights, chosen.length, steps.weights().columns(), time);
        }
        INDArray labels =
                NativeArray.of(given, type, 'f', chosen.length, steps.labels().columns(), time);
        return new PaddedBatch(features, labels, ends, steps.perStep(), counting);
    }

    int time() {
        return (int) features.size(2);
    }

    /** Labels that stand at steps in [from, to), and count. */
    int labelled(int from, int to) {
        if (counting != null) {
            return Arrays.stream(counting, from, to).sum();
        }
        int count = 0;
        for (int end : ends) {
            int last = Math.min(end, to);
            count += perStep ? Math.max(0, last - from) : end > from && end <= to ? 1 : 0;
        }
        return count;
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

    private static int[] counting(float[] weights, int batch, int outputs, int time) {
        int[] counting = new int[time];
        for (int t = 0; t < time; t++) {
            for (int i = 0; i < batch; i++) {
                boolean counts = false;
                for (int k = 0; k < outputs; k++) {
                    counts |= weights[i + batch * (k + outputs * t)] > 0;
                }
                counting[t] += counts ? 1 : 0;
            }
        }
        return counting;
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
