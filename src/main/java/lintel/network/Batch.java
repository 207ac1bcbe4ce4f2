package lintel.network;

import java.util.Arrays;
import lintel.data.Examples;
import lintel.data.Matrix;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some sequences as native arrays; shorter ones are padded with zeros at their end. To be closed: native memory
 * that waits for the garbage collector can run out first.
 *
 * @param features {@code [batch, features, time]}, time outermost in memory
 * @param labels   {@code [batch, outputs]}, or {@code [batch, outputs, time]} for every-step; null when there are none
 * @param mask     {@code [batch, time]}, 1 at steps and 0 at padding; null when there is no padding
 * @param lengths  {@code [batch]} steps of each sequence
 */
record Batch(INDArray features, INDArray labels, INDArray mask, int[] lengths) implements AutoCloseable {

    static Batch of(Examples.Steps steps, int[] chosen, DataType type) {
        int[] lengths = Arrays.stream(chosen).map(steps::length).toArray();
        INDArray labels = steps.perStep()
                ? sequences(steps.labels(), steps, chosen, lengths, type)
                : rows(steps.labels(), chosen, type);
        return new Batch(sequences(steps.values(), steps, chosen, lengths, type), labels, mask(lengths, type), lengths);
    }

    int size() {
        return (int) features.size(0);
    }

    /** Steps of the longest sequence. */
    int time() {
        return longest(lengths);
    }

    @Override
    public void close() {
        features.close();
        if (labels != null) {
            labels.close();
        }
        if (mask != null) {
            mask.close();
        }
    }

    private static INDArray rows(Matrix matrix, int[] chosen, DataType type) {
        if (matrix == null) {
            return null;
        }
        float[] values = new float[Math.multiplyExact(chosen.length, matrix.columns())];
        for (int i = 0; i < chosen.length; i++) {
            matrix.copyRow(chosen[i], values, i * matrix.columns());
        }
        return NativeArray.of(values, type, 'c', chosen.length, matrix.columns());
    }

    /** Element (i, column, t) stands at i + batch * (column + columns * t): what a step needs lies together. */
    private static INDArray sequences(Matrix matrix, Examples.Steps steps, int[] chosen, int[] lengths, DataType type) {
        if (matrix == null) {
            return null;
        }
        int batch = chosen.length;
        int columns = matrix.columns();
        int time = longest(lengths);
        float[] values = new float[Math.multiplyExact(Math.multiplyExact(batch, columns), time)];
        float[] row = new float[columns];
        for (int i = 0; i < batch; i++) {
            for (int t = 0; t < lengths[i]; t++) {
                matrix.copyRow(steps.starts()[chosen[i]] + t, row, 0);
                for (int column = 0; column < columns; column++) {
                    values[i + batch * (column + columns * t)] = row[column];
                }
            }
        }
        return NativeArray.of(values, type, 'f', batch, columns, time);
    }

    private static INDArray mask(int[] lengths, DataType type) {
        int time = longest(lengths);
        if (Arrays.stream(lengths).allMatch(length -> length == time)) {
            return null;
        }
        float[] values = new float[lengths.length * time];
        for (int i = 0; i < lengths.length; i++) {
            Arrays.fill(values, i * time, i * time + lengths[i], 1);
        }
        return NativeArray.of(values, type, 'c', lengths.length, time);
    }

    private static int longest(int[] lengths) {
        return Arrays.stream(lengths).max().orElseThrow();
    }
}
