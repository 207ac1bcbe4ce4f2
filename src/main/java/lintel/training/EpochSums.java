package lintel.training;

/**
 * What has been added up since the epoch began.
 *
 * @param loss          summed over labels
 * @param labels        number of labels seen: examples or steps, times outputs
 * @param gradientNorms summed over updates
 * @param updates       number of them in this epoch
 * @param examples      number of examples seen
 * @param seconds       of wall time spent on them
 */
record EpochSums(double loss, long labels, double gradientNorms, int updates, long examples, double seconds) {
    static final EpochSums ZERO = new EpochSums(0, 0, 0, 0, 0, 0);

    EpochSums plusUpdate(double lossSum, long labelCount, double gradientNorm) {
        return new EpochSums(
                loss + lossSum, labels + labelCount, gradientNorms + gradientNorm, updates + 1, examples, seconds);
    }

    EpochSums plusBatch(int exampleCount, double duration) {
        return new EpochSums(loss, labels, gradientNorms, updates, examples + exampleCount, seconds + duration);
    }

    double meanLoss() {
        return loss / labels;
    }

    double meanGradientNorm() {
        return gradientNorms / updates;
    }

    double examplesPerSecond() {
        return examples / seconds;
    }
}
