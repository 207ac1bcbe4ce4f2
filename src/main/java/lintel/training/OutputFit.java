package lintel.training;

import lintel.training.LogisticObjective.Point;

/** One output on its way to the optimum. */
final class OutputFit implements AutoCloseable {
    /** What a step with a fresh Hessian leaves of the decrement, until one was seen. */
    private static final double FIRST_RATE = 0.02;

    private static final double SURE_RATE = 0.3;

    private final int output;
    private final SecantPairs pairs = new SecantPairs();
    private Preconditioner preconditioner;
    private Point point;
    private double[] direction;
    private double decrement;
    private int steps;
    private double rate;
    private double freshRate;

    OutputFit(int output) {
        this.output = output;
    }

    int output() {
        return output;
    }

    Point point() {
        return point;
    }

    double[] direction() {
        return direction;
    }

    /** The slope at the point along the direction; negative. */
    double slope() {
        return -decrement;
    }

    /** Begins, or goes on, with an objective that has not been stepped on. The preconditioner is kept if it is dear. */
    void begin(Point first, int rows, int hessianRows) {
        point = first;
        if (Curvature.hessianPasses(rows, first.at().length, hessianRows) < 1) {
            close();
        }
        pairs.clear();
        steps = 0;
        decrement = 0;
        freshRate = Math.min(0.5, Math.max(FIRST_RATE, 4.0 * first.at().length / hessianRows));
    }

    /** Finds the next direction. @return whether the optimum is so near that none is needed */
    boolean ready(HessianSampler hessian, Curvature curvature, int rows, double tolerance) {
        if (curvature == Curvature.PRODUCTS) {
            return near(tolerance);
        }
        int size = point.at().length;
        int hessianRows = curvature.hessianRows(rows, size);
        if (preconditioner == null || curvature == Curvature.FULL) {
            renew(hessian, curvature, hessianRows);
        }
        double before = decrement;
        turn();
        if (curvature == Curvature.SAMPLED && steps > 0 && learnRate(before) && !near(tolerance)) {
            double cost = Curvature.hessianPasses(rows, size, hessianRows);
            if (worthRenewing(cost, tolerance)) {
                renew(hessian, curvature, hessianRows);
                turn();
            }
        }
        return near(tolerance);
    }

    /** Whether a step may be trusted without looking: it left little of the decrement so far. */
    boolean sure(Curvature curvature) {
        boolean newton = curvature == Curvature.FULL || curvature == Curvature.PRODUCTS;
        return newton || curvature == Curvature.SAMPLED && steps > 0 && rate < SURE_RATE;
    }

    /** Takes a direction found elsewhere. */
    void aim(double[] found) {
        pairs.clear();
        direction = found;
        decrement = -SecantPairs.dot(point.gradient(), direction);
    }

    private void turn() {
        direction = pairs.direction(point.gradient(), preconditioner);
        decrement = -SecantPairs.dot(point.gradient(), direction);
    }

    private boolean near(double tolerance) {
        return decrement / 2 <= tolerance * point.value();
    }

    private void renew(HessianSampler hessian, Curvature curvature, int hessianRows) {
        close();
        preconditioner = curvature == Curvature.DIAGONAL
                ? hessian.diagonal(output, hessianRows)
                : hessian.factor(output, hessianRows);
        pairs.clear();
        steps = 0;
        rate = FIRST_RATE;
    }

    /** How fast the decrement falls, from the one {@code before} the last step. @return whether that is known */
    private boolean learnRate(double before) {
        if (!(before > 0)) {
            return false;
        }
        double last = Math.min(0.99, Math.max(1e-4, decrement / before));
        if (steps == 1) {
            freshRate = Math.min(0.6, Math.max(FIRST_RATE, Math.sqrt(freshRate * last)));
            rate = last;
        } else {
            rate = Math.sqrt(rate * last);
        }
        return true;
    }

    /** Whether a fresh Hessian saves more passes than it costs. */
    private boolean worthRenewing(double cost, double tolerance) {
        double left = Math.log(decrement / 2 / (tolerance * point.value()));
        double passes = left / -Math.log(rate);
        double passesFresh = Math.max(1, left / -Math.log(freshRate));
        return steps >= (cost < 1 ? 1 : 2) && passes > cost + passesFresh;
    }

    /** The point that a step of length {@code t} leads to. */
    double[] ahead(double t) {
        double[] at = point.at().clone();
        for (int j = 0; j < at.length; j++) {
            at[j] += t * direction[j];
        }
        return at;
    }

    /** Whether a whole step was a good one: it goes down enough, and not so little that a longer one is called for. */
    boolean accepts(Point trial) {
        double end = SecantPairs.dot(trial.gradient(), direction);
        boolean down = trial.value() <= point.value() - 1e-4 * decrement;
        // Near the optimum rounding hides the change of the value; the slopes still show it.
        boolean level =
                trial.value() <= point.value() * (1 + 1e-7) && end <= 0.8 * decrement && end >= -0.9 * decrement;
        return (down || level) && Math.abs(end) <= 0.9 * decrement;
    }

    /** Goes to {@code next}. @return false if that is no progress, because rounding allows none */
    boolean move(Point next) {
        double[] step = new double[next.at().length];
        double[] change = new double[step.length];
        for (int j = 0; j < step.length; j++) {
            step[j] = next.at()[j] - point.at()[j];
            change[j] = next.gradient()[j] - point.gradient()[j];
        }
        boolean progress =
                SecantPairs.dot(next.gradient(), next.gradient()) < SecantPairs.dot(point.gradient(), point.gradient())
                        || next.value() < point.value() * (1 - 1e-12);
        pairs.add(step, change);
        steps++;
        if (progress) {
            point = next;
        }
        return progress;
    }

    @Override
    public void close() {
        if (preconditioner != null) {
            preconditioner.close();
            preconditioner = null;
        }
    }
}
