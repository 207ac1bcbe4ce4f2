package lintel.engine;

import org.bytedeco.javacpp.Pointer;

/**
 * Drops each number of a matrix with one probability and divides the others by what is kept on average (Srivastava et
 * al. 2014, JMLR 15:1929-1958). Whether a number is dropped follows from the seed and its place alone.
 */
final class Dropout {
    private static final int SOME = 4096;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Arithmetic arithmetic;
    private final int threshold;
    private final float kept;
    private final float[] factors = new float[SOME];

    Dropout(Arithmetic arithmetic, double probability) {
        this.arithmetic = arithmetic;
        this.threshold = (int) Math.min(Integer.MAX_VALUE, Math.round(probability * 0x1p32 - 0x1p31));
        this.kept = (float) (1 / (1 - probability));
    }

    boolean drops() {
        return kept > 1;
    }

    /** {@code to = from}, without what is dropped; the same place may be both. On errors, the way back. */
    void apply(Pointer from, Pointer to, long count, long seed) {
        for (long at = 0; at < count; at += SOME) {
            int some = (int) Math.min(SOME, count - at);
            for (int i = 0; i < some; i += 2) { // one mixed number decides about two: its halves are independent
                long mixed = mix(seed + (at + i) * GOLDEN);
                factors[i] = factor((int) (mixed >>> 32));
                factors[i + 1] = factor((int) mixed);
            }
            arithmetic.multiply(from, at, factors, some, to);
        }
    }

    private float factor(int uniform) {
        return uniform < threshold ? 0 : kept;
    }

    /** A seed for one of the matrices of a network. */
    static long seed(long seed, int matrix) {
        return mix(mix(seed) + matrix);
    }

    /** Stafford's thirteenth variant of MurmurHash3's finalizer, as in {@link java.util.SplittableRandom}. */
    private static long mix(long z) {
        long mixed = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
