package lintel.training;

import java.util.Arrays;
import java.util.List;
import lintel.training.ExactSolver.Watch;
import lintel.training.LogisticObjective.Point;

/**
 * The few rows near the boundary of examples that can, nearly, be told apart: they have nearly all of the curvature,
 * and the others are far on the right side. A fit that has come so far goes ahead on these rows alone, at a fraction of
 * the time, looks at all, and chooses again: until the rows left out have done what {@link Remainder} said they would.
 */
final class ActiveRows implements AutoCloseable {
    /** Mean loss below which rows may be few. */
    private static final double LITTLE_LOSS = 0.02;
    /** Of all rows, at most so many are few. */
    private static final double FEW = 0.2;
    /** Numbers in these rows, which are copied, at most: 128 MB. */
    private static final long MOST_NUMBERS = 1 << 25;

    /** Of the curvature, so much has to be in the rows that lead the first way: enough for its direction. */
    private static final double FIRST_SHARE = 0.8;
    /** The same of later ways. What rows left out do beyond what is expected, they do to this accuracy. */
    private static final double SHARE = 0.99;

    /** Rows whose curvatures are sorted to find the least one that counts. */
    private static final int SORTED = 1024;

    /** The first way ends with a step that leaves more of the value than this. */
    private static final double SLOW = 0.85;

    private static final double SECOND_TOLERANCE = 1e-3;
    /** Later ways are gone so far beyond the error of the one before. */
    private static final double BEYOND = 0.01;

    private final LogisticObjective objective;
    private final Curvature curvature;
    private final int output;
    private final List<OutputFit> fits = ExactSolver.fits(1);
    private final double littleLoss;
    private boolean off;
    private boolean led;
    private int ways;
    private double tolerance = SECOND_TOLERANCE;
    private double promised;
    private double error;

    /** @param curvature of all rows; few are looked for where it is {@link Curvature#SAMPLED} of a dense matrix */
    ActiveRows(LogisticObjective objective, Curvature curvature, int output) {
        this.objective = objective;
        this.curvature = curvature;
        this.output = output;
        this.littleLoss = LITTLE_LOSS * objective.weights(output);
        this.off = curvature != Curvature.SAMPLED || !(objective.features() instanceof DenseBlocks);
    }

    /** What became of a fit. */
    enum Lead {
        /** It is at the optimum. */
        ARRIVED,
        /** It is aimed at the optimum as few rows have it. */
        AIMED,
        /** It has to find its own way. */
        NONE
    }

    /** Leads a fit on from where it is, or where it was led. */
    Lead lead(OutputFit fit) {
        Point from = fit.point();
        if (led && arrived(from)) {
            return Lead.ARRIVED;
        }
        led = false;
        int[] rows = off || ways == 0 && !(from.loss() < littleLoss) ? new int[0] : chosen();
        if (rows.length == 0) {
            return Lead.NONE;
        }
        double[] direction = direction(rows, from);
        led = SecantPairs.dot(from.gradient(), direction) < 0;
        if (led) {
            ways++;
            fit.aim(direction);
            return Lead.AIMED;
        }
        off = true; // these rows have their optimum here, to that tolerance, and the same gradient as all
        return tight() ? Lead.ARRIVED : Lead.NONE;
    }

    /**
     * Whether the last way led to the optimum: it was gone to its end, and led where it was expected to. The gap is a
     * small part of what was not expected.
     */
    private boolean arrived(Point point) {
        double before = error;
        error = Math.abs(point.value() - promised) / point.value();
        boolean optimum = tight() && error <= tolerance;
        off = !optimum && ways > 2 && error > before / 2; // it does not get nearer
        tolerance = ways == 1 ? SECOND_TOLERANCE : Math.max(BEYOND * error, curvature.tolerance());
        return optimum;
    }

    private boolean tight() {
        return tolerance <= curvature.tolerance();
    }

    /** To where few rows have their optimum, or nearly; remembers what the objective is to be there. */
    private double[] direction(int[] rows, Point from) {
        try (FeatureBlocks few = objective.features().select(rows)) {
            LogisticObjective near = objective.on(few, rows, output, from);
            Watch watch = ways == 0 ? untilSlow() : points -> true;
            double[][] start = {from.at()};
            double[] to = new ExactSolver(curvature, watch).improve(near, start, tolerance, fits)[0];
            promised = near.evaluate(new int[1], new double[][] {to})[0].value();
            return SecantPairs.difference(to, from.at());
        }
    }

    /** Until a Hessian would be needed: the rows are not yet the right ones for it. */
    private static Watch untilSlow() {
        double[] last = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        return points -> {
            double value = points.get(0).value();
            boolean fast = value <= SLOW * last[0] || last[1] == Double.POSITIVE_INFINITY;
            last[1] = last[0];
            last[0] = value;
            return fast;
        };
    }

    /** Rows that are copied at most. @param size parameters of one output */
    static int most(int rows, int size) {
        return (int) Math.min(FEW * rows, MOST_NUMBERS / size);
    }

    /** Rising; empty where they are not few. */
    private int[] chosen() {
        double least = leastThatCounts(ways == 0 ? FIRST_SHARE : SHARE);
        int most = most(objective.rows(), objective.size());
        int[] chosen = new int[most];
        int count = 0;
        for (int i = 0; i < objective.rows(); i++) {
            if (objective.curvature(output, i) >= least) {
                if (count == most) {
                    return new int[0];
                }
                chosen[count++] = i;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /** The curvature that rows have at least which together have that share of it. */
    private double leastThatCounts(double share) {
        int step = Math.max(1, objective.rows() / SORTED);
        double[] some = new double[(objective.rows() + step - 1) / step];
        for (int i = 0; i < some.length; i++) {
            some[i] = objective.curvature(output, i * step);
        }
        Arrays.sort(some);
        double left = (1 - share) * Arrays.stream(some).sum();
        int i = 0;
        while (i < some.length - 1 && left >= some[i]) {
            left -= some[i++];
        }
        return some[i];
    }

    @Override
    public void close() {
        fits.forEach(OutputFit::close);
    }
}
