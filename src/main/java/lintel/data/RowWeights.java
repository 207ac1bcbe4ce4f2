package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lintel.config.InputException;

/** The column that says how much each example, or each step's label, counts: {@code data.weight}. */
final class RowWeights {
    private RowWeights() {}

    /**
     * @param perStep whether labels stand at every step; else all rows of a sequence must say the same
     * @return {@code [examples or steps, outputs]} as the labels, finite and at least 0, equal within a row
     * @throws InputException naming the first value that is missing, no such number, or another than the row before has
     */
    static Matrix of(Source source, String column, int outputs, boolean perStep) {
        KeyColumn key = source.key(column);
        float[] numbers = numbers(key, source.place());
        int[] rows = null;
        if (source.keysPerStep() && !perStep) {
            requireEqual(source, key, numbers);
            rows = source.lastSteps();
        }
        int count = rows == null ? numbers.length : rows.length;
        float[] weights = new float[Math.multiplyExact(count, outputs)];
        for (int i = 0; i < count; i++) {
            Arrays.fill(weights, i * outputs, (i + 1) * outputs, numbers[rows == null ? i : rows[i]]);
        }
        return Matrix.of(count, outputs, weights);
    }

    private static float[] numbers(KeyColumn key, RowPlace place) {
        key.requireComplete(place);
        float[] known = new float[key.values().size()];
        for (int code = 0; code < known.length; code++) {
            known[code] = number(key.values().get(code));
        }
        float[] numbers = new float[key.codes().length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = known[key.codes()[row]];
            if (!(numbers[row] >= 0)) {
                throw new InputException("%s: column '%s' must be a finite number >= 0, but is '%s'"
                        .formatted(place.of(row, key.name()), key.name(), key.text(row)));
            }
        }
        return numbers;
    }

    private static void requireEqual(Source source, KeyColumn key, float[] numbers) {
        for (int i = 0; i < source.size(); i++) {
            for (int row = source.starts()[i] + 1; row < source.starts()[i + 1]; row++) {
                if (numbers[row] != numbers[row - 1]) {
                    String place = source.place().of(row, key.name());
                    throw new InputException(
                            ("%s: column '%s' must be the same in all rows of a sequence with one label,"
                                            + " but is '%s' after '%s'")
                                    .formatted(place, key.name(), key.text(row), key.text(row - 1)));
                }
            }
        }
    }

    /** NaN if that is no finite number. */
    private static float number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long number = Decimal.read(Arrays.copyOf(bytes, bytes.length + Decimal.PADDING), 0);
        return bytes.length > 0 && Decimal.end(number) == bytes.length ? Decimal.value(number) : Float.NaN;
    }

    /**
     * Those of the examples named that count: weights of 0 leave one out.
     *
     * @param starts {@code [examples + 1]} first weight of each; null: each has one
     */
    static int[] counting(Matrix weights, int[] starts, int[] chosen) {
        if (weights == null) {
            return chosen;
        }
        return Arrays.stream(chosen)
                .filter(i -> starts == null ? counts(weights, i, i + 1) : counts(weights, starts[i], starts[i + 1]))
                .toArray();
    }

    /** The labels that count. */
    static Matrix counting(Matrix labels, Matrix weights) {
        int[] chosen = new int[labels.rows()];
        int count = 0;
        for (int row = 0; row < chosen.length && weights != null; row++) {
            if (counts(weights, row, row + 1)) {
                chosen[count++] = row;
            }
        }
        return weights == null || count == chosen.length ? labels : labels.select(Arrays.copyOf(chosen, count));
    }

    private static boolean counts(Matrix weights, int from, int to) {
        for (int row = from; row < to; row++) {
            for (int k = 0; k < weights.columns(); k++) {
                if (weights.get(row, k) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
