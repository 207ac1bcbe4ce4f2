package lintel.training;

import lintel.config.InputException;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Target;
import lintel.metrics.Metric;
import lintel.metrics.Predictions;
import lintel.metrics.Score;
import lintel.metrics.Scores;
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
        byte[] labels = labels();
        float[] right = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            right[i] = labels[i];
        }
        Score best = Scores.of(predictions(right, labels), metric);
        if (!best.defined()) {
            throw new InputException("'training.earlyStopping.metric': '%s' is undefined on the validation split: %s"
                    .formatted(metric.key(), best.reason()));
        }
    }

    Result of(Network network) {
        Predictions predictions = predictions(network.score(examples).values(), labels());
        return new Result(Scores.of(predictions, Metric.LOG_LOSS).value(), Scores.of(predictions, metric));
    }

    private Predictions predictions(float[] probabilities, byte[] labels) {
        return new Predictions(probabilities, labels, target.outputs(), kind(), threshold, target.classes());
    }

    private Predictions.Kind kind() {
        return switch (target.kind()) {
            case BINARY -> Predictions.Kind.BINARY;
            case ONE_VS_REST -> Predictions.Kind.ONE_VS_REST;
            case MULTI_LABEL -> Predictions.Kind.MULTI_LABEL;
        };
    }

    /** {@code [rows * outputs]}, row-major. */
    private byte[] labels() {
        Matrix matrix = examples.labels();
        byte[] labels = new byte[Math.multiplyExact(matrix.rows(), matrix.columns())];
        for (int row = 0, i = 0; row < matrix.rows(); row++) {
            for (int output = 0; output < matrix.columns(); output++) {
                labels[i++] = (byte) matrix.get(row, output);
            }
        }
        return labels;
    }
}
