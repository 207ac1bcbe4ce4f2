package lintel.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Minimises a {@link QuadraticModel} plus {@code Σ l1 |weight|}: weight by weight, each to its exact minimum, so that
 * zeros are exact; and, where the model can solve, all weights that are not 0 at once.
 *
 * <p>Source: Friedman, Hastie and Tibshirani (2010), Journal of Statistical Software 33(1), doi:10.18637/jss.v033.i01.
 */
final class CoordinateDescent {
    private static final int MOST_ROUNDS = 200;
    private static final int SWEEPS_EACH = 2;
    private static final int SWEEPS_ALONE = 10;

    private final QuadraticModel model;
    private final double[] l1;
    private final double[] weights;

    /**
     * @param l1      {@code [chosen]}
     * @param weights {@code [chosen]} where the model stands; changed in place
     */
    CoordinateDescent(QuadraticModel model, double[] l1, double[] weights) {
        this.model = model;
        this.l1 = l1;
        this.weights = weights;
    }

    /**
     * Ends when a sweep over all weights gains less than {@code tolerance} of what all steps have.
     *
     * @return how much the model fell, at least 0
     */
    double minimise(double tolerance) {
        int[] all = IntStream.range(0, weights.length).toArray();
        double fallen = 0;
        boolean solves = true;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double last = sweep(all);
            fallen += last;
            if (last <= tolerance * fallen) {
                break;
            }
            int[] support = support();
            for (int s = 0; s < (solves ? SWEEPS_EACH : SWEEPS_ALONE) && last > tolerance * fallen; s++) {
                last = sweep(support);
                fallen += last;
            }
            if (solves) {
                double jump = jump();
                solves = jump >= 0;
                fallen += Math.max(jump, 0);
            }
        }
        return fallen;
    }

    private int[] support() {
        return IntStream.range(0, weights.length).filter(c -> weights[c] != 0).toArray();
    }

    private double sweep(int[] some) {
        double fallen = 0;
        for (int c : some) {
            double curvature = model.curvature(c);
            double old = weights[c];
            double next = 0;
            if (curvature > 0) {
                double wanted = old * curvature - model.slope(c);
                double shrunk = Math.abs(wanted) - l1[c];
                next = shrunk > 0 ? Math.copySign(shrunk / curvature, wanted) : 0;
            }
            fallen -= go(c, next);
        }
        return fallen;
    }

    /** Sets one weight. @return change of the value */
    private double go(int c, double next) {
        double change = next - weights[c];
        if (change == 0) {
            return 0;
        }
        double value = change * (model.slope(c) + model.curvature(c) * change / 2)
                + l1[c] * (Math.abs(next) - Math.abs(weights[c]));
        model.move(c, change);
        weights[c] = next;
        return value;
    }

    /**
     * Newton's step for the weights that are not 0, as long as their signs last: those that would change sign end at 0,
     * and where that leads up, the step ends where the first one is 0.
     *
     * @return how much the model fell; -1 if it has no such step
     */
    private double jump() {
        int[] support = support();
        double[] step = new double[support.length];
        for (int s = 0; s < step.length; s++) {
            step[s] = -model.slope(support[s]) - Math.copySign(l1[support[s]], weights[support[s]]);
        }
        if (step.length == 0 || !model.solve(support, step)) {
            return step.length == 0 ? 0 : -1;
        }
        double[] before = Arrays.stream(support).mapToDouble(c -> weights[c]).toArray();
        double first = 1;
        double value = 0;
        for (int s = 0; s < step.length; s++) {
            double next = before[s] + step[s];
            boolean crosses = next * before[s] <= 0;
            first = crosses ? Math.min(first, before[s] / (before[s] - next)) : first;
            value += go(support[s], crosses ? 0 : next);
        }
        if (value > 0 || Double.isNaN(value)) {
            for (int s = 0; s < step.length; s++) {
                double part = first * step[s];
                boolean zero = Math.abs(before[s] + part) <= 1e-12 * Math.abs(before[s]);
                value += go(support[s], zero ? 0 : before[s] + part);
            }
        }
        return Math.max(0, -value);
    }
}
