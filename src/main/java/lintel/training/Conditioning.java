package lintel.training;

import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.SparseMatrix;
import lintel.engine.Team;

/**
 * Features moved and scaled while they are solved for, where float32 arithmetic needs it: when a mean is far from 0,
 * the products' last digits are lost. The optimum stays where it is: penalties are scaled against the weights, and
 * weights and intercept are turned back at the end.
 *
 * @param centers {@code [features]}; null when all features can stay as they are
 * @param scales  {@code [features]}, above 0
 */
record Conditioning(double[] centers, double[] scales) {
    /** Rows looked at; a feature whose rare values they miss costs digits, not correctness. */
    private static final int ROWS = 1000;
    /** A mean is far from 0 beyond so many deviations. */
    private static final double FAR = 8;
    /** Squares of larger numbers could overflow float32. */
    private static final double LARGE = 1e6;

    static Conditioning of(Examples examples) {
        if (examples instanceof Examples.Dense dense) {
            return of(dense.values());
        }
        if (examples instanceof Examples.Sparse sparse) {
            return of(sparse.values());
        }
        throw new AssertionError(examples);
    }

    /** Of all rows: rare numbers are the rule here. */
    private static Conditioning of(SparseMatrix values) {
        double[] means = new double[values.columns()];
        double[] squares = new double[values.columns()];
        int rows = values.rows();
        for (int e = 0; e < values.entries(); e++) {
            means[values.indices()[e]] += values.values()[e] / (double) rows;
            squares[values.indices()[e]] += (double) values.values()[e] * values.values()[e] / rows;
        }
        for (int j = 0; j < means.length; j++) {
            squares[j] = Math.max(0, squares[j] - means[j] * means[j]) * rows;
            means[j] -= values.shifts() == null ? 0 : values.shifts()[j];
        }
        return of(means, squares, rows);
    }

    private static Conditioning of(Matrix values) {
        int features = values.columns();
        int step = Math.max(1, values.rows() / ROWS);
        int count = 0;
        double[] means = new double[features];
        double[] squares = new double[features];
        float[] row = new float[features];
        for (int i = 0; i < values.rows(); i += step) {
            values.copyRow(i, row, 0);
            count++;
            for (int j = 0; j < features; j++) {
                double distance = row[j] - means[j];
                means[j] += distance / count;
                squares[j] += distance * (row[j] - means[j]);
            }
        }
        return of(means, squares, count);
    }

    /** @param squares sums of squared distances from the mean, of {@code count} rows */
    private static Conditioning of(double[] means, double[] squares, int count) {
        boolean needed = false;
        double[] scales = new double[means.length];
        for (int j = 0; j < means.length; j++) {
            double deviation = Math.sqrt(squares[j] / count);
            double size = Math.abs(means[j]);
            boolean far = size > FAR * Math.max(deviation, 1 / FAR) || deviation > LARGE;
            scales[j] = !far ? 1 : deviation > 1e-6 * size ? deviation : size;
            means[j] = far ? means[j] : 0;
            needed |= far && Double.isFinite(size + deviation);
        }
        return needed ? new Conditioning(means, scales) : new Conditioning(null, null);
    }

    /** The features to solve for: a copy, or themselves. */
    FeatureBlocks apply(Examples examples, Team team) {
        if (centers == null) {
            return FeatureBlocks.of(examples, team);
        }
        if (examples instanceof Examples.Dense dense) {
            return FeatureBlocks.of(apply(dense.values()), team);
        }
        if (examples instanceof Examples.Sparse sparse) {
            return new SparseBlocks(sparse.values().scaled(centers, scales));
        }
        throw new AssertionError(examples);
    }

    private Matrix apply(Matrix values) {
        return values.map((row, from, to, offset) -> {
            for (int j = 0; j < centers.length; j++) {
                to[offset + j] = (float) ((from[offset + j] - centers[j]) / scales[j]);
            }
        });
    }

    /** Of the weights to solve for, and 0 of the intercept: {@code [features + 1]}. */
    double[] penalties(double l2, int features) {
        double[] penalties = new double[features + 1];
        for (int j = 0; j < features; j++) {
            penalties[j] = scales == null ? l2 : l2 / scales[j] / scales[j];
        }
        return penalties;
    }

    /** What each absolute weight to solve for counts, and 0 for the intercept: {@code [features + 1]}. */
    double[] absolutePenalties(double l1, int features) {
        double[] penalties = new double[features + 1];
        for (int j = 0; j < features; j++) {
            penalties[j] = scales == null ? l1 : l1 / scales[j];
        }
        return penalties;
    }

    /** Turns parameters for {@link #apply}'s features into those for the features themselves. */
    void undo(double[][] parameters) {
        for (double[] output : parameters) {
            for (int j = 0; centers != null && j < centers.length; j++) {
                output[j] /= scales[j];
                output[centers.length] -= output[j] * centers[j];
            }
        }
    }
}
