package lintel.metrics;

/**
 * Mean squared distance of probability and label: 0 is perfect, 0.25 is what 0.5 everywhere gives.
 *
 * <pre>1/n Σ (p - y)²</pre>
 *
 * Of one output: half of Brier's own sum over both classes. Source: Brier (1950),
 * doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2.
 */
public final class BrierLoss {
    private BrierLoss() {}

    /**
     * @param labels        {@code [n]}
     * @param probabilities {@code [n]} of a true label, in [0, 1]
     * @return in [0, 1]; undefined without rows
     * @throws IllegalArgumentException if the lengths differ or a probability is out of range
     */
    public static Score of(boolean[] labels, float[] probabilities) {
        return OneOutput.mean(labels, probabilities, (label, p) -> label ? (1 - p) * (1 - p) : p * p);
    }
}
