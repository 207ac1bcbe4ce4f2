package lintel.metrics;

/**
 * Mean negative log-likelihood of the labels, in nats: 0 is perfect, ln 2 is what 0.5 everywhere gives.
 *
 * <pre>-1/n Σ (y ln p + (1 - y) ln(1 - p))</pre>
 *
 * <p>Probabilities are first clipped to [{@value #EPSILON}, 1 - {@value #EPSILON}], the resolution of float32 near 1:
 * so one confident mistake costs at most 15.9 and never infinity. scikit-learn clips float32 probabilities likewise.
 */
public final class LogLoss {
    /** Closest to 0 and 1 that a probability counts: 2^-23, float32's machine epsilon. */
    public static final double EPSILON = 0x1p-23;

    private LogLoss() {}

    /**
     * @param labels        {@code [n]}
     * @param probabilities {@code [n]} of a true label, in [0, 1]
     * @return at least 0; undefined without rows
     * @throws IllegalArgumentException if the lengths differ or a probability is out of range
     */
    public static Score of(boolean[] labels, float[] probabilities) {
        return OneOutput.mean(labels, probabilities, LogLoss::of);
    }

    /** Of one label; NaN stays NaN. */
    public static double of(boolean label, double probability) {
        double clipped = Math.max(EPSILON, Math.min(1 - EPSILON, probability));
        return label ? -Math.log(clipped) : -Math.log1p(-clipped);
    }
}
