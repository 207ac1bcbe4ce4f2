package lintel.training;

import lintel.training.LogisticObjective.Point;

/** One output on its way to the optimum. */
final class OutputFit implements AutoCloseable {
    /** What a step with a fresh Hessian leaves of the decrement, until one was seen. */
    private static final double FIRST_RATE = 0.02;

    private static final double SURE_RATE = 0.3;

    /** What the steps since the last restart must have gained, relative to the value, to restart once more. */
    private static final double WORTH_RESTARTING = 1e-9;
    /** Steps that a fit over a diagonal looks back. */
    private static final int LATEST = 10;

    /** Hessians that cost more passes are not begun with: the way there changes them, and needs none. */
    private static final double DEAR = 3;
    /** A step of the warm-up that gains less than this share of the value calls for the Hessian. */
    private static final double SLOW = 0.15;
    /**
     * The same below {@link #LITTLE} of the first value: where examples can be told apart, the few rows that have any
     * curvature left change with each step, and a Hessian is soon out of date.
     */
    private static final double SLOW_NEAR_NOTHING = 0.03;

    private static final double LITTLE = 0.05;

    private final int output;
    private final SecantPairs pairs = new SecantPairs();
    private Preconditioner preconditioner;
    private Point point;
    private double[] direction;
    private double decrement;
    private int steps;
    private double rate;
    private double freshRate;
    private boolean warming;
    private double valueAtRestart;
    private final double[] values = new double[LATEST];
    private double firstValue;
    private double earlierValue;

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

    /**
     * Begins, or goes on, with an objective that has not been stepped on. A Hessian is kept if it is dear; a diagonal
     * costs little, and one of another objective tells less than nothing.
     */
    void begin(Point first, int rows, int hessianRows, int together) {
        point = first;
        boolean cheap = Curvature.hessianPasses(rows, first.at().length, hessianRows, together) < 1;
        if (cheap || preconditioner != null && !preconditioner.isHessian()) {
            close();
        }
        pairs.clear();
        steps = 0;
        decrement = 0;
        warming = false;
        valueAtRestart = Double.POSITIVE_INFINITY;
        freshRate = Math.min(0.5, Math.max(FIRST_RATE, 4.0 * first.at().length / hessianRows));
    }

    /** Finds the next direction. @return whether the optimum is so near that none is needed */
    boolean ready(HessianSampler hessian, Curvature curvature, int together, double tolerance) {
        if (curvature == Curvature.PRODUCTS) {
            return near(tolerance);
        }
        int rows = hessian.rows();
        int size = point.at().length;
        int hessianRows = curvature.hessianRows(rows, size);
        double cost = Curvature.hessianPasses(rows, size, hessianRows, together);
        if (preconditioner == null && curvature == Curvature.SAMPLED && cost > DEAR && !restarted()) {
            warmUp(hessian);
        } else if (preconditioner == null || curvature == Curvature.FULL) {
            renew(hessian, curvature, hessianRows);
        } else if (warming && slow()) {
            renew(hessian, curvature, hessianRows);
        }
        double before = decrement;
        turn(hessian);
        if (warming && near(tolerance)) {
            renew(hessian, curvature, hessianRows); // only a Hessian tells how near
            turn(hessian);
        }
        if (curvature == Curvature.SAMPLED
                && !warming
                && steps > 0
                && learnRate(before)
                && !near(tolerance)
                && worthRenewing(cost, tolerance)) {
            renew(hessian, curvature, hessianRows);
            turn(hessian);
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

    private void turn(HessianSampler hessian) {
        boolean diagonal = !preconditioner.isHessian();
        direction = pairs.direction(point.gradient(), preconditioner, diagonal);
        if (diagonal && pairs.isEmpty()) {
            shortenToMinimum(hessian);
        }
        decrement = -SecantPairs.dot(point.gradient(), direction);
    }

    private boolean near(double tolerance) {
        return decrement / 2 <= tolerance * point.value()
                && (preconditioner == null || preconditioner.isHessian() || idle(tolerance));
    }

    /** Whether the latest steps together gained next to nothing: what a diagonal says of the gap is far too little. */
    private boolean idle(double tolerance) {
        double gained = values[steps % LATEST] - point.value();
        return steps >= LATEST && gained <= LATEST * tolerance * point.value() || decrement == 0;
    }

    private void renew(HessianSampler hessian, Curvature curvature, int hessianRows) {
        close();
        preconditioner =
                curvature == Curvature.DIAGONAL ? hessian.diagonal(output) : hessian.factor(output, hessianRows);
        pairs.clear();
        steps = 0;
        rate = FIRST_RATE;
        warming = false;
    }

    private void warmUp(HessianSampler hessian) {
        preconditioner = hessian.diagonal(output);
        warming = true;
        firstValue = point.value();
        earlierValue = Double.POSITIVE_INFINITY;
    }

    /** Whether the last step of the warm-up gained little. */
    private boolean slow() {
        double least = point.value() > LITTLE * firstValue ? SLOW : SLOW_NEAR_NOTHING;
        boolean slow = earlierValue - point.value() < least * point.value();
        earlierValue = point.value();
        return slow;
    }

    /** A diagonal knows nothing of features that go together, along which its steps are far too long. */
    private void shortenToMinimum(HessianSampler hessian) {
        double length = -SecantPairs.dot(point.gradient(), direction) / hessian.curvatureAlong(output, direction);
        for (int j = 0; length < 1 && j < direction.length; j++) {
            direction[j] *= length;
        }
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
        return (down || level(trial)) && Math.abs(end) <= 0.9 * decrement;
    }

    private boolean level(Point trial) {
        double end = SecantPairs.dot(trial.gradient(), direction);
        return trial.value() <= point.value() * (1 + 1e-7) && end <= 0.8 * decrement && end >= -0.9 * decrement;
    }

    private boolean restarted() {
        return valueAtRestart < Double.POSITIVE_INFINITY;
    }

    /**
     * Forgets what led to a step that was no progress. @return false when there is nothing to forget: it is rounding
     * that allows no more
     */
    boolean restart() {
        boolean worthIt = steps > 1 && point.value() < valueAtRestart * (1 - WORTH_RESTARTING);
        if (worthIt) {
            valueAtRestart = point.value();
            close();
            pairs.clear();
            steps = 0;
            decrement = 0;
            warming = false;
        }
        return worthIt;
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
                        || next.value() < point.value() * (1 - 1e-12)
                        || preconditioner != null && !preconditioner.isHessian() && level(next);
        pairs.add(step, change);
        values[steps % LATEST] = point.value();
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
