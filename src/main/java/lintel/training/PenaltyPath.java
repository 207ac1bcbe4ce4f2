package lintel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import lintel.training.LogisticObjective.Point;

/**
 * Chooses l2 for {@code l2: auto}: fits one after the other from the largest to the smallest, each from where the one
 * before ended, and keeps the one whose validation loss is least. Each fit only comes as near to its optimum as telling
 * losses apart needs.
 */
final class PenaltyPath {
    private static final double LARGEST_EXPONENT = 4;
    private static final double SMALLEST_EXPONENT = -4;
    private static final double STEP = 0.5;
    /** Two decades without a lower loss, and it is not to be expected any more: the curve has one valley. */
    private static final int PATIENCE = 4;

    private static final double TOLERANCE = 1e-5;

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

    /** @return {@code [outputs][size]} near the optimum of the best l2; of the first one if a loss is not finite */
    double[][] run(double[][] start) {
        double[][] at = start;
        double[][] best = start;
        double least = Double.POSITIVE_INFINITY;
        int since = 0;
        ExactSolver solver = new ExactSolver(curvature, this::goOn);
        for (double e = LARGEST_EXPONENT; e >= SMALLEST_EXPONENT && since <= PATIENCE; e -= STEP) {
            double l2 = StrictMath.pow(10, e);
            at = solver.improve(objective.under(penalties.apply(l2)), at, TOLERANCE);
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
