package lintel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lintel.training.ExactSolver.Watch;
import lintel.training.LogisticObjective.Point;

/**
 * Finds the optimum of logistic regression under {@code Σ l1 |w|}, with or without l2, for all outputs at once: by
 * proximal Newton steps, each the minimum of a quadratic model plus l1, over the weights that may not be 0.
 *
 * <p>An output ends when its {@link DualityGap} is at most 1e-6 of the objective, and its model promises less than 1e-9
 * of it; or when rounding lets it come no nearer. Weights that the optimum has at 0 are exactly 0. Any start will do:
 * the optimum for a slightly larger l1 is a good one.
 *
 * <p>Source: Lee, Sun and Saunders (2014), SIAM Journal on Optimization 24(3), 1420-1443, doi:10.1137/130921428.
 */
final class ProximalSolver {
    private static final int MOST_ITERATIONS = 500;

    private final double[] l1;
    private final Watch watch;

    /**
     * @param l1    {@code [size]}: above 0 for each weight, and 0 for the intercept
     * @param watch is shown the penalty with l1, and the shortest subgradients
     */
    ProximalSolver(double[] l1, Watch watch) {
        this.l1 = l1;
        this.watch = watch;
    }

    /**
     * @param start {@code [outputs][size]}
     * @return {@code [outputs][size]}
     */
    double[][] solve(LogisticObjective objective, double[][] start) {
        HessianSampler sampler = new HessianSampler(objective);
        int[] all = new int[start.length];
        Arrays.setAll(all, k -> k);
        List<ProximalFit> fits = new ArrayList<>();
        for (Point first : objective.evaluate(all, start)) {
            fits.add(new ProximalFit(fits.size(), l1, first));
        }
        try {
            List<ProximalFit> active = new ArrayList<>(fits);
            for (int i = 0; i < MOST_ITERATIONS && !active.isEmpty() && goesOn(fits); i++) {
                active.removeIf(fit -> fit.ready(objective, sampler));
                step(objective, active);
            }
            return fits.stream().map(fit -> fit.point().at()).toArray(double[][]::new);
        } finally {
            fits.forEach(ProximalFit::close);
        }
    }

    private boolean goesOn(List<ProximalFit> fits) {
        return watch.at(fits.stream().map(ProximalFit::whole).toList());
    }

    private static void step(LogisticObjective objective, List<ProximalFit> active) {
        List<ProximalFit> poor = new ArrayList<>();
        List<Double> whole = active.stream().map(fit -> 1.0).toList();
        Point[] next = evaluate(objective, active, whole);
        for (int a = 0; a < next.length; a++) {
            if (active.get(a).accepts(next[a])) {
                active.get(a).move(next[a]);
            } else {
                poor.add(active.get(a));
            }
        }
        List<Double> lengths = poor.stream().map(fit -> fit.shorter(objective)).toList();
        Point[] better = evaluate(objective, poor, lengths);
        for (int a = 0; a < better.length; a++) {
            poor.get(a).move(better[a]);
        }
    }

    private static Point[] evaluate(LogisticObjective objective, List<ProximalFit> some, List<Double> lengths) {
        if (some.isEmpty()) {
            return new Point[0];
        }
        double[][] at = new double[some.size()][];
        for (int a = 0; a < at.length; a++) {
            at[a] = some.get(a).ahead(lengths.get(a));
        }
        return objective.evaluate(some.stream().mapToInt(ProximalFit::output).toArray(), at);
    }
}
