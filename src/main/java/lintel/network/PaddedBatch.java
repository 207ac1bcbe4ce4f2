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
 * @param labels   {@code [batch, outputs, time]}; NaN where nothing is asked: {@link SigmoidCrossEntropy} passes over
 *     it; null when there are no labels
 * @param ends     {@code [batch]} steps of each sequence
 * @param perStep  whether every step has a label, or the last of each sequence only
 */
record PaddedBatch(INDArray features, INDArray labels, int[] ends, boolean perStep) implements AutoCloseable {

    static PaddedBatch of(Examples.Steps steps, int[] chosen, DataType type) {
        int[] ends = Arrays.stream(chosen).map(steps::length).toArray();
        int time = Arrays.stream(ends).max().orElseThrow();
        float[] values =
                values(steps.values(), chosen.length, time, 0, (i, t) -> t < ends[i] ? row(steps, chosen, i, t) : -1);
        INDArray features = NativeArray.of(values, type, 'f', chosen.length, steps.features(), time);
        return new PaddedBatch(features, labels(steps, chosen, ends, time, type), ends, steps.perStep());
    }

    int time() {
        return (int) features.size(2);
    }

    /** Labels that stand at steps in [from, to). */
    int labelled(int from, int to) {
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

    private static INDArray labels(Examples.Steps steps, int[] chosen, int[] ends, int time, DataType type) {
        Matrix labels = steps.labels();
        if (labels == null) {
            return null;
        }
        RowAt row = steps.perStep()
                ? (i, t) -> t < ends[i] ? row(steps, chosen, i, t) : -1
                : (i, t) -> t == ends[i] - 1 ? chosen[i] : -1;
        float[] values = values(labels, chosen.length, time, Float.NaN, row);
        return NativeArray.of(values, type, 'f', chosen.length, labels.columns(), time);
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
