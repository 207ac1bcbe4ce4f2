package lintel.training;

import java.util.Arrays;

/**
 * Learns whether this processor reads memory faster when a tile is touched in order before it is multiplied: one does
 * twice, another loses a fifth. The first tiles are tried both ways in turn; what is computed is the same.
 */
final class Streaming {
    private static final int TRIALS = 24;

    private final long[][] nanoseconds = new long[2][TRIALS];
    private final int[] tried = new int[2];
    private volatile Boolean chosen;

    /** Whether to touch the next tile. */
    boolean touches() {
        Boolean known = chosen;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            return tried[1] <= tried[0];
        }
    }

    /** Whether tiles are still to be timed. */
    boolean learning() {
        return chosen == null;
    }

    /** A tile took so long, from reading it to its share of the gradient. */
    synchronized void took(boolean touched, long time) {
        int way = touched ? 1 : 0;
        if (tried[way] < TRIALS) {
            nanoseconds[way][tried[way]++] = time;
        }
        if (tried[0] == TRIALS && tried[1] == TRIALS && chosen == null) {
            chosen = median(nanoseconds[1]) < median(nanoseconds[0]);
        }
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
