package lintel.config;

import java.util.Random;

/**
 * Every random draw of a run, as a pure function of the config's {@code seed}: there is no generator whose state would
 * have to be saved, so resuming a run needs only its epoch and batch numbers.
 *
 * @param root the config's {@code seed}
 */
public record Seeds(long root) {
    /** What a draw is for; two streams never share numbers. */
    public enum Stream {
        SPLIT,
        WEIGHTS,
        SHUFFLE,
        DROPOUT,
        BOOTSTRAP
    }

    /** The 64-bit seed of one draw: a SplitMix64 hash (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195). */
    public long of(Stream stream, long epoch, long batch) {
        return mix(mix(mix(mix(root) + stream.ordinal() + 1) + epoch) + batch);
    }

    /** A generator that belongs to this draw alone. */
    public Random random(Stream stream, long epoch, long batch) {
        return new Random(of(stream, epoch, batch));
    }

    /** Numbers 0 … n - 1 as {@code shuffle} deals them, each order as likely as any other (Fisher and Yates). */
    public static int[] order(int n, Random shuffle) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int other = shuffle.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
