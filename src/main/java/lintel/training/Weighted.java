package lintel.training;

import lintel.data.Examples;
import lintel.data.Matrix;

/**
 * Training examples whose label weights are 1 on average, whatever their unit was: then rates mean the same, and
 * float32 holds them. The objective is divided by that mean, so that penalties must be too. What has no weight above 0
 * is left out: it is no part of any mean.
 *
 * @param examples with weights of mean 1, or none
 * @param mean     of the weights before, above 0
 */
record Weighted(Examples examples, double mean) {
    /**
     * @param weights as the labels, finite and at least 0; null: 1 each
     * @throws IllegalArgumentException if all are 0 or one is no such number
     */
    static Weighted of(Examples examples, Matrix weights) {
        if (weights == null) {
            return new Weighted(examples.weighted(null), 1);
        }
        double mean = mean(weights);
        Matrix scaled = weights.map((row, from, to, offset) -> {
            for (int k = offset; k < offset + weights.columns(); k++) {
                to[k] = (float) (from[k] / mean);
            }
        });
        return new Weighted(examples.weighted(scaled).counting(), mean);
    }

    /** Of the rows that have a weight above 0. */
    private static double mean(Matrix weights) {
        double sum = 0;
        long counting = 0;
        for (int i = 0; i < weights.rows(); i++) {
            boolean counts = false;
            for (int k = 0; k < weights.columns(); k++) {
                float weight = weights.get(i, k);
                if (!(weight >= 0)) {
                    throw new IllegalArgumentException("a weight must be at least 0, but is " + weight);
                }
                sum += weight;
                counts |= weight > 0;
            }
            counting += counts ? weights.columns() : 0;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights must have a sum above 0 and finite, but it is " + sum);
        }
        return sum / counting;
    }

    /** {@code [outputs][rows]} as the solvers read them; a null for 1 each. */
    static float[][] byOutput(Examples examples) {
        Matrix weights = examples.weights();
        float[][] byOutput = new float[examples.labels().columns()][];
        for (int k = 0; k < byOutput.length && weights != null; k++) {
            byOutput[k] = new float[weights.rows()];
            for (int i = 0; i < weights.rows(); i++) {
                byOutput[k][i] = weights.get(i, k);
            }
        }
        return byOutput;
    }
}
