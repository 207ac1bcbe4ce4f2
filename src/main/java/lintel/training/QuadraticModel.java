package lintel.training;

/**
 * The second-order model of one output's objective, without l1, over some of its weights: the others stay where they
 * are, and the intercept is always at its best for them. It stands at a point that moves one weight at a time.
 */
interface QuadraticModel extends AutoCloseable {
    /** The weights it is over, rising. Itself: read only. */
    int[] chosen();

    /** Goes to where the objective has that gradient, {@code [features + 1]}. */
    void begin(double[] gradient);

    /** Second derivative by {@code chosen()[c]}; above 0 unless that feature says nothing. */
    double curvature(int c);

    /** First derivative by {@code chosen()[c]} where the model stands. */
    double slope(int c);

    void move(int c, double change);

    /** How far the intercept has moved since {@link #begin}. */
    double interceptMove();

    /**
     * Solves {@code H x = right} over some of the weights.
     *
     * @param some positions in {@link #chosen}
     * @return false if this model has no such way
     */
    boolean solve(int[] some, double[] right);

    @Override
    void close();
}
