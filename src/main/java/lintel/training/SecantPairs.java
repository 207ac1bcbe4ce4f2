package lintel.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What the latest steps taught of the curvature: L-BFGS over a preconditioner. Nocedal (1980), Mathematics of
 * Computation 35, 773-782, doi:10.1090/S0025-5718-1980-0572855-7.
 */
final class SecantPairs {
    private static final int MOST = 30;

    private record Pair(double[] step, double[] change, double product) {}

    private final Deque<Pair> pairs = new ArrayDeque<>();

    void clear() {
        pairs.clear();
    }

    /** @param step between two points; @param change of the gradient. A pair without curvature is left out. */
    void add(double[] step, double[] change) {
        double product = dot(step, change);
        if (product > 0) {
            pairs.addFirst(new Pair(step, change, product));
            if (pairs.size() > MOST) {
                pairs.removeLast();
            }
        }
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    /**
     * The quasi-Newton step from a point with that gradient.
     *
     * @param rescale whether the latest pair tells the preconditioner's scale: that of one which is no Hessian drifts
     */
    double[] direction(double[] gradient, Preconditioner preconditioner, boolean rescale) {
        double[] v = gradient.clone();
        double[] shares = new double[pairs.size()];
        int i = 0;
        for (Pair pair : pairs) {
            shares[i] = dot(pair.step, v) / pair.product;
            add(-shares[i++], pair.change, v);
        }
        preconditioner.solve(v);
        if (rescale && !pairs.isEmpty()) {
            double scale = scale(preconditioner);
            for (int j = 0; j < v.length; j++) {
                v[j] *= scale;
            }
        }
        for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
            Pair pair = oldest.next();
            add(shares[--i] - dot(pair.change, v) / pair.product, pair.step, v);
        }
        for (int j = 0; j < v.length; j++) {
            v[j] = -v[j];
        }
        return v;
    }

    private double scale(Preconditioner preconditioner) {
        Pair latest = pairs.getFirst();
        double[] solved = latest.change.clone();
        preconditioner.solve(solved);
        return latest.product / dot(latest.change, solved);
    }

    static double dot(double[] a, double[] b) {
        double even = 0;
        double odd = 0;
        int j = 0;
        for (; j + 1 < a.length; j += 2) {
            even += a[j] * b[j];
            odd += a[j + 1] * b[j + 1];
        }
        return j < a.length ? even + odd + a[j] * b[j] : even + odd;
    }

    /** {@code a - b}. */
    static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int j = 0; j < difference.length; j++) {
            difference[j] = a[j] - b[j];
        }
        return difference;
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int j = 0; j < x.length; j++) {
            y[j] += factor * x[j];
        }
    }
}
