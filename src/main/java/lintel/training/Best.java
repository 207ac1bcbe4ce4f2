package lintel.training;

/**
 * The best epoch so far by the validation metric.
 *
 * @param epoch      from 1; 0 when no epoch had a defined metric yet
 * @param value      of the metric; meaningless at epoch 0
 * @param parameters of the network after that epoch; empty at epoch 0. Not copied: never changed by who holds them
 */
record Best(int epoch, double value, float[] parameters) {
    static final Best NONE = new Best(0, 0, new float[0]);

    /** Whether {@code candidate} is better by more than {@code minDelta}; any number is better than none. */
    boolean beatenBy(double candidate, boolean largerIsBetter, double minDelta) {
        double gain = largerIsBetter ? candidate - value : value - candidate;
        return epoch == 0 || gain > minDelta;
    }
}
