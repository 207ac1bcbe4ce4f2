package lintel.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import lintel.training.LogisticObjective.Point;

/** One output on its way to the optimum under l1. */
final class ProximalFit implements AutoCloseable {
    /** A model is over the weights that are not 0 and those whose slope is so near to l1 that they may become so. */
    private static final double NEAR = 0.8;
    /** At first over at most so many; later over so many times those that are not 0. */
    private static final int FIRST_WEIGHTS = 1000;

    private static final int GROWTH = 2;
    /** Above so many weights a Hessian would cost too much time and memory. */
    private static final int MOST_HESSIAN = 4000;
    /** Above so many features sparse rows are not worth spreading out. */
    private static final int MOST_SPREAD = 2000;

    private static final int HESSIAN_ROWS_PER_WEIGHT = 20;
    /** Numbers in a table so small that nothing is saved by looking at some rows only. */
    private static final long SMALL = 1_000_000;
    /** How exactly a model is minimised that itself is far from the objective. */
    private static final double MOST_TOLERANCE = 0.01;
    /** What an iteration costs, in passes over the features. */
    private static final double PASSES_EACH = 4;
    /** The model's fall, relative to the objective, at which the duality gap is looked at. */
    private static final double SMALL_FALL = 1e-9;

    private static final double GAP = 1e-6;
    /** A mean loss that is as good as none: with one class only, the intercept grows for ever. */
    private static final double NO_LOSS = 1e-10;
    /** What a step with a fresh Hessian leaves of the fall, until one was seen. */
    private static final double FRESH_RATE = 0.05;

    private static final int MOST_IDLE = 4;

    private final int output;
    private final double[] l1;
    private Point point;
    private QuadraticModel model;
    private Columns columns;
    private double[] direction;
    private double fall;
    private double least = Double.POSITIVE_INFINITY;
    private int idle;
    private boolean sure;
    private int steps;

    ProximalFit(int output, double[] l1, Point start) {
        this.output = output;
        this.l1 = l1;
        this.point = start;
    }

    int output() {
        return output;
    }

    /** Of the smooth part. */
    Point point() {
        return point;
    }

    /** The whole objective at the point: l1 is part of the penalty, the gradient is the shortest subgradient. */
    Point whole() {
        double[] shortest = point.gradient().clone();
        for (int j = 0; j < shortest.length; j++) {
            double w = point.at()[j];
            double slope = shortest[j];
            shortest[j] = w != 0
                    ? slope + Math.copySign(l1[j], w)
                    : Math.copySign(Math.max(0, Math.abs(slope) - l1[j]), slope);
        }
        return new Point(point.at(), point.loss(), point.penalty() + norm(point.at()), shortest);
    }

    private double value(Point at) {
        return at.value() + norm(at.at());
    }

    private double norm(double[] at) {
        double sum = 0;
        for (int j = 0; j < at.length; j++) {
            sum += l1[j] * Math.abs(at[j]);
        }
        return sum;
    }

    /** Finds the next direction. @return whether the optimum is near enough, or rounding lets it come no nearer */
    boolean ready(LogisticObjective objective, HessianSampler sampler) {
        double before = fall;
        boolean fresh = model == null || !covers();
        if (fresh) {
            renew(objective, sampler);
        }
        turn();
        if (!fresh && steps > 0 && !near() && worthRenewing(objective, before)) {
            renew(objective, sampler);
            turn();
        }
        idle = fall < 0.5 * least ? 0 : idle + 1;
        least = Math.min(least, fall);
        if (idle > 1 && !sure && !near()) {
            sure = true; // some rows may miss a rare feature: from now on all are looked at
            model = null;
        }
        if (point.loss() <= NO_LOSS * objective.rows()) {
            return true;
        }
        return near() && (idle >= MOST_IDLE || DualityGap.of(objective, output, point, l1) <= GAP * value(point));
    }

    private boolean near() {
        return fall <= SMALL_FALL * value(point);
    }

    private boolean covers() {
        int[] chosen = model.chosen();
        int c = 0;
        for (int j = 0; j < l1.length - 1; j++) {
            boolean has = c < chosen.length && chosen[c] == j;
            c += has ? 1 : 0;
            if (!has && (point.at()[j] != 0 || Math.abs(point.gradient()[j]) > l1[j] * (1 + 1e-9))) {
                return false;
            }
        }
        return true;
    }

    private void turn() {
        int[] chosen = model.chosen();
        double[] weights = new double[chosen.length];
        double[] own = new double[chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            weights[c] = point.at()[chosen[c]];
            own[c] = l1[chosen[c]];
        }
        double[] gradient = point.gradient();
        model.begin(gradient);
        double intercept = -model.interceptMove() * gradient[gradient.length - 1] / 2;
        fall = new CoordinateDescent(model, own, weights).minimise(tolerance()) + Math.max(0, intercept);
        direction = new double[l1.length];
        for (int c = 0; c < chosen.length; c++) {
            direction[chosen[c]] = weights[c] - point.at()[chosen[c]];
        }
        direction[l1.length - 1] = model.interceptMove();
    }

