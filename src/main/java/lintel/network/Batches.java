package lintel.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lintel.config.Seeds;

/** Which examples are computed together. */
final class Batches {
    private Batches() {}

    /** Numbers 0 … n - 1, in order, or shuffled. */
    static int[] order(int n, Random shuffle) {
        if (shuffle != null) {
            return Seeds.order(n, shuffle);
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Consecutive pieces of {@code size}; the last may be shorter. */
    static List<int[]> cut(int[] order, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a batch needs a size of at least 1, but is given " + size);
        }
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += Math.min(size, order.length - from)) {
            batches.add(Arrays.copyOfRange(order, from, from + Math.min(size, order.length - from)));
        }
        return batches;
    }
}
