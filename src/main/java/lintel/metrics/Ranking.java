package lintel.metrics;

import java.util.Arrays;

/** Rows by falling score; rows of one score form a group, since no threshold can part them. */
final class Ranking {
    private final long[] sorted;

    /**
     * O(n log n) time, 8n bytes.
     *
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    Ranking(boolean[] labels, float[] scores) {
        OneOutput.checkLengths(labels, scores);
        sorted = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("scores[" + i + "] must be a number, but is NaN");
            }
            // Score in the upper half, label below: sorting primitives needs no index array and no comparator.
            sorted[i] = (long) rising(scores[i]) << 32 | (labels[i] ? 1 : 0);
        }
        Arrays.sort(sorted);
    }

    /** An integer that rises with the score; adding 0 makes -0.0 equal to 0.0. */
    private static int rising(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    /** Hands over the groups from the highest score down. */
    void forEachGroup(Group group) {
        int end = sorted.length;
        while (end > 0) {
            int start = end;
            int positives = 0;
            while (start > 0 && sorted[start - 1] >> 32 == sorted[end - 1] >> 32) {
                start--;
                positives += (int) (sorted[start] & 1);
            }
            group.accept(positives, end - start - positives);
            end = start;
        }
    }

    @FunctionalInterface
    interface Group {
        void accept(int positives, int negatives);
    }
}
