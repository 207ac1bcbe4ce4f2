package lintel.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Newton's steps where the Hessian has too many columns to be held: its products with a few directions lead to the
 * step, preconditioned by its diagonal. All outputs share each pass over the features.
 *
 * <p>The equations are solved only as far as the step is worth it, the better the nearer the optimum is. Source: Dembo
 * and Steihaug (1983), Mathematical Programming 26, 190-212, doi:10.1007/BF02592055.
 */
final class ConjugateGradients {
    /** What the first step leaves of the squared gradient, at most; later steps leave less. */
    private static final double MOST_LEFT = 0.1;
    /** What the last step leaves: it is trusted, and the last digits of coefficients are in it. */
    private static final double LAST_LEFT = 1e-4;

    private static final int MOST_PRODUCTS = 250;

    private final LogisticObjective objective;
    private final double tolerance;
    private final double[] first;

    /** @param tolerance where the solver ends, see {@link Curvature#tolerance()} */
    ConjugateGradients(LogisticObjective objective, double tolerance) {
        this.objective = objective;
        this.tolerance = tolerance;
        this.first = new double[objective.outputs()];
    }

    /** Gives each fit, whose point was the last to be evaluated, its next direction. */
    void aim(List<OutputFit> fits, HessianSampler hessian) {
        List<System> open = new ArrayList<>();
        for (OutputFit fit : fits) {
            open.add(new System(fit, hessian));
        }
        List<System> all = List.copyOf(open);
        for (int i = 0; i < MOST_PRODUCTS && !open.isEmpty(); i++) {
            double[][] products = objective.hessianTimes(
                    open.stream().mapToInt(system -> system.fit.output()).toArray(),
                    open.stream().map(system -> system.curvatures).toArray(double[][]::new),
                    open.stream().map(system -> system.search).toArray(double[][]::new));
            List<System> going = new ArrayList<>();
            for (int a = 0; a < products.length; a++) {
                if (open.get(a).advance(products[a])) {
                    going.add(open.get(a));
                }
            }
            open = going;
        }
        all.forEach(system -> system.fit.aim(system.step));
    }

    /** Hessian times step is minus the gradient, for one output. */
    private final class System {
        private final OutputFit fit;
        private final double[] curvatures;
        private final Preconditioner diagonal;
        private final double[] step;
        private final double[] left;
        private double[] search;
        private double size;
        private final double enough;

        System(OutputFit fit, HessianSampler hessian) {
            this.fit = fit;
            this.curvatures = objective.curvatures(fit.output());
            this.diagonal = hessian.diagonal(fit.output());
            this.step = new double[objective.size()];
            this.left = fit.point().gradient().clone();
            for (int j = 0; j < left.length; j++) {
                left[j] = -left[j];
            }
            this.search = solved();
            this.size = SecantPairs.dot(left, search);
            if (first[fit.output()] == 0) {
                first[fit.output()] = size;
            }
            boolean last = size <= 10 * tolerance * fit.point().value();
            this.enough = size * (last ? LAST_LEFT : Math.min(MOST_LEFT, Math.sqrt(size / first[fit.output()])));
        }

        private double[] solved() {
            double[] x = left.clone();
            diagonal.solve(x);
            return x;
        }

        /** @param product of the Hessian and {@link #search}. @return whether the step is to become better */
        boolean advance(double[] product) {
            double along = SecantPairs.dot(search, product);
            if (!(along > 0)) {
                return false;
            }
            double length = size / along;
            for (int j = 0; j < step.length; j++) {
                step[j] += length * search[j];
                left[j] -= length * product[j];
            }
            double[] next = solved();
            double nextSize = SecantPairs.dot(left, next);
            for (int j = 0; j < step.length; j++) {
                next[j] += nextSize / size * search[j];
            }
            search = next;
            size = nextSize;
            return size > enough;
        }
    }
}
