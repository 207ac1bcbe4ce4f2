package lintel.network;

/** What is done with a gradient: usually one step of an optimizer. */
@FunctionalInterface
public interface GradientConsumer {
    void accept(Gradient gradient);

    /**
     * The gradient of the mean loss, without l2.
     *
     * <p>The loss of a row (or step) is the cross-entropy times the label's weight, summed over the outputs, in nats.
     * In the gradient of a segment of steps, weights are multiplied so that their mean is that of the whole batch's.
     *
     * @param values  {@code [parameterCount]}, the mean over the labelled rows (or steps); the consumer may change it
     * @param lossSum sum of the losses of these rows (or steps)
     * @param labels  number of labelled rows (or steps), at least 1; for an LSTM only those of a weight above 0
     */
    record Gradient(float[] values, double lossSum, int labels) {}
}
