package lintel.data;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Median of each column over the values present (NaN is left out), in time linear in the numbers whatever their
 * distribution: a radix selection on the sortable bits of the float, 8 bits at a time.
 */
final class Medians {
    /** Columns gathered together: 16 floats share a cache line of the row-major matrix. */
    private static final int GROUP = 16;

    private Medians() {}

    /** @return {@code [columns]}; of an even count the mean of the middle two; NaN where no value is present */
    static float[] of(Matrix numbers) {
        float[] medians = new float[numbers.columns()];
        int[][] keys = new int[Math.min(GROUP, medians.length)][numbers.rows()];
        for (int first = 0; first < medians.length; first += GROUP) {
            int[] counts = gather(numbers, first, keys);
            for (int c = first; c < Math.min(first + GROUP, medians.length); c++) {
                medians[c] = median(keys[c - first], counts[c - first]);
            }
        }
        return medians;
    }

    /** Fills {@code keys[c]} with the values present in column {@code first + c}; returns how many each has. */
    private static int[] gather(Matrix numbers, int first, int[][] keys) {
        int[] counts = new int[keys.length];
        int group = Math.min(keys.length, numbers.columns() - first);
        float[] values = new float[group];
        for (int b = 0; b < numbers.blockCount(); b++) {
            FloatBuffer block = numbers.block(b);
            for (int r = 0; r < numbers.rowsIn(b); r++) {
                block.get(r * numbers.columns() + first, values);
                for (int c = 0; c < group; c++) {
                    if (values[c] == values[c]) {
                        keys[c][counts[c]++] = sortable(values[c]);
                    }
                }
            }
        }
        return counts;
    }

    private static float median(int[] keys, int count) {
        if (count == 0) {
            return Float.NaN;
        }
        int low = select(keys, count, (count - 1) / 2);
        int high = count % 2 == 1 ? low : next(keys, count, low);
        return (float) (((double) value(low) + value(high)) / 2);
    }

    /** The key of that rank, from 0. */
    private static int select(int[] keys, int count, int rank) {
        int prefix = 0;
        int mask = 0;
        int[] histogram = new int[256];
        for (int shift = 24; shift >= 0; shift -= 8) {
            Arrays.fill(histogram, 0);
            for (int i = 0; i < count; i++) {
                if ((keys[i] & mask) == prefix) {
                    histogram[(keys[i] >>> shift) & 255]++;
                }
            }
            int digit = 0;
            while (rank >= histogram[digit]) {
                rank -= histogram[digit++];
            }
            prefix |= digit << shift;
            mask |= 255 << shift;
        }
        return prefix;
    }

    /** The key one rank above the middle one: the same again if it occurs often enough, else the next larger. */
    private static int next(int[] keys, int count, int low) {
        int notAbove = 0;
        int next = -1;
        for (int i = 0; i < count; i++) {
            if (Integer.compareUnsigned(keys[i], low) <= 0) {
                notAbove++;
            } else if (Integer.compareUnsigned(keys[i], next) < 0) {
                next = keys[i];
            }
        }
        return notAbove > count / 2 ? low : next;
    }

    /** Bits whose unsigned order is the order of the floats; -0 comes just below 0. */
    private static int sortable(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
    }

    private static float value(int sortable) {
        return Float.intBitsToFloat(sortable < 0 ? sortable & Integer.MAX_VALUE : ~sortable);
    }
}
