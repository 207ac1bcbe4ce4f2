package lintel.training;

import lintel.engine.LogisticLoss;

/**
 * {@code Σ weight · loss + Σ penalty_j / 2 · w_j²} of logistic regression, for each of K outputs by itself.
 *
 * <p>An output's parameters are {@code [features + 1]}: weights, then the intercept. Logits of the latest two
 * evaluations are kept, {@code 8 K} bytes a row: the line search and the Hessian need no further pass over the
 * features.
 */
final class LogisticObjective {
    private final FeatureBlocks features;
    private final byte[][] labels;
    private final float[][] rowWeights;
    private final double factor;
    private final double[] penalties;
    private final float[][] logits;
    private final float[][] earlierLogits;
    private final Remainder remainder;

    /**
     * @param labels     {@code [K][rows]} of 0 and 1
     * @param rowWeights {@code [K][rows]}, a null for 1 each
     * @param factor     of all row weights: above 1 for a sample of rows that stands for more
     * @param penalties  {@code [features + 1]}, the intercept's included
     */
    LogisticObjective(
            FeatureBlocks features, byte[][] labels, float[][] rowWeights, double factor, double[] penalties) {
        this(features, labels, rowWeights, factor, penalties, Remainder.NONE);
    }

    /** @param remainder what rows that are not among the features lose, in each output */
    private LogisticObjective(
            FeatureBlocks features,
            byte[][] labels,
            float[][] rowWeights,
            double factor,
            double[] penalties,
            Remainder remainder) {
        this.features = features;
        this.labels = labels;
        this.rowWeights = rowWeights;
        this.factor = factor;
        this.penalties = penalties;
        this.logits = new float[labels.length][features.rows()];
        this.earlierLogits = new float[labels.length][features.rows()];
        this.remainder = remainder;
    }

    int outputs() {
        return labels.length;
    }

    /** Parameters of one output. */
    int size() {
        return features.features() + 1;
    }

    int rows() {
        return features.rows();
    }

    FeatureBlocks features() {
        return features;
    }

    /** The same objective estimated from every step-th row. @param sample {@link FeatureBlocks#sample} of that step */
    LogisticObjective on(FeatureBlocks sample, int step) {
        int[] rows = FeatureBlocks.every(step, rows());
        byte[][] some = new byte[labels.length][];
        float[][] someWeights = new float[labels.length][];
        for (int k = 0; k < some.length; k++) {
            some[k] = labels(k, rows);
            someWeights[k] = rowWeights(k, rows);
        }
        double share = (double) rows() / sample.rows();
        return new LogisticObjective(sample, some, someWeights, factor * share, penalties);
    }

    /**
     * The same objective of one output estimated from some rows; the others are taken to lose, together, what
     * {@link Remainder} says. Value and gradient at {@code at} are the same.
     *
     * @param some {@link FeatureBlocks#select} of these rows
     * @param at   where the objective was evaluated
     */
    LogisticObjective on(FeatureBlocks some, int[] rows, int output, Point at) {
        byte[][] someLabels = {labels(output, rows)};
        float[][] someWeights = {rowWeights(output, rows)};
        Point seen = new LogisticObjective(some, someLabels, someWeights, factor, penalties)
                .evaluate(new int[] {0}, new double[][] {at.at()})[0];
        return new LogisticObjective(some, someLabels, someWeights, factor, penalties, Remainder.of(at, seen));
    }

