package lintel.training;

/** How an exact solver learns the Hessian. */
enum Curvature {
    /** Newton's method: the Hessian of all rows at each step. */
    FULL,
    /** L-BFGS, preconditioned by the Hessian of some rows, which is renewed when that is worth its time. */
    SAMPLED,
    /** L-BFGS, preconditioned by the Hessian's diagonal. */
    DIAGONAL,
    /** Newton's method by products with the Hessian, see {@link ConjugateGradients}. */
    PRODUCTS;

    /** Rows sampled for the Hessian, per parameter, at least: twice as many halve what a step leaves undone. */
    private static final int ROWS_PER_PARAMETER = 6;
    /** Where there are far more, so many are taken, but no greater share than this. */
    private static final int MANY_ROWS_PER_PARAMETER = 12;

    private static final double SHARE_OF_ROWS = 1.0 / 6;
    /** More rows are taken while they cost less than this share of a pass. */
    private static final double SHARE_OF_PASS = 0.25;

    /** Numbers in a table so small that full Hessians cost next to nothing. */
    private static final long SMALL = 200_000;
    /** A Hessian is worth as much time as so many passes over the features. */
    private static final double MOST_PASSES = 40;

    /** What suits a table of that size best. @param size parameters of one output */
    static Curvature suiting(int rows, int size) {
        return suiting(rows, size, 1);
    }

    /**
     * The same where few numbers are stored, each of which takes the time of six in a row: its place has to be looked
     * up, and lies elsewhere.
     */
    static Curvature suitingSparse(int rows, int size, int entries) {
        return suiting(rows, size, Math.min(1, 6 * ((double) entries + rows) / ((double) rows * size)));
    }

    /** @param pass time of a pass over the features, in passes over a table stored in full */
    private static Curvature suiting(int rows, int size, double pass) {
        double passes = hessianPasses(rows, size, Math.min(rows, ROWS_PER_PARAMETER * (long) size), 1);
        if (passes <= MOST_PASSES && (long) rows * size <= SMALL) {
            return FULL;
        }
        return passes > MOST_PASSES * pass ? PRODUCTS : SAMPLED;
    }

    /** Rows that the Hessian, or its diagonal, is to be taken from. */
    int hessianRows(int rows, int size) {
        return switch (this) {
            case FULL, DIAGONAL, PRODUCTS -> rows;
            case SAMPLED -> {
                double cheap = SHARE_OF_PASS * 0.3 * rows / (1 + 0.011 * size);
                double many = Math.min(MANY_ROWS_PER_PARAMETER * (double) size, SHARE_OF_ROWS * rows);
                double wanted = Math.max(ROWS_PER_PARAMETER * (double) size, Math.max(many, cheap));
                yield wanted > 0.8 * rows ? rows : (int) wanted;
            }
        };
    }

    /**
     * Time of one factored Hessian in passes over the features; a formula, not a measurement, so that training takes
     * the same steps each time. From 90 GFLOP/s for products, 28 for factors, and a pass that waits for memory with
     * one output and for arithmetic with many.
     *
     * @param together outputs that share a pass
     */
    static double hessianPasses(int rows, int size, long hessianRows, int together) {
        double hessian = hessianRows * (double) size * (1 + 0.011 * size) + 0.012 * size * (double) size * size;
        double pass = Math.max(0.3 / together, 0.06) * rows * (double) size;
        return hessian / pass;
    }

    /**
     * Half the Newton decrement, relative to the objective, at which a fit ends: an estimate of the gap to the optimum,
     * asked for ten times as small as the gap promised because it is one. From there a full Newton step goes on to the
     * last digits; a diagonal tells least.
     */
    double tolerance() {
        return switch (this) {
            case FULL, SAMPLED, PRODUCTS -> 1e-7;
            case DIAGONAL -> 1e-10;
        };
    }
}
