package lintel.training;

/**
 * What has been added up since the epoch began.
 *
 * @param loss          summed over labels
 * @param labels        number of labels seen: examples or steps, times outputs
 * @param penalties     on the weights, per label, summed over updates
 * @param gradientNorms summed over updates
 * @param updates       number of them in this epoch
 * @param examples      number of examples seen
 * @param seconds       of wall time spent on them
 */
record EpochSums(
        double loss, long labels, double penalties, double gradientNorms, int updates, long examples, double seconds) {
    static final EpochSums ZERO = new EpochSums(0, 0, 0, 0, 0, 0, 0);

    EpochSums plusUpdate(double lossSum, long labelCount, double penalty, double gradientNorm) {
        return new EpochSums(
                loss + lossSum,
                labels + labelCount,
                penalties + penalty,
                gradientNorms + gradientNorm,
                updates + 1,
                examples,
                seconds);
    }

    EpochSums plusBatch(int exampleCount, double duration) {
        return new EpochSums(
                loss, labels, penalties, gradientNorms, updates, examples + exampleCount, seconds + duration);
    }

    double meanLoss() {
        return loss / labels;
    }

    /** What the updates lower, per label: mean loss plus mean penalty. */
    double meanCost() {
        return meanLoss() + penalties / updates;
    }

    double meanGradientNorm() {
        return gradientNorms / updates;
    }

    double examplesPerSecond() {
        return examples / seconds;
    }
}