    private byte[] labels(int output, int[] rows) {
        byte[] some = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = labels[output][rows[i]];
        }
        return some;
    }

    private float[] rowWeights(int output, int[] rows) {
        if (rowWeights[output] == null) {
            return null;
        }
        float[] some = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = rowWeights[output][rows[i]];
        }
        return some;
    }

    /** The same under other penalties, with logits of its own. */
    LogisticObjective under(double[] others) {
        return new LogisticObjective(features, labels, rowWeights, factor, others);
    }

    double[] penalties() {
        return penalties;
    }

    /** What row i counts in an output. */
    double weight(int output, int i) {
        return rowWeights[output] == null ? factor : factor * rowWeights[output][i];
    }

    /** What all rows together count in an output. */
    double weights(int output) {
        double sum = 0;
        for (int i = 0; rowWeights[output] != null && i < rows(); i++) {
            sum += rowWeights[output][i];
        }
        return factor * (rowWeights[output] == null ? rows() : sum);
    }

    /** 0 or 1. */
    int label(int output, int i) {
        return labels[output][i];
    }

    /** The logits that {@link #evaluate} found last, {@code [rows]}. */
    float[] logits(int output) {
        return logits[output];
    }

    /** What row i counts in the Hessian at {@link #logits}: weight times p (1 - p). */
    double curvature(int output, int i) {
        return weight(output, i) * LogisticLoss.curvature(logits[output][i]);
    }

    /** The same of each row, {@code [rows]}. */
    double[] curvatures(int output) {
        double[] curvatures = new double[rows()];
        for (int i = 0; i < curvatures.length; i++) {
            curvatures[i] = curvature(output, i);
        }
        return curvatures;
    }

    /**
     * Value and gradient in one pass over the features.
     *
     * @param at {@code [outputs][size]}
     */
    Point[] evaluate(int[] outputs, double[][] at) {
        int width = features.features();
        for (int a = 0; a < outputs.length; a++) {
            float[] swap = logits[outputs[a]];
            logits[outputs[a]] = earlierLogits[outputs[a]];
            earlierLogits[outputs[a]] = swap;
        }
        double[][][] laneSums = new double[features.lanes()][outputs.length][2];
        double[][] rooms = new double[features.lanes()][0];
        double[] gradients = features.pass(weights(at), outputs.length, (lane, first, rows, products) -> {
            if (rooms[lane].length < 2 * rows) {
                rooms[lane] = new double[2 * rows];
            }
            for (int a = 0; a < outputs.length; a++) {
                LogisticLoss.residuals(
                        products,
                        rows,
                        outputs.length,
                        a,
                        at[a][width],
                        first,
                        labels[outputs[a]],
                        rowWeights[outputs[a]],
                        logits[outputs[a]],
                        laneSums[lane][a],
                        rooms[lane]);
            }
        });
        Point[] points = new Point[outputs.length];
        for (int a = 0; a < points.length; a++) {
            double[] sums = new double[2];
            for (double[][] lane : laneSums) {
                sums[0] += lane[a][0];
                sums[1] += lane[a][1];
            }
            points[a] = point(at[a], sums, gradients, a * width);
        }
        return points;
    }

    /**
     * The Hessian times directions, in one pass over the features.
     *
     * @param curvatures {@code [outputs][rows]}, see {@link #curvatures}
     * @param directions {@code [outputs][size]}
     * @return {@code [outputs][size]}
     */
    double[][] hessianTimes(int[] outputs, double[][] curvatures, double[][] directions) {
        int width = features.features();
        double[][] sums = new double[features.lanes()][outputs.length];
        double[] products = features.pass(weights(directions), outputs.length, (lane, first, rows, logits) -> {
            for (int a = 0; a < outputs.length; a++) {
                double intercept = directions[a][width];
                for (int r = 0, i = a; r < rows; r++, i += outputs.length) {
                    double change = curvatures[a][first + r] * (logits[i] + intercept);
                    sums[lane][a] += change;
                    logits[i] = (float) change;
                }
            }
        });
        double[][] result = new double[outputs.length][width + 1];
        for (int a = 0; a < outputs.length; a++) {
            for (double[] lane : sums) {
                result[a][width] += lane[a];
            }
            for (int j = 0; j <= width; j++) {
                double product = j < width ? products[a * width + j] : result[a][width];
                result[a][j] = product + penalties[j] * directions[a][j];
            }
        }
        return result;
    }

    /** Without the intercepts: {@code [outputs, features]}. @param at {@code [outputs][size]} */
    private float[] weights(double[][] at) {
        int width = features.features();
        float[] weights = new float[at.length * width];
        for (int a = 0; a < at.length; a++) {
            for (int j = 0; j < width; j++) {
                weights[a * width + j] = (float) at[a][j];
            }
        }
        return weights;
    }

    private Point point(double[] at, double[] sums, double[] gradients, int offset) {
        double[] gradient = new double[at.length];
        double penalty = 0;
        for (int j = 0; j < at.length; j++) {
            double slope = j < at.length - 1 ? gradients[offset + j] : sums[1];
            gradient[j] = factor * slope + penalties[j] * at[j];
            penalty += penalties[j] / 2 * at[j] * at[j];
        }
        return new Point(at, factor * sums[0] + remainder.addTo(gradient, at), penalty, gradient);
    }

    /**
     * First and second derivative by t at {@code from + t direction}, {@code from} being the point evaluated before the
     * last and {@code t = 1} the last. Costs no pass over the features.
     */
    double[] along(int output, double[] from, double[] direction, double t) {
        double slope = 0;
        double curvature = 0;
        for (int j = 0; j < from.length; j++) {
            slope += penalties[j] * (from[j] + t * direction[j]) * direction[j];
            curvature += penalties[j] * direction[j] * direction[j];
        }
        double[] line =
                LogisticLoss.alongLine(earlierLogits[output], logits[output], t, labels[output], rowWeights[output]);
        double[] rest = remainder.along(from, direction, t);
        return new double[] {factor * line[0] + slope + rest[0], factor * line[1] + curvature + rest[1]};
    }

    /**
     * The objective at one point.
     *
     * @param at       {@code [size]}
     * @param loss     weighted sum
     * @param penalty  of the weights
     * @param gradient {@code [size]} of both
     */
    record Point(double[] at, double loss, double penalty, double[] gradient) {
        double value() {
            return loss + penalty;
        }
    }
}
