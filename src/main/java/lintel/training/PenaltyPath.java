package lintel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import lintel.training.LogisticObjective.Point;

/**
 * Chooses l2 for {@code l2: auto}: fits one after the other from the largest to the smallest, each from where the one
 * before ended and with its Hessian while that serves, and keeps the one whose validation loss is least. Each fit only
 * comes as near to its optimum as telling losses apart needs. On one thread a path of ten took three to five times as
 * long as one fit (12,000 x 784, 200,000 x 100).
 */
final class PenaltyPath {
    private static final double LARGEST_EXPONENT = 4;
    private static final double SMALLEST_EXPONENT = -4;
    private static final double STEP = 0.5;
    /** Two decades without a lower loss, and it is not to be expected any more: the curve has one valley. */
    private static final int PATIENCE = 4;

    /** Times {@link Curvature#tolerance()}: a gap of 1e-4 does not change which loss is least. */
    private static final double LOOSER = 100;

    private final Curvature curvature;
    private final LogisticObjective objective;
    private final DoubleFunction<double[]> penalties;
    private final ToDoubleFunction<double[][]> validationLoss;
    private final BooleanSupplier stop;
    private final List<History.Penalty> tried = new ArrayList<>();
    private double trainLoss;

    /**
     * @param penalties      {@code [size]} of the objective, for an l2
     * @param validationLoss of parameters {@code [outputs][size]}
     * @param stop           whether to end at once
     */
    PenaltyPath(
            Curvature curvature,
            LogisticObjective objective,
            DoubleFunction<double[]> penalties,
            ToDoubleFunction<double[][]> validationLoss,
            BooleanSupplier stop) {
        this.curvature = curvature;
        this.objective = objective;
        this.penalties = penalties;
        this.validationLoss = validationLoss;
        this.stop = stop;
    }

    /** What was tried, in that order. */
    List<History.Penalty> tried() {
        return List.copyOf(tried);
    }

    /** @return {@code [outputs][size]} near the optimum of the best l2; the start if no loss is finite */
    double[][] run(double[][] start) {
        List<OutputFit> fits = ExactSolver.fits(start.length);
        try {
            return run(start, fits);
        } finally {
            fits.forEach(OutputFit::close);
        }
    }

    private double[][] run(double[][] start, List<OutputFit> fits) {
        double[][] at = start;
        double[][] best = start;
        double least = Double.POSITIVE_INFINITY;
        int since = 0;
        ExactSolver solver = new ExactSolver(curvature, this::goOn);
        for (double e = LARGEST_EXPONENT; e >= SMALLEST_EXPONENT && since <= PATIENCE; e -= STEP) {
            double l2 = StrictMath.pow(10, e);
            double tolerance = LOOSER * curvature.tolerance();
            at = solver.improve(objective.under(penalties.apply(l2)), at, tolerance, fits);
            double loss = validationLoss.applyAsDouble(at);
            tried.add(new History.Penalty(l2, trainLoss, loss));
            since = loss < least ? 1 : since + 1;
            if (loss < least) {
                least = loss;
                best = at;
            }
            if (!Double.isFinite(loss) || stop.getAsBoolean()) {
                break;
            }
        }
        return best;
    }

    private boolean goOn(List<Point> points) {
        double count = (double) objective.rows() * points.size();
        trainLoss = points.stream().mapToDouble(Point::loss).sum() / count;
        return Double.isFinite(trainLoss) && !stop.getAsBoolean();
    }
}
