package lintel.training;

/** What a step over a Hessian of some rows leaves of the decrement: from what is known beforehand to what was seen. */
final class StepRates {
    /** With a fresh Hessian, at best, until a step was seen. */
    private static final double FIRST_RATE = 0.02;

    private static final double MOST_AT_FIRST = 0.5;

    /**
     * Over the Hessian of m rows a step leaves about {@code size / m}, times this until it was seen: the relative
     * variance of what the rows say of one direction, summed over all.
     */
    private static final double FIRST_NOISE = 4;

    private static final double MOST_NOISE = 16;
    private static final int MOST_PLANNED = 5;

    private int size;
    private int hessianRows;
    private double noise = FIRST_NOISE;
    private double fresh;
    private double rate;

    /** @param size parameters; @param wanted rows of a usual Hessian */
    void begin(int size, int wanted) {
        this.size = size;
        fresh = Math.min(MOST_AT_FIRST, Math.max(FIRST_RATE, FIRST_NOISE * size / wanted));
    }

    /** There is a new Hessian, of so many rows. */
    void renew(int rows) {
        hessianRows = rows;
        rate = FIRST_RATE;
    }

    /** @param steps over this Hessian so far */
    double expected(int steps) {
        return steps > 0 ? rate : Math.min(MOST_AT_FIRST, noise * size / hessianRows);
    }

    /** Sees the decrement before and after the last step. @return false if there is nothing to learn from */
    boolean learn(int steps, double before, double after) {
        if (!(before > 0)) {
            return false;
        }
        double last = Math.min(0.99, Math.max(1e-4, after / before));
        if (steps == 1) {
            noise = Math.max(1, Math.min(MOST_NOISE, 2 * last * hessianRows / size));
            fresh = Math.min(0.6, Math.max(FIRST_RATE, Math.sqrt(fresh * last)));
            rate = last;
        } else {
            rate = Math.sqrt(rate * last);
        }
        return true;
    }

    /** Steps that shrink a gap by that factor. @param left above 0; @param rate in (0, 1) */
    static double steps(double left, double rate) {
        return Math.log(left) / -Math.log(rate);
    }

    double stepsIfFresh(double left) {
        return steps(left, fresh);
    }

    /** Whether a fresh Hessian, of the usual rows, saves more passes than it costs. @param left as in {@link #steps} */
    boolean worthRenewing(int steps, double cost, double left) {
        return steps >= (cost < 1 ? 1 : 2) && steps(left, rate) > cost + Math.max(1, stepsIfFresh(left));
    }

    /**
     * Rows of the Hessian with which the optimum is reached soonest: more rows, fewer passes.
     *
     * @param left     factor by which the gap is to shrink
     * @param rows     there are
     * @param together outputs that share a pass
     * @return 0 if it is the Hessian there is
     */
    int plannedRows(int steps, double left, int rows, int together) {
        double least = Math.ceil(steps(Math.max(1, left), expected(steps)));
        int chosen = 0;
        for (int more = 1; more <= MOST_PLANNED && more < least; more++) {
            double needed = noise * size * Math.pow(left, 1.0 / more);
            double passes = more + Curvature.hessianPasses(rows, size, (long) needed, together);
            if (needed < rows && passes < least) {
                least = passes;
                chosen = (int) Math.ceil(needed);
            }
        }
        return chosen;
    }
}
