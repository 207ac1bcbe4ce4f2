package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnStatisticsTest {
    private static final int COLUMNS = 9;

    private static Matrix matrix(int rows) {
        Random random = new Random(rows);
        Matrix.Builder builder = new Matrix.Builder(COLUMNS);
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < COLUMNS; c++) {
                builder.current()[builder.offset() + c] = value(row, rows, c, random);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** Columns at which formulas that save a pass go wrong: far from 0, in steps, rising, with outliers, with gaps. */
    private static float value(int row, int rows, int column, Random random) {
        return switch (column) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> 1e7f + random.nextInt(3);
            case 2 -> row < rows / 2 ? 1e7f : -1e7f + random.nextInt(2);
            case 3 -> row;
            case 4 -> row == 0 ? 1e20f : random.nextFloat();
            case 5 -> random.nextInt(3) == 0 ? Float.NaN : 1e6f + random.nextFloat();
            case 6 -> row < rows / 2 ? Float.NaN : -5 + row;
            case 7 -> Float.NaN;
            default -> 0.1f;
        };
    }

    /** The second algorithm: two passes, as the definition has it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 5_000, 100_000})
    void agreesWithTwoPasses(int rows) {
        Matrix matrix = matrix(rows);
        ColumnStatistics statistics = ColumnStatistics.of(matrix);
        for (int c = 0; c < COLUMNS; c++) {
            int column = c;
            double[] present = IntStream.range(0, rows)
                    .mapToDouble(row -> matrix.get(row, column))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double mean = IntStream.range(0, present.length)
                            .mapToDouble(i -> present[i])
                            .sum()
                    / Math.max(present.length, 1);
            double squares = IntStream.range(0, present.length)
                    .mapToDouble(i -> (present[i] - mean) * (present[i] - mean))
                    .sum();
            double deviation = Math.sqrt(squares / Math.max(present.length, 1));
            double low = IntStream.range(0, present.length)
                    .mapToDouble(i -> present[i])
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            double high = IntStream.range(0, present.length)
                    .mapToDouble(i -> present[i])
                    .max()
                    .orElse(Double.NEGATIVE_INFINITY);
            assertEquals(present.length, statistics.count(c));
            assertEquals(mean, statistics.mean(c), 1e-13 * (Math.abs(mean) + deviation), "mean of column " + c);
            assertEquals(deviation, statistics.deviation(c), 1e-11 * deviation, "deviation of column " + c);
            assertEquals(low, statistics.low(c));
            assertEquals(high, statistics.high(c));
        }
    }

    @Test
    void aColumnThatNeverChangesIsConstant() {
        ColumnStatistics statistics = ColumnStatistics.of(matrix(10_000));
        assertTrue(statistics.constant(8));
        assertEquals(0.1f, statistics.mean(8)); // exactly
        assertEquals(0, statistics.deviation(8));
        assertFalse(statistics.constant(7));
    }
}