    /** The nearer the optimum, the better the model and the more exact its minimum. */
    private double tolerance() {
        return steps == 0 && fall == 0 ? MOST_TOLERANCE : Math.min(MOST_TOLERANCE, Math.sqrt(fall / value(point)));
    }

    /** Whether a fresh Hessian saves more passes than it costs; one that is not held costs a pass. */
    private boolean worthRenewing(LogisticObjective objective, double before) {
        double cost = columns == null ? cost(objective) : 1;
        double rate = Math.min(0.99, Math.max(1e-4, fall / before));
        double left = Math.log(fall / (SMALL_FALL * value(point)));
        return left / -Math.log(rate) > cost / PASSES_EACH + Math.max(1, left / -Math.log(Math.min(FRESH_RATE, rate)));
    }

    private double cost(LogisticObjective objective) {
        int size = model.chosen().length + 1;
        double spread = (double) (objective.size()) / size; // rows are read whole
        return Curvature.hessianPasses(objective.rows(), size, hessianRows(objective, size), 1) / spread;
    }

    private int hessianRows(LogisticObjective objective, int size) {
        int rows = objective.rows();
        if (sure || (long) rows * objective.size() < SMALL) {
            return rows;
        }
        long wanted = Math.max(HESSIAN_ROWS_PER_WEIGHT * (long) size, Curvature.SAMPLED.hessianRows(rows, size));
        return wanted > rows / 2 ? rows : (int) wanted;
    }

    private void renew(LogisticObjective objective, HessianSampler sampler) {
        int[] chosen = chosen();
        boolean sparse = objective.features() instanceof SparseBlocks && l1.length > MOST_SPREAD;
        if (sparse || chosen.length > MOST_HESSIAN) {
            if (columns == null || model == null || !Arrays.equals(chosen, model.chosen())) {
                columns = objective.features().columns(chosen);
            }
            model = new ColumnModel(objective, output, chosen, columns);
        } else {
            columns = null;
            model = new GramModel(objective, sampler, output, chosen, hessianRows(objective, chosen.length + 1));
        }
        steps = 0;
    }

    /** Weights that are not 0, and those that the gradient pulls, or nearly; the strongest if they are many. */
    private int[] chosen() {
        double[] pull = new double[l1.length - 1];
        int held = 0;
        for (int j = 0; j < pull.length; j++) {
            boolean zero = point.at()[j] == 0;
            pull[j] = zero ? Math.abs(point.gradient()[j]) / l1[j] : Double.POSITIVE_INFINITY;
            held += zero ? 0 : 1;
        }
        double[] pulled = Arrays.stream(pull)
                .filter(p -> p >= NEAR && p < Double.POSITIVE_INFINITY)
                .sorted()
                .toArray();
        int more = Math.max(FIRST_WEIGHTS, (GROWTH - 1) * held);
        double least = pulled.length > more ? pulled[pulled.length - more] : NEAR;
        return IntStream.range(0, pull.length).filter(j -> pull[j] >= least).toArray();
    }

    double[] ahead(double t) {
        double[] at = point.at().clone();
        for (int j = 0; j < at.length; j++) {
            // A weight on its way to 0 gets there exactly.
            at[j] = t == 1 && direction[j] == -at[j] ? 0 : at[j] + t * direction[j];
        }
        return at;
    }

    /** Whether a whole step goes down enough; near the optimum rounding hides how much. */
    boolean accepts(Point trial) {
        double down = value(point) - value(trial);
        return down >= 1e-4 * fall || Math.abs(down) <= 1e-7 * value(point) && fall <= 1e-6 * value(point);
    }

    /** How far to go instead: where the objective on the line has its minimum, or shortly before. */
    double shorter(LogisticObjective objective) {
        double low = 0;
        double high = 1;
        for (int trial = 0; trial < 60 && (low == 0 || high - low > 0.1 * high); trial++) {
            double t = (low + high) / 2;
            double slope = objective.along(output, point.at(), direction, t)[0];
            for (int j = 0; j < l1.length; j++) {
                double w = point.at()[j] + t * direction[j];
                slope += l1[j] * (w != 0 ? Math.signum(w) * direction[j] : Math.abs(direction[j]));
            }
            low = slope <= 0 ? t : low;
            high = slope <= 0 ? high : t;
        }
        return low;
    }

    void move(Point next) {
        point = next;
        steps++;
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
