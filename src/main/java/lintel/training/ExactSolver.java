package lintel.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import lintel.training.ActiveRows.Lead;
import lintel.training.LogisticObjective.Point;

/**
 * Finds the optimum of logistic regression, for all outputs at once: whatever they need from the features comes out of
 * one pass.
 *
 * <p>Steps are Newton's or L-BFGS's over a preconditioner, see {@link Curvature}. When the Hessian is sampled, growing
 * samples of the rows lead to a start near the optimum of all; when it is dear besides, L-BFGS over its diagonal goes
 * as far as it gets on fast; where few rows are left that count, {@link ActiveRows} lead on. An output ends when half
 * its Newton decrement, {@code gᵀ H⁻¹ g / 2}, an estimate of the gap to the optimum, is below
 * {@link Curvature#tolerance()} of its value.
 * Source: Byrd, Chin, Neveitt and Nocedal (2011), SIAM Journal on Optimization 21(3), 977-995, doi:10.1137/10079923X.
 */
final class ExactSolver {
    /** Each sample has so many times the rows of the one before; the smallest has so many per parameter. */
    private static final int GROWTH = 8;

    private static final int LEAST_ROWS_PER_PARAMETER = 12;
    /**
     * A sample's optimum is off by {@code size / rows} of the value; so much of that may be left when the next sample
     * takes over.
     */
    private static final double LOOSER = 0.05;

    private static final int MOST_ITERATIONS = 1000;
    /** As many as there are parts in the Hessian of one. */
    private static final int MANY_OUTPUTS = 4;

    /** Told of each iteration on all rows. */
    @FunctionalInterface
    interface Watch {
        /** @param points of all outputs, before the step. @return false to end here */
        boolean at(List<Point> points);
    }

    private final Curvature curvature;
    private final Watch watch;

    ExactSolver(Curvature curvature, Watch watch) {
        this.curvature = curvature;
        this.watch = watch;
    }

    /**
     * @param start {@code [outputs][size]}
     * @return {@code [outputs][size]}
     */
    double[][] solve(LogisticObjective objective, double[][] start) {
        List<OutputFit> fits = fits(start.length);
        List<ActiveRows> few = fits.stream()
                .map(fit -> new ActiveRows(objective, curvature, fit.output()))
                .toList();
        try {
            double[][] at = start;
            for (int step : samples(objective)) {
                try (FeatureBlocks sample = objective.features().sample(step)) {
                    double looser = Math.max(curvature.tolerance(), LOOSER * objective.size() / sample.rows());
                    at = new Level(objective.on(sample, step), fits, looser, points -> true, List.of()).run(at, true);
                }
            }
            return new Level(objective, fits, curvature.tolerance(), watch, few).run(at, true);
        } finally {
            fits.forEach(OutputFit::close);
            few.forEach(ActiveRows::close);
        }
    }

    /**
     * The same from a start so near that no samples need lead to it.
     *
     * @param tolerance in place of {@link Curvature#tolerance()}
     */
    double[][] improve(LogisticObjective objective, double[][] near, double tolerance) {
        List<OutputFit> fits = fits(near.length);
        try {
            return improve(objective, near, tolerance, fits);
        } finally {
            fits.forEach(OutputFit::close);
        }
    }

    /** @param fits of each output, which may come from a like objective: a Hessian that was dear serves on */
    double[][] improve(LogisticObjective objective, double[][] near, double tolerance, List<OutputFit> fits) {
        return new Level(objective, fits, tolerance, watch, List.of()).run(near, false);
    }

    /** To be closed. */
    static List<OutputFit> fits(int outputs) {
        return IntStream.range(0, outputs).mapToObj(OutputFit::new).toList();
    }

    /** Of the samples that come before all rows, which take every so many-th: falling. */
    private List<Integer> samples(LogisticObjective objective) {
        List<Integer> steps = new ArrayList<>();
        int most = objective.rows() / (LEAST_ROWS_PER_PARAMETER * objective.size());
        if (curvature == Curvature.SAMPLED) {
            for (int step = GROWTH; step <= most; step *= GROWTH) {
                steps.add(step);
            }
        }
        Collections.reverse(steps);
        return steps;
    }

    /** The iterations on one objective. */
    private final class Level {
        private final LogisticObjective objective;
        private final HessianSampler hessian;
        private final List<OutputFit> fits;
        private final double tolerance;
        private final ConjugateGradients products;
        private final Watch watch;
        private final List<ActiveRows> few;

