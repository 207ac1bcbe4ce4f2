package lintel.engine;

/**
 * What {@link Cholesky} is, in float64 and plain Java: for matrices so small that OpenBLAS need not be loaded. Rows and
 * columns are first scaled to a unit diagonal, so that features of any units keep their digits.
 */
public final class SmallCholesky {
    private static final double FIRST_RIDGE = 1e-8;
    /** What is left of a unit diagonal below this is rounding: the columns before it say all of it. */
    private static final double LEAST_PIVOT = 1e-10;

    private final double[][] factor;
    private final double[] scale;

    private SmallCholesky(double[][] factor, double[] scale) {
        this.factor = factor;
        this.scale = scale;
    }

    /**
     * Where rounding leaves the matrix indefinite, a share of the diagonal is added until it is not; a diagonal entry
     * that is not above 0 counts as 1.
     *
     * @param lower {@code [size][size]}, of which the lower triangle is read; not changed
     * @param ridge {@code [size]} added to the diagonal
     * @throws ArithmeticException if an entry is not finite
     */
    public static SmallCholesky of(double[][] lower, double[] ridge) {
        int size = lower.length;
        double[] scale = new double[size];
        for (int i = 0; i < size; i++) {
            double diagonal = lower[i][i] + ridge[i];
            scale[i] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 1;
        }
        double[][] factor = new double[size][size];
        for (double extra = 0; extra < 10; extra = Math.max(FIRST_RIDGE, 10 * extra)) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    factor[i][j] = lower[i][j] * scale[i] * scale[j];
                }
                factor[i][i] = 1 + extra;
            }
            if (factor(factor)) {
                return new SmallCholesky(factor, scale);
            }
        }
        throw new ArithmeticException("the matrix has entries that are not finite");
    }

    /** Row by row, in place. @return false if the matrix is not positive definite */
    private static boolean factor(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = (a[i][j] - dot(a[i], a[j], j)) / a[j][j];
            }
            double rest = a[i][i] - dot(a[i], a[i], i);
            if (!(rest > LEAST_PIVOT)) {
                return false;
            }
            a[i][i] = Math.sqrt(rest);
        }
        return true;
    }

    /** Replaces {@code x}, {@code [size]}, by {@code H⁻¹ x}. */
    public void solve(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] * scale[i] - dot(factor[i], x, i)) / factor[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int j = 0; j < i; j++) {
                x[j] -= factor[i][j] * x[i];
            }
            x[i] *= scale[i];
        }
    }

    private static double dot(double[] a, double[] b, int count) {
        double even = 0;
        double odd = 0;
        int j = 0;
        for (; j + 1 < count; j += 2) {
            even += a[j] * b[j];
            odd += a[j + 1] * b[j + 1];
        }
        return j < count ? even + odd + a[j] * b[j] : even + odd;
    }
}
