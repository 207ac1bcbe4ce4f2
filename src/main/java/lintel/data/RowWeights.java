package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lintel.config.InputException;

/** The column that says how much each example counts: {@code data.weight}. */
final class RowWeights {
    private RowWeights() {}

    /**
     * @param rows names an example's value
     * @return {@code [examples, outputs]}, finite and at least 0, equal within a row
     * @throws InputException naming the first value that is missing or no such number
     */
    static Matrix of(KeyColumn column, int outputs, RowPlace rows) {
        column.requireComplete(rows);
        float[] numbers = new float[column.values().size()];
        for (int v = 0; v < numbers.length; v++) {
            numbers[v] = number(column.values().get(v));
        }
        float[] weights = new float[Math.multiplyExact(column.codes().length, outputs)];
        for (int i = 0; i < column.codes().length; i++) {
            float weight = numbers[column.codes()[i]];
            if (!(weight >= 0)) {
                throw new InputException("%s: column '%s' must be a finite number >= 0, but is '%s'"
                        .formatted(rows.of(i, column.name()), column.name(), column.text(i)));
            }
            Arrays.fill(weights, i * outputs, (i + 1) * outputs, weight);
        }
        return Matrix.of(column.codes().length, outputs, weights);
    }

    /** NaN if that is no finite number. */
    private static float number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long number = Decimal.read(Arrays.copyOf(bytes, bytes.length + Decimal.PADDING), 0);
        return bytes.length > 0 && Decimal.end(number) == bytes.length ? Decimal.value(number) : Float.NaN;
    }

    /** Those of the examples named that count: a weight of 0 leaves one out. */
    static int[] counting(Matrix weights, int[] chosen) {
        return weights == null
                ? chosen
                : Arrays.stream(chosen).filter(i -> weights.get(i, 0) > 0).toArray();
    }
}
