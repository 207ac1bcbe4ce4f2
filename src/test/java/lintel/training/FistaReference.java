package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import lintel.data.Examples;
import lintel.engine.Team;

/**
 * The second algorithm for l1: accelerated proximal gradient steps in double precision, on standardised features (which
 * changes how fast it is, not where it ends); slow and sure. Beck and Teboulle (2009), doi:10.1137/080716542, restarted
 * when it overshoots.
 */
final class FistaReference {
    private final double[][] x;
    private final double[] y;
    private final double[] weights;
    private final double[] means;
    private final double[] deviations;
    private final double l1;
    private final double l2;

    FistaReference(Examples examples, int output, double l1, double l2) {
        int features = examples.features();
        double[][] x = values(examples);
        this.x = new double[x.length][features];
        this.y = new double[x.length];
        this.weights = new double[x.length];
        this.means = new double[features];
        this.deviations = new double[features];
        this.l1 = l1;
        this.l2 = l2;
        for (int j = 0; j < features; j++) {
            for (double[] row : x) {
                means[j] += row[j] / x.length;
            }
            for (double[] row : x) {
                deviations[j] += (row[j] - means[j]) * (row[j] - means[j]) / x.length;
            }
            deviations[j] = deviations[j] > 1e-12 * means[j] * means[j] ? Math.sqrt(deviations[j]) : 0;
        }
        for (int i = 0; i < x.length; i++) {
            y[i] = examples.labels().get(i, output);
            weights[i] = examples.weights() == null ? 1 : examples.weights().get(i, 0);
            for (int j = 0; j < features; j++) {
                this.x[i][j] = deviations[j] == 0 ? 0 : (x[i][j] - means[j]) / deviations[j];
            }
        }
    }

    /** {@code [features + 1]}, of the features as given; after fewer iterations when they change nothing any more. */
    double[] fit(int iterations) {
        int size = means.length + 1;
        double[] at = new double[size];
        double[] ahead = at.clone();
        double[] gradient = new double[size];
        double momentum = 1;
        double step = 1;
        double before = value(at);
        int still = 0;
        for (int i = 0; i < iterations; i++) {
            double level = smooth(ahead, gradient);
            double[] next = proximal(ahead, gradient, step);
            while (smooth(next, null) > level + bound(ahead, next, gradient, step) + 1e-13 * Math.abs(level)) {
                step /= 2;
                next = proximal(ahead, gradient, step);
            }
            double value = value(next);
            boolean overshot = value > before;
            double later = overshot ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            for (int j = 0; j < size; j++) {
                ahead[j] = overshot ? at[j] : next[j] + (momentum - 1) / later * (next[j] - at[j]);
            }
            momentum = later;
            still = before - value > 1e-14 * before ? 0 : still + 1;
            if (still > 40) {
                break;
            }
            if (!overshot) {
                at = next;
                before = value;
            }
            step *= 1.02;
        }
        return given(at);
    }

    private static double bound(double[] from, double[] to, double[] gradient, double step) {
        double sum = 0;
        for (int j = 0; j < from.length; j++) {
            double change = to[j] - from[j];
            sum += gradient[j] * change + change * change / (2 * step);
        }
        return sum;
    }

    private double[] proximal(double[] from, double[] gradient, double step) {
        double[] to = new double[from.length];
        for (int j = 0; j < from.length; j++) {
            double moved = from[j] - step * gradient[j];
            double shrink = j < means.length && deviations[j] > 0 ? step * l1 / deviations[j] : 0;
            to[j] = Math.copySign(Math.max(0, Math.abs(moved) - shrink), moved);
        }
        return to;
    }

    private double smooth(double[] at, double[] gradient) {
        int features = means.length;
        double sum = 0;
        if (gradient != null) {
            Arrays.fill(gradient, 0);
        }
        for (int i = 0; i < x.length; i++) {
            double z = at[features];
            for (int j = 0; j < features; j++) {
                z += x[i][j] * at[j];
            }
            sum += weights[i] * (Math.max(z, 0) - y[i] * z + Math.log1p(Math.exp(-Math.abs(z))));
            if (gradient != null) {
                double residual = weights[i] * (1 / (1 + Math.exp(-z)) - y[i]);
                for (int j = 0; j < features; j++) {
                    gradient[j] += residual * x[i][j];
                }
                gradient[features] += residual;
            }
        }
        for (int j = 0; j < features; j++) {
            double ridge = deviations[j] > 0 ? l2 / (deviations[j] * deviations[j]) : 0;
            sum += ridge / 2 * at[j] * at[j];
            if (gradient != null) {
                gradient[j] += ridge * at[j];
            }
        }
        return sum;
    }

    private double value(double[] at) {
        double sum = smooth(at, null);
        for (int j = 0; j < means.length; j++) {
            sum += deviations[j] > 0 ? l1 / deviations[j] * Math.abs(at[j]) : 0;
        }
        return sum;
    }

    /** The whole objective. @param given {@code [features + 1]}, of the features as given */
    double objective(double[] given) {
        return value(own(given));
    }

    /** Of the smooth part, {@code [features + 1]}. */
    private double[] slopes(double[] given) {
        double[] gradient = new double[given.length];
        smooth(own(given), gradient);
        for (int j = 0; j < means.length; j++) {
            gradient[j] *= deviations[j];
        }
        return gradient;
    }

    /**
     * Slopes are l1 against the sign of each weight that is left, and at most l1 where it is 0: as exactly as an
     * objective F within 1e-9 says, with a curvature of at most n / 4 in units of a feature's deviation.
     */
    void assertOptimal(double[] found) {
        double[] slopes = slopes(found);
        double unit = Math.sqrt(1e-9 * objective(found) * x.length);
        for (int j = 0; j < found.length - 1; j++) {
            double tolerance = 1e-3 * l1 + unit * deviations[j];
            if (found[j] == 0) {
                assertTrue(Math.abs(slopes[j]) <= l1 + tolerance, "weight " + j + " is 0, slope " + slopes[j]);
            } else if (deviations[j] > 0) {
                assertEquals(-l1 * Math.signum(found[j]), slopes[j], tolerance, "weight " + j);
            }
        }
        assertEquals(0, slopes[found.length - 1], unit);
    }

    private static double[][] values(Examples examples) {
        double[][] values = new double[examples.size()][examples.features()];
        float[] row = new float[examples.features()];
        try (FeatureBlocks features = FeatureBlocks.of(examples, Team.of(1))) {
            for (int i = 0; i < values.length; i++) {
                features.copyRow(i, row, 0);
                for (int j = 0; j < row.length; j++) {
                    values[i][j] = row[j];
                }
            }
        }
        return values;
    }

    private double[] own(double[] given) {
        double[] own = given.clone();
        for (int j = 0; j < means.length; j++) {
            own[j] = given[j] * deviations[j];
            own[means.length] += given[j] * means[j];
        }
        return own;
    }

    private double[] given(double[] own) {
        double[] given = own.clone();
        for (int j = 0; j < means.length; j++) {
            given[j] = deviations[j] == 0 ? 0 : own[j] / deviations[j];
            given[means.length] -= given[j] * means[j];
        }
        return given;
    }
}
