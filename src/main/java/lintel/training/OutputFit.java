package lintel.training;

import lintel.training.LogisticObjective.Point;

/** One output on its way to the optimum. */
final class OutputFit implements AutoCloseable {
    /** A step may be trusted without looking if it is known to leave so little of the decrement. */
    private static final double SURE_RATE = 0.3;

    /**
     * A step that is not looked at is to leave this share of the gap allowed on all rows: coefficients are then right
     * to 1e-4. What a sample leaves undone is seen later.
     */
    private static final double FORESEEN = 0.01;
    /** Further from the optimum than this share of the value, Hessians change on the way. */
    private static final double NEARBY = 0.02;
    /** Sums of losses below this count as this: where nothing is wrong any more an intercept could grow for ever. */
    private static final double LEAST_VALUE = 1e-9;

    /** What the steps since the last restart must have gained, relative to the value, to restart once more. */
    private static final double WORTH_RESTARTING = 1e-9;
    /** Steps that a fit over a diagonal looks back. */
    private static final int LATEST = 10;

    /** Hessians that cost more passes are not begun with: the way there changes them, and needs none. */
    private static final double DEAR = 1;
    /** What Newton's method by products takes in all, in passes, at the least. */
    private static final double PRODUCTS = 20;

    private final int output;
    private final SecantPairs pairs = new SecantPairs();
    private Preconditioner preconditioner;
    private Point point;
    private double[] direction;
    private double decrement;
    private int steps;
    private final StepRates rates = new StepRates();
    private boolean warming;
    private boolean warmed;
    private double valueAtRestart;
    private boolean eased;
    private final double[] values = new double[LATEST];
    private final Gains gains = new Gains();
    private boolean foreseen;
    private double unseen;

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
     * Begins, or goes on, with an objective that has not been stepped on. A Hessian is kept if it is dear or of fewer
     * rows of the same; a diagonal costs little, and one of another objective tells less than nothing.
     *
     * @param more whether the objective so far was an estimate of this one
     */
    void begin(Point first, int rows, int hessianRows, int together, boolean more) {
        point = first;
        boolean cheap = Curvature.hessianPasses(rows, first.at().length, hessianRows, together) < 1;
        if (cheap && !more || preconditioner != null && !preconditioner.isHessian()) {
            close();
        }
        pairs.clear();
        steps = 0;
        decrement = 0;
        warming = false;
        warmed = false;
        foreseen = false;
        eased = false;
        valueAtRestart = Double.POSITIVE_INFINITY;
        rates.begin(first.at().length, hessianRows);
    }

    /** Finds the next direction. @return whether the optimum is so near that none is needed */
    boolean ready(HessianSampler hessian, Curvature curvature, int together, double tolerance) {
        double allowed = tolerance * Math.max(LEAST_VALUE, point.value());
        unseen = tolerance > curvature.tolerance() ? 1 : FORESEEN;
        if (curvature == Curvature.PRODUCTS) {
            return warming ? arrived(allowed) : near(allowed);
        }
        int wanted = curvature.hessianRows(hessian.rows(), point.at().length);
        double cost = Curvature.hessianPasses(hessian.rows(), point.at().length, wanted, together);
        prepare(hessian, curvature, wanted, cost, allowed);
        double before = decrement;
        turn(hessian);
        if (warming && arrived(allowed)) {
            return true;
        }
        if (warming && near(allowed)) {
            renew(hessian, curvature, wanted); // only a Hessian tells how near
            turn(hessian);
        }
        if (curvature == Curvature.SAMPLED && !warming && !near(allowed)) {
            improve(hessian, wanted, cost, together, allowed, before);
        }
        return foreseen || near(allowed);
    }

    /** Sees to what the next direction is found over: a Hessian, or its diagonal as long as that gets on fast. */
    private void prepare(HessianSampler hessian, Curvature curvature, int wanted, double cost, double allowed) {
        if (preconditioner == null && curvature == Curvature.SAMPLED && cost > DEAR && !warmed) {
            warmUp(hessian);
        } else if (preconditioner == null || curvature == Curvature.FULL) {
            renew(hessian, curvature, wanted);
        } else if (warming) {
            gains.add(point.value(), decrement / 2);
            if (gains.slow() && !fastEnough(cost, allowed)) {
                renew(hessian, curvature, wanted);
            }
        }
    }

