package lintel.metrics;

/**
 * One output's rows, as a yes-or-no question of its own.
 *
 * @param labels        {@code [n]}
 * @param probabilities {@code [n]}, in [0, 1]
 * @param decisions     {@code [[tn, fp], [fn, tp]]} of these rows
 */
record OneOutput(boolean[] labels, float[] probabilities, ConfusionMatrix decisions) {

    /** Mean of a loss over the rows; undefined without rows. */
    static Score mean(boolean[] labels, float[] probabilities, RowLoss loss) {
        checkLengths(labels, probabilities);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            checkProbability(probabilities[i], i);
            sum += loss.of(labels[i], probabilities[i]);
        }
        return labels.length == 0 ? Score.undefined(ConfusionMatrix.NO_ROWS) : Score.of(sum / labels.length);
    }

    static void checkLengths(boolean[] labels, float[] values) {
        if (labels.length != values.length) {
            throw new IllegalArgumentException("there must be one label per row, but there are %d labels and %d rows"
                    .formatted(labels.length, values.length));
        }
    }

    static void checkProbability(float probability, int index) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probabilities[" + index + "] must be in [0, 1], but is " + probability);
        }
    }

    @FunctionalInterface
    interface RowLoss {
        double of(boolean label, double probability);
    }
}