        /** @param few by output, which may be where they are few; empty not to look for any */
        Level(LogisticObjective objective, List<OutputFit> fits, double tolerance, Watch watch, List<ActiveRows> few) {
            this.objective = objective;
            this.hessian = new HessianSampler(objective);
            this.fits = fits;
            this.tolerance = tolerance;
            this.products = new ConjugateGradients(objective, tolerance);
            this.watch = watch;
            this.few = few;
        }

        /** @param more whether the fits come from samples of this objective */
        double[][] run(double[][] start, boolean more) {
            int hessianRows = curvature.hessianRows(objective.rows(), objective.size());
            Point[] first = evaluate(fits, start);
            fits.forEach(fit -> fit.begin(first[fit.output()], objective.rows(), hessianRows, fits.size(), more));
            double[][] result = new double[fits.size()][];
            List<OutputFit> active = new ArrayList<>(fits);
            for (int i = 0; i < MOST_ITERATIONS && !active.isEmpty() && goesOn(); i++) {
                if (curvature == Curvature.PRODUCTS) {
                    products.aim(notWarming(active), hessian);
                }
                int together = active.size();
                List<OutputFit> running = active;
                each(together, a -> end(running.get(a), together, result));
                active.removeIf(fit -> result[fit.output()] != null);
                if (!active.isEmpty()) {
                    active = step(active);
                }
            }
            for (OutputFit fit : fits) {
                if (result[fit.output()] == null) {
                    result[fit.output()] = fit.point().at();
                }
            }
            return result;
        }

        /** Looking things up costs sparse data more than a warm-up gains. */
        private List<OutputFit> notWarming(List<OutputFit> active) {
            boolean sparse = objective.features() instanceof SparseBlocks;
            return active.stream()
                    .filter(fit -> sparse || !fit.warms(hessian, tolerance))
                    .toList();
        }

        /** Many outputs side by side, few one after the other, each on as many threads as it can use. */
        private void each(int outputs, IntConsumer use) {
            if (outputs >= MANY_OUTPUTS) {
                objective.features().share(outputs, use);
            } else {
                IntStream.range(0, outputs).forEach(use);
            }
        }

        private boolean goesOn() {
            return watch.at(fits.stream().map(OutputFit::point).toList());
        }

        /** Finds the next direction; puts down the result if none is needed. */
        private void end(OutputFit fit, int together, double[][] result) {
            Lead lead = few.isEmpty() ? Lead.NONE : few.get(fit.output()).lead(fit);
            if (lead == Lead.ARRIVED) {
                result[fit.output()] = fit.point().at();
            } else if (lead == Lead.NONE && fit.ready(hessian, curvature, together, tolerance)) {
                // This close, a step that is known to be good needs no pass to be sure of.
                result[fit.output()] =
                        fit.sure(curvature) ? fit.ahead(1) : fit.point().at();
            }
        }

        /** Moves each fit once. @return those that may move on */
        private List<OutputFit> step(List<OutputFit> active) {
            Point[] next = evaluate(active, ahead(active, null));
            List<OutputFit> poor = new ArrayList<>();
            for (int a = 0; a < next.length; a++) {
                if (!active.get(a).accepts(next[a])) {
                    poor.add(active.get(a));
                }
            }
            if (!poor.isEmpty()) {
                double[] lengths = new double[poor.size()];
                each(lengths.length, a -> {
                    OutputFit fit = poor.get(a);
                    lengths[a] = LineSearch.minimum(
                            objective, fit.output(), fit.point().at(), fit.direction(), fit.slope());
                });
                Point[] better = evaluate(poor, ahead(poor, lengths));
                for (int a = 0; a < better.length; a++) {
                    next[active.indexOf(poor.get(a))] = better[a];
                }
            }
            List<OutputFit> moved = new ArrayList<>(active);
            List<OutputFit> stuck = new ArrayList<>();
            for (int a = 0; a < next.length; a++) {
                if (!active.get(a).move(next[a])) {
                    moved.remove(active.get(a));
                    stuck.add(active.get(a));
                }
            }
            stuck.removeIf(fit -> !fit.restart());
            if (!stuck.isEmpty()) {
                evaluate(stuck, ahead(stuck, new double[stuck.size()])); // the logits go back with the point
                moved.addAll(stuck);
            }
            return moved;
        }

        private double[][] ahead(List<OutputFit> some, double[] lengths) {
            double[][] at = new double[some.size()][];
            for (int a = 0; a < at.length; a++) {
                at[a] = some.get(a).ahead(lengths == null ? 1 : lengths[a]);
            }
            return at;
        }

        private Point[] evaluate(List<OutputFit> some, double[][] at) {
            return objective.evaluate(some.stream().mapToInt(OutputFit::output).toArray(), at);
        }
    }
}
