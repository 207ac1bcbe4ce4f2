package lintel.training;

import lintel.config.InputException;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Target;
import lintel.metrics.LogLoss;
import lintel.metrics.Metric;
import lintel.metrics.Predictions;
import lintel.metrics.Score;
import lintel.metrics.Scores;
import lintel.network.Decision;
import lintel.network.Network;

/**
 * Judges a network on the validation examples after each epoch.
 *
 * @param metric    besides the log-loss
 * @param threshold a probability at or above it is positive
 */
record Validation(Examples examples, Target target, double threshold, Metric metric) {
    /** What an epoch's network says about the validation examples; {@code metric} may be undefined. */
    record Result(double loss, Score metric) {}

    /**
     * Refuses a metric that these labels cannot define, before a whole training is spent on it: it is undefined even
     * for a network that is always right.
     */
    void checkDefined() {
        Matrix labels = examples.labels();
        float[] right = new float[Math.multiplyExact(labels.rows(), labels.columns())];
        for (int row = 0; row < labels.rows(); row++) {
            labels.copyRow(row, right, row * labels.columns());
        }
        Score best = Scores.of(predictions(right), metric);
        if (!best.defined()) {
            throw new InputException("'training.earlyStopping.metric': '%s' is undefined on the validation split: %s"
                    .formatted(metric.key(), best.reason()));
        }
    }

    Result of(Network network) {
        Predictions predictions = predictions(network.score(examples).values());
        return new Result(Scores.of(predictions, Metric.LOG_LOSS).value(), Scores.of(predictions, metric));
    }

    /** Mean log-loss per label, weighted as the labels are: {@link Result#loss()} where they are not. */
    double weightedLoss(Network network) {
        Matrix weights = examples.weights();
        float[] probabilities = network.score(examples).values();
        Matrix labels = examples.labels();
        double sum = 0;
        double total = 0;
        for (int i = 0; i < probabilities.length; i++) {
            int row = i / labels.columns();
            int output = i % labels.columns();
            double weight = weights == null ? 1 : weights.get(row, output);
            sum += weight * LogLoss.of(labels.get(row, output) > 0, probabilities[i]);
            total += weight;
        }
        return sum / total;
    }

    private Predictions predictions(float[] probabilities) {
        return target.predictions(
                probabilities, examples.labels(), Decision.of(target, threshold).thresholds());
    }
}
