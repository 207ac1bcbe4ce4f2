package lintel.metrics;

/**
 * Expected calibration error: how far probabilities stand from observed frequencies, on average.
 *
 * <pre>Σ_b n_b / n |mean label in b - mean probability in b|</pre>
 *
 * over {@value #BINS} bins of equal width, {@code [b/15, (b+1)/15)}, 1 belonging to the last. Both means are of the
 * positive label, not of the likelier one. Biased upwards on few rows. Source: Naeini et al. (2015),
 * doi:10.1609/aaai.v29i1.9602.
 */
public final class CalibrationError {
    /** Bins of equal width over [0, 1]. */
    public static final int BINS = 15;

    private CalibrationError() {}

    /**
     * @param labels        {@code [n]}
     * @param probabilities {@code [n]} of a true label, in [0, 1]
     * @return in [0, 1]; undefined without rows
     * @throws IllegalArgumentException if the lengths differ or a probability is out of range
     */
    public static Score of(boolean[] labels, float[] probabilities) {
        double[] gaps = new double[BINS]; // sum of label - probability, that is n_b times the gap of bin b
        Score checked = OneOutput.mean(labels, probabilities, (label, p) -> {
            gaps[Math.min(BINS - 1, (int) (p * BINS))] += (label ? 1 : 0) - p;
            return 0;
        });
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        double total = sum;
        return checked.map(zero -> total / labels.length);
    }
}
