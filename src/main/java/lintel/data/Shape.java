package lintel.data;

/**
 * What preprocessing hands to the network.
 *
 * @param features numbers per row, or per time step
 * @param steps    0: rows ({@link Examples.Dense}); above 0: sequences of exactly that many steps; {@link #VARYING}
 */
public record Shape(int features, int steps) {
    /** Sequences of differing length. */
    public static final int VARYING = -1;

    /** Whether examples are {@link Examples.Steps}. */
    public boolean sequences() {
        return steps != 0;
    }
}
