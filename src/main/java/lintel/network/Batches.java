package lintel.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import lintel.config.Seeds;

/** Which examples are computed together. */
final class Batches {
    private Batches() {}

    /** Numbers 0 … n - 1, in order, or shuffled. */
    static int[] order(int n, Random shuffle) {
        return shuffle == null ? IntStream.range(0, n).toArray() : Seeds.order(n, shuffle);
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

    /** Pieces whose sequences all have the same length, shortest first; within a length the order is kept. */
    static List<int[]> cutByLength(int[] order, int size, IntUnaryOperator length) {
        TreeMap<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int position : order) {
            byLength.computeIfAbsent(length.applyAsInt(position), any -> new ArrayList<>())
                    .add(position);
        }
        return byLength.values().stream()
                .map(same -> same.stream().mapToInt(Integer::intValue).toArray())
                .map(same -> cut(same, size))
                .flatMap(Collection::stream)
                .toList();
    }

    /** The same batches as {@code shuffle} deals them: without it every epoch would end on the longest sequences. */
    static List<int[]> shuffled(List<int[]> batches, Random shuffle) {
        List<int[]> result = new ArrayList<>(batches);
        if (shuffle != null) {
            Collections.shuffle(result, shuffle);
        }
        return result;
    }
}
