package lintel.data;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Count, mean, standard deviation, minimum and maximum of each column over the values present (NaN is left out),
 * in double precision by two passes. A column without any value has mean and deviation 0 and the range [inf, -inf].
 */
final class ColumnStatistics {
    private final long[] counts;
    private final double[] means;
    private final double[] deviations;
    private final float[] lows;
    private final float[] highs;

    private ColumnStatistics(int columns) {
        counts = new long[columns];
        means = new double[columns];
        deviations = new double[columns];
        lows = new float[columns];
        highs = new float[columns];
        Arrays.fill(lows, Float.POSITIVE_INFINITY);
        Arrays.fill(highs, Float.NEGATIVE_INFINITY);
    }

    static ColumnStatistics of(Matrix numbers) {
        ColumnStatistics result = new ColumnStatistics(numbers.columns());
        for (int b = 0; b < numbers.blockCount(); b++) {
            result.sum(numbers.block(b), numbers.rowsIn(b));
        }
        for (int c = 0; c < result.counts.length; c++) {
            result.means[c] /= Math.max(result.counts[c], 1);
        }
        for (int b = 0; b < numbers.blockCount(); b++) {
            result.sumSquares(numbers.block(b), numbers.rowsIn(b));
        }
        for (int c = 0; c < result.counts.length; c++) {
            result.deviations[c] = Math.sqrt(result.deviations[c] / Math.max(result.counts[c], 1));
        }
        return result;
    }

    private void sum(FloatBuffer block, int rows) {
        for (int r = 0, i = 0; r < rows; r++) {
            for (int c = 0; c < counts.length; c++, i++) {
                float value = block.get(i);
                if (value == value) {
                    counts[c]++;
                    means[c] += value;
                    lows[c] = Math.min(lows[c], value);
                    highs[c] = Math.max(highs[c], value);
                }
            }
        }
    }

    private void sumSquares(FloatBuffer block, int rows) {
        for (int r = 0, i = 0; r < rows; r++) {
            for (int c = 0; c < counts.length; c++, i++) {
                float value = block.get(i);
                if (value == value) {
                    double distance = value - means[c];
                    deviations[c] += distance * distance;
                }
            }
        }
    }

    long count(int column) {
        return counts[column];
    }

    double mean(int column) {
        return means[column];
    }

    /** With divisor n. */
    double deviation(int column) {
        return deviations[column];
    }

    float low(int column) {
        return lows[column];
    }

    float high(int column) {
        return highs[column];
    }

    /** Whether all values present are equal; also true of a single value. */
    boolean constant(int column) {
        return lows[column] == highs[column];
    }
}
