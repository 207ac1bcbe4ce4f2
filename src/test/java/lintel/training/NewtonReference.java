package lintel.training;

import lintel.data.Examples;

/** The second algorithm: plain Newton steps in double precision, halved until the objective falls; slow and sure. */
final class NewtonReference {
    private NewtonReference() {}

    /** {@code Σ weight loss + l2 / 2 |w|²}. @param at {@code [features + 1]}, the intercept last */
    static double objective(Examples.Dense examples, int output, double l2, double[] at) {
        int features = examples.features();
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            double z = logit(examples, i, at);
            double y = examples.labels().get(i, output);
            sum += weight(examples, i, output) * (Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))));
        }
        for (int j = 0; j < features; j++) {
            sum += l2 / 2 * at[j] * at[j];
        }
        return sum;
    }

    static double[] fit(Examples.Dense examples, int output, double l2) {
        int size = examples.features() + 1;
        double[] at = new double[size];
        double value = objective(examples, output, l2, at);
        for (int iteration = 0; iteration < 100; iteration++) {
            double[] step = step(examples, output, l2, at);
            double t = 1;
            double[] next = ahead(at, step, t);
            double better = objective(examples, output, l2, next);
            while (better > value && t > 1e-6) {
                t /= 2;
                next = ahead(at, step, t);
                better = objective(examples, output, l2, next);
            }
            if (better >= value) {
                break;
            }
            at = next;
            value = better;
        }
        return at;
    }

    private static double weight(Examples.Dense examples, int row, int output) {
        return examples.weights() == null ? 1 : examples.weights().get(row, output);
    }

    static double logit(Examples.Dense examples, int row, double[] at) {
        int features = examples.features();
        double z = at[features];
        for (int j = 0; j < features; j++) {
            z += examples.values().get(row, j) * at[j];
        }
        return z;
    }

    private static double[] ahead(double[] at, double[] step, double t) {
        double[] next = at.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= t * step[j];
        }
        return next;
    }

    private static double[] step(Examples.Dense examples, int output, double l2, double[] at) {
        int size = at.length;
        double[][] system = new double[size][size + 1];
        double[] x = new double[size];
        for (int i = 0; i < examples.size(); i++) {
            for (int j = 0; j < size; j++) {
                x[j] = j < size - 1 ? examples.values().get(i, j) : 1;
            }
            double p = 1 / (1 + Math.exp(-logit(examples, i, at)));
            double weight = weight(examples, i, output);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    system[a][b] += weight * p * (1 - p) * x[a] * x[b];
                }
                system[a][size] += weight * (p - examples.labels().get(i, output)) * x[a];
            }
        }
        for (int j = 0; j < size - 1; j++) {
            system[j][j] += l2;
            system[j][size] += l2 * at[j];
        }
        return solved(system);
    }

    /** Gauss with column pivots; a pivot of 0 leaves its variable at 0. */
    private static double[] solved(double[][] system) {
        int size = system.length;
        for (int c = 0; c < size; c++) {
            int pivot = c;
            for (int r = c; r < size; r++) {
                pivot = Math.abs(system[r][c]) > Math.abs(system[pivot][c]) ? r : pivot;
            }
            double[] swap = system[c];
            system[c] = system[pivot];
            system[pivot] = swap;
            for (int r = c + 1; r < size && system[c][c] != 0; r++) {
                double factor = system[r][c] / system[c][c];
                for (int k = c; k <= size; k++) {
                    system[r][k] -= factor * system[c][k];
                }
            }
        }
        double[] x = new double[size];
        for (int c = size - 1; c >= 0; c--) {
            double rest = system[c][size];
            for (int k = c + 1; k < size; k++) {
                rest -= system[c][k] * x[k];
            }
            x[c] = system[c][c] == 0 ? 0 : rest / system[c][c];
        }
        return x;
    }
}
