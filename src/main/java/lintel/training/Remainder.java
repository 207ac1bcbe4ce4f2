package lintel.training;

import lintel.training.LogisticObjective.Point;

/**
 * About what rows lose that are far on the right side: {@code L exp(g · (w - w₀) / L)}, where they lost L in all, and g
 * was its gradient. The loss of each such row is nearly the exponential of its margin, and by Jensen's inequality a sum
 * of exponentials is never below the exponential of their mean exponent: so this is, nearly, a lower bound.
 *
 * @param loss     L, at least 0
 * @param gradient g, {@code [size]}
 * @param origin   w₀, {@code [size]}
 */
record Remainder(double loss, double[] gradient, double[] origin) {
    /** Less than this share of the loss of all is rounding in float32. */
    private static final double ROUNDING = 1e-7;

    /** No rows. */
    static final Remainder NONE = new Remainder(0, null, null);

    /** What is missing of {@code all} in {@code some}, which were evaluated at the same place. */
    static Remainder of(Point all, Point some) {
        double loss = all.loss() - some.loss();
        return loss > ROUNDING * all.loss()
                ? new Remainder(loss, SecantPairs.difference(all.gradient(), some.gradient()), all.at())
                : NONE;
    }

    /** Adds the slopes at {@code at} to a gradient. @return the loss there */
    double addTo(double[] sums, double[] at) {
        if (this == NONE) {
            return 0;
        }
        double factor = factor(at, at, 0);
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * gradient[j];
        }
        return factor * loss;
    }

    /** First and second derivative by t at {@code from + t direction}. */
    double[] along(double[] from, double[] direction, double t) {
        if (this == NONE) {
            return new double[2];
        }
        double slope = SecantPairs.dot(gradient, direction);
        double factor = factor(from, direction, t);
        return new double[] {factor * slope, factor * slope * slope / loss};
    }

    private double factor(double[] from, double[] direction, double t) {
        double exponent = 0;
        for (int j = 0; j < from.length; j++) {
            exponent += gradient[j] * (from[j] + t * direction[j] - origin[j]);
        }
        return Math.exp(exponent / loss);
    }
}
