package lintel.data;

import java.util.Arrays;

/**
 * Values of given ranks in columns that are seen row by row: what lies between two bounds is kept, what lies below is
 * counted. NaN is left out.
 */
final class Ranks {
    /** The order of floats is that of their keys; -0 comes just below 0, and no value has this one. */
    private static final int NO_KEY = Integer.MIN_VALUE;

    /** The columns looked at. */
    final int[] columns;

    private final int[] lows;
    /** Differences of the upper and lower bounds, unsigned. */
    private final int[] widths;

    private final long[] below;
    private final long[] atLow;
    private final long[] atHigh;
    private final int[] counts;
    private final int[][] kept;

    /** Nothing is kept of a column before it is bound. */
    Ranks(int[] columns) {
        this.columns = columns.clone();
        lows = new int[columns.length];
        widths = new int[columns.length];
        below = new long[columns.length];
        atLow = new long[columns.length];
        atHigh = new long[columns.length];
        counts = new int[columns.length];
        kept = new int[columns.length][0];
        Arrays.fill(lows, NO_KEY);
    }

    /** Keeps the values of {@code columns[i]} from {@code low} to {@code high}. @param expected how many may be so */
    void bound(int i, float low, float high, int expected) {
        lows[i] = key(low);
        widths[i] = key(high) - lows[i];
        kept[i] = new int[expected];
    }

    /** Keeps all values of {@code columns[i]}. @param most how many there may be */
    void boundNowhere(int i, int most) {
        bound(i, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, most);
    }

    /** Looks at rows of {@code width} numbers. */
    void add(float[] values, int rows, int width) {
        add(values, rows * width, width, columns, lows, widths, below);
    }

    /** Most of the time is spent here. */
    private void add(float[] values, int length, int width, int[] chosen, int[] least, int[] widths, long[] below) {
        for (int row = 0; row < length; row += width) {
            for (int i = 0; i < chosen.length; i++) {
                int key = key(values[row + chosen[i]]);
                below[i] +=
                        (long) key - least[i] >>> 63; // 1 if it is; a branch would be guessed wrong half of the time
                if (key - least[i] + Integer.MIN_VALUE <= widths[i] + Integer.MIN_VALUE) {
                    keep(i, key);
                }
            }
        }
    }

    /** Equal values are only counted where they are a bound: so what is kept stays little when there are many. */
    private void keep(int i, int key) {
        if (key == lows[i]) {
            atLow[i]++;
        } else if (key - lows[i] == widths[i]) {
            atHigh[i]++;
        } else {
            if (counts[i] == kept[i].length) {
                kept[i] = Arrays.copyOf(kept[i], 2 * counts[i] + 16);
            }
            kept[i][counts[i]++] = key;
        }
    }

    /** How many values lie within the bounds. */
    int between(int i) {
        return Math.toIntExact(atLow[i] + counts[i] + atHigh[i]);
    }

    /** The value of that rank, from 0, among all that were seen of {@code columns[i]}; NaN if it is out of bounds. */
    float value(int i, long rank) {
        long inBounds = rank - below[i];
        long inside = inBounds - atLow[i];
        if (inBounds < 0 || inside >= counts[i] + atHigh[i]) {
            return Float.NaN;
        }
        return value(inside < 0 ? lows[i] : inside < counts[i] ? select(i, (int) inside) : lows[i] + widths[i]);
    }

    /** The kept key of that rank: a radix selection, 8 bits at a time. */
    private int select(int i, int rank) {
        int[] keys = kept[i];
        int left = rank;
        int prefix = 0;
        int mask = 0;
        int[] histogram = new int[256];
        for (int shift = 24; shift >= 0; shift -= 8) {
            Arrays.fill(histogram, 0);
            for (int k = 0; k < counts[i]; k++) {
                int bits = keys[k] ^ Integer.MIN_VALUE; // whose unsigned order is that of the keys
                if ((bits & mask) == prefix) {
                    histogram[(bits >>> shift) & 255]++;
                }
            }
            int digit = 0;
            while (left >= histogram[digit]) {
                left -= histogram[digit++];
            }
            prefix |= digit << shift;
            mask |= 255 << shift;
        }
        return prefix ^ Integer.MIN_VALUE;
    }

    private static int key(float value) {
        int bits = Float.floatToIntBits(value);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    private static float value(int key) {
        return Float.intBitsToFloat(key ^ key >> 31 & Integer.MAX_VALUE);
    }
}
