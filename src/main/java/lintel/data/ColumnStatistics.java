package lintel.data;

import java.util.Arrays;

/**
 * Count, mean, standard deviation, minimum and maximum of each column over the values present (NaN is left out), in
 * double precision. A column without any value has mean and deviation 0 and the range [inf, -inf].
 *
 * <p>One pass: a few rows at a time are summed as distances from a value of their size, the mean of the rows before
 * them, so that squares lose no digits; then sums are put together as by Chan, Golub and LeVeque (1983),
 * doi:10.1080/00031305.1983.10483115.
 */
final class ColumnStatistics {
    private final int columns;
    private final long[] counts;
    private final double[] means;
    /** Sums of squared distances from the mean. */
    private final double[] squares;

    private final float[] lows;
    private final float[] highs;

    private ColumnStatistics(int columns) {
        this.columns = columns;
        counts = new long[columns];
        means = new double[columns];
        squares = new double[columns];
        lows = new float[columns];
        highs = new float[columns];
        Arrays.fill(lows, Float.POSITIVE_INFINITY);
        Arrays.fill(highs, Float.NEGATIVE_INFINITY);
    }

    static ColumnStatistics of(Matrix numbers) {
        ColumnStatistics result = new ColumnStatistics(numbers.columns());
        Sweep.over(numbers, result.new Adding()::add);
        return result;
    }

    /** Numbers that are not stored count as what they are. */
    static ColumnStatistics of(SparseMatrix numbers) {
        ColumnStatistics result = new ColumnStatistics(numbers.columns());
        int rows = numbers.rows();
        for (int e = 0; e < numbers.entries(); e++) {
            result.add(numbers.indices()[e], numbers.values()[e]);
        }
        for (int c = 0; c < result.columns; c++) {
            long absent = rows - result.counts[c];
            if (absent > 0) {
                result.lows[c] = Math.min(result.lows[c], 0);
                result.highs[c] = Math.max(result.highs[c], 0);
            }
            result.means[c] /= Math.max(rows, 1);
            result.squares[c] = absent * result.means[c] * result.means[c];
            result.counts[c] = rows;
        }
        for (int e = 0; e < numbers.entries(); e++) {
            int c = numbers.indices()[e];
            double distance = numbers.values()[e] - result.means[c];
            result.squares[c] += distance * distance;
        }
        result.shift(numbers.shifts());
        return result;
    }

    private void add(int column, float value) {
        counts[column]++;
        means[column] += value;
        lows[column] = Math.min(lows[column], value);
        highs[column] = Math.max(highs[column], value);
    }

    private void shift(double[] shifts) {
        for (int c = 0; shifts != null && c < shifts.length; c++) {
            means[c] -= shifts[c];
            lows[c] = (float) (lows[c] - shifts[c]);
            highs[c] = (float) (highs[c] - shifts[c]);
        }
    }

    /** Takes some rows after the other. */
    private final class Adding {
        private final double[] origins = new double[columns];
        private final double[] sums = new double[columns];
        private final double[] sumsOfSquares = new double[columns];
        private final long[] present = new long[columns];

        void add(float[] values, int rows) {
            begin(values, rows * columns);
            clear();
            sum(values, rows * columns, columns, origins, sums, sumsOfSquares, lows, highs);
            Arrays.fill(present, rows);
            if (incomplete()) {
                clear();
                sumPresent(values, rows * columns);
            }
            for (int c = 0; c < columns; c++) {
                if (present[c] > 0) {
                    merge(c);
                }
            }
        }

        /** Measures from the first value of a column as long as there is no better one. */
        private void begin(float[] values, int length) {
            for (int c = 0; c < columns; c++) {
                for (int i = c; counts[c] == 0 && i < length; i += columns) {
                    if (!Float.isNaN(values[i])) {
                        origins[c] = values[i];
                        break;
                    }
                }
            }
        }

        private void clear() {
            Arrays.fill(sums, 0);
            Arrays.fill(sumsOfSquares, 0);
            Arrays.fill(present, 0);
        }

        private boolean incomplete() {
            double all = 0;
            for (double sum : sums) {
                all += sum;
            }
            return Double.isNaN(all);
        }

        /** The slow way, which leaves out what is missing. */
        private void sumPresent(float[] values, int length) {
            for (int i = 0, c = 0; i < length; i++, c = c + 1 == columns ? 0 : c + 1) {
                double distance = values[i] - origins[c];
                if (distance == distance) {
                    present[c]++;
                    sums[c] += distance;
                    sumsOfSquares[c] += distance * distance;
                }
            }
        }

        private void merge(int c) {
            double more = present[c];
            double shift = sums[c] / more;
            double mean = origins[c] + shift;
            double apart = mean - means[c];
            double all = counts[c] + more;
            squares[c] += Math.max(0, sumsOfSquares[c] - sums[c] * shift) + apart * apart * (counts[c] / all * more);
            means[c] += apart * (more / all);
            counts[c] += present[c];
            origins[c] = mean;
        }
    }

    /** Adds rows without missing values; of those with, only the range is right. Most of the time is spent here. */
    private static void sum(
            float[] values,
            int length,
            int columns,
            double[] origins,
            double[] sums,
            double[] sumsOfSquares,
            float[] lows,
            float[] highs) {
        for (int row = 0; row < length; row += columns) {
            for (int c = 0; c < columns; c++) {
                float value = values[row + c];
                double distance = value - origins[c];
                sums[c] += distance;
                sumsOfSquares[c] += distance * distance;
                if (value < lows[c]) {
                    lows[c] = value;
                }
                if (value > highs[c]) {
                    highs[c] = value;
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
        return Math.sqrt(squares[column] / Math.max(counts[column], 1));
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
