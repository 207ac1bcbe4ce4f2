package lintel.engine;

import java.util.Arrays;

/**
 * Where the steps of a batch of sequences lie when there is no padding: all first steps, then all second ones and so
 * on, in each the longest sequences first. The sequences that reach a step are then the first of its rows, and a
 * matrix product over any span of steps has no row in vain.
 */
public final class PackedSteps {
    private final int[] place;
    private final int[] starts;

    private PackedSteps(int[] place, int[] starts) {
        this.place = place;
        this.starts = starts;
    }

    /**
     * @param lengths steps of each sequence, at least one sequence of at least one step
     * @throws IllegalArgumentException if a sequence has no step, or there is none
     */
    public static PackedSteps of(int[] lengths) {
        int shortest = lengths.length == 0 ? 0 : lengths[0];
        for (int length : lengths) {
            shortest = Math.min(shortest, length);
        }
        if (shortest < 1) {
            throw new IllegalArgumentException("a batch needs sequences of at least one step each");
        }
        long[] keys = new long[lengths.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) -lengths[i] << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] longestFirst = new int[lengths.length];
        for (int i = 0; i < keys.length; i++) {
            longestFirst[i] = (int) keys[i];
        }
        int[] place = new int[lengths.length];
        for (int i = 0; i < place.length; i++) {
            place[longestFirst[i]] = i;
        }
        int[] starts = new int[lengths[longestFirst[0]] + 1];
        int reach = lengths.length;
        for (int step = 0; step + 1 < starts.length; step++) {
            while (lengths[longestFirst[reach - 1]] <= step) {
                reach--;
            }
            starts[step + 1] = Math.addExact(starts[step], reach);
        }
        return new PackedSteps(place, starts);
    }

    /** Steps from {@code from} on, below {@code to}, as if they were all; sequences that end before have none. */
    PackedSteps span(int from, int to) {
        int[] part = Arrays.copyOfRange(starts, from, to + 1);
        for (int i = part.length - 1; i >= 0; i--) {
            part[i] -= part[0];
        }
        return new PackedSteps(place, part);
    }

    /** Every n-th sequence from the longest but {@code first} on; there must be one that has a step. */
    PackedSteps every(int n, int first) {
        int[] places =
                Arrays.stream(place).filter(i -> i % n == first).map(i -> i / n).toArray();
        int steps = 0;
        while (reaching(steps) > first) {
            steps++;
        }
        int[] part = new int[steps + 1];
        for (int step = 0; step < steps; step++) {
            part[step + 1] = part[step] + (reaching(step) - first + n - 1) / n;
        }
        return new PackedSteps(places, part);
    }

    /** How many sequences lie before this one in each step. */
    int place(int sequence) {
        return place[sequence];
    }

    /** Number of sequences, those that have ended before a span included. */
    public int sequences() {
        return place.length;
    }

    /** Steps of the longest sequence. */
    public int steps() {
        return starts.length - 1;
    }

    /** Rows of all steps together. */
    public int rows() {
        return starts[starts.length - 1];
    }

    /** The first row of a step; of the step after the last, the number of rows. */
    public int start(int step) {
        return starts[step];
    }

    /** Sequences that reach this step; 0 before the first step and after the last. */
    int reaching(int step) {
        return step < 0 || step >= steps() ? 0 : starts[step + 1] - starts[step];
    }

    /** The row of a step of the sequence that was given at this position; it must reach that step. */
    public int row(int sequence, int step) {
        return starts[step] + place[sequence];
    }

    /** The row of a sequence's last step. */
    int lastRow(int sequence) {
        int below = 0; // the step is in [below, above): sequences in places above this one end no later
        int above = steps();
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (reaching(middle) > place[sequence]) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return row(sequence, below);
    }
}