    /** Takes a better Hessian if that pays, and foresees whether the next step is the last. */
    private void improve(HessianSampler hessian, int wanted, double cost, int together, double allowed, double before) {
        boolean nearby = decrement / 2 <= NEARBY * point.value();
        boolean learnt = steps > 0 && rates.learn(steps, before, decrement);
        int better = 0;
        if (nearby && cost < 1) {
            better = rates.plannedRows(steps, decrement / 2 / (unseen * allowed), hessian.rows(), together);
        } else if (learnt && rates.worthRenewing(steps, cost, decrement / 2 / allowed)) {
            better = wanted;
        }
        if (better > 0) {
            renew(hessian, Curvature.SAMPLED, better);
            turn(hessian);
        }
        double rate = rates.expected(steps);
        foreseen = nearby && rate < SURE_RATE && decrement / 2 * rate <= unseen * allowed;
    }

    /**
     * Whether L-BFGS over the diagonal still gets on faster than Newton's method by products would; if so, it has the
     * next direction.
     */
    boolean warms(HessianSampler hessian, double tolerance) {
        if (preconditioner == null && !warmed) {
            warmUp(hessian);
        } else if (warming) {
            gains.add(point.value(), decrement / 2);
            if (gains.slow() && !fastEnough(PRODUCTS, tolerance * point.value())) {
                close();
                pairs.clear();
                steps = 0;
                warming = false;
            }
        }
        if (warming) {
            turn(hessian);
        }
        return warming;
    }

    /** Whether a step may be trusted without looking: it left little of the decrement so far. */
    boolean sure(Curvature curvature) {
        boolean newton = curvature == Curvature.FULL || curvature == Curvature.PRODUCTS;
        boolean seen = curvature == Curvature.SAMPLED && steps > 0 && !warming;
        return newton && !warming || foreseen || seen && rates.expected(steps) < SURE_RATE;
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
            hessian.shorten(output, point.gradient(), direction);
        }
        decrement = -SecantPairs.dot(point.gradient(), direction);
    }

    /** @param allowed what the value may be above the optimum's */
    private boolean near(double allowed) {
        return decrement / 2 <= allowed && (preconditioner == null || preconditioner.isHessian() || idle(allowed));
    }

    /** Whether the latest steps together gained next to nothing: what a diagonal says of the gap is far too little. */
    private boolean idle(double allowed) {
        double gained = values[steps % LATEST] - point.value();
        return steps >= LATEST && gained <= LATEST * allowed || decrement == 0;
    }

    private void renew(HessianSampler hessian, Curvature curvature, int wanted) {
        close();
        preconditioner = curvature == Curvature.DIAGONAL ? hessian.diagonal(output) : hessian.factor(output, wanted);
        rates.renew(wanted);
        pairs.clear();
        steps = 0;
        warming = false;
    }

    private void warmUp(HessianSampler hessian) {
        preconditioner = hessian.diagonal(output);
        warming = true;
        warmed = true;
        gains.begin(point.value());
    }

    /** Whether the warm-up, as it goes, is at the optimum before a Hessian would pay. */
    private boolean fastEnough(double cost, double allowed) {
        double fresh = rates.stepsIfFresh(gains.left() / allowed);
        return gains.steps(allowed) < cost + Math.max(1, fresh);
    }

    /** Whether the warm-up itself reaches the optimum by its next step. */
    private boolean arrived(double allowed) {
        foreseen = gains.leave(unseen * allowed, decrement / 2);
        return foreseen || decrement == 0;
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

    /**
     * Forgets what led to a step that was no progress: the latest steps, or if that did not help, the Hessian too.
     * @return false when there is nothing to forget: it is rounding that allows no more
     */
    boolean restart() {
        boolean worthIt = steps > 1 && point.value() < valueAtRestart * (1 - WORTH_RESTARTING);
        if (worthIt) {
            eased = preconditioner != null && preconditioner.isHessian() && !eased;
            if (!eased) {
                valueAtRestart = point.value();
                close();
                steps = 0;
            }
            pairs.clear();
            decrement = 0;
            warming = false;
        }
        return worthIt;
    }

    /** Goes to {@code next}. @return false if that is no progress, because rounding allows none */
    boolean move(Point next) {
        boolean progress =
                SecantPairs.dot(next.gradient(), next.gradient()) < SecantPairs.dot(point.gradient(), point.gradient())
                        || next.value() < point.value() * (1 - 1e-12)
                        || preconditioner != null && !preconditioner.isHessian() && level(next);
        pairs.add(
                SecantPairs.difference(next.at(), point.at()),
                SecantPairs.difference(next.gradient(), point.gradient()));
        values[steps % LATEST] = point.value();
        steps++;
        if (progress) {
            point = next;
            eased = false;
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
