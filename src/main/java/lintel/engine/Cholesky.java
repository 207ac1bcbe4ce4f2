package lintel.engine;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A positive definite matrix H, factored so that {@code H x = b} is solved in O(size²): a preconditioner, exact to
 * float32. Rows and columns are first scaled to a unit diagonal, so that features of any units keep their digits.
 * Holds memory outside the heap until closed.
 */
public final class Cholesky implements AutoCloseable {
    private static final float FIRST_RIDGE = 1e-6f;

    private final int size;
    private final FloatPointer factor;
    private final double[] scale;
    private final FloatPointer vector;
    private final float[] values;

    private Cholesky(int size, FloatPointer factor, double[] scale) {
        this.size = size;
        this.factor = factor;
        this.scale = scale;
        this.vector = new FloatPointer((long) size);
        this.values = new float[size];
    }

    /**
     * Where rounding leaves the matrix indefinite, a share of the diagonal is added until it is not; a diagonal entry
     * that is not above 0 counts as 1.
     *
     * @param lower {@code [size, size]} row-major, of which the lower triangle is read; copied
     * @param ridge {@code [size]} added to the diagonal
     * @throws ArithmeticException if an entry is not finite
     */
    public static Cholesky of(int size, FloatPointer lower, double[] ridge) {
        float[] matrix = new float[Math.multiplyExact(size, size)];
        lower.get(matrix);
        double[] scale = new double[size];
        for (int i = 0; i < size; i++) {
            double diagonal = matrix[i * size + i] + ridge[i];
            scale[i] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 1;
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * size + j] *= (float) (scale[i] * scale[j]);
            }
        }
        FloatPointer factor = new FloatPointer((long) matrix.length);
        for (float extra = 0; extra < 10; extra = Math.max(FIRST_RIDGE, 10 * extra)) {
            for (int i = 0; i < size; i++) {
                matrix[i * size + i] = 1 + extra;
            }
            factor.put(matrix);
            if (Blas.cholesky(size, factor)) {
                return new Cholesky(size, factor, scale);
            }
        }
        factor.close();
        throw new ArithmeticException("the matrix has entries that are not finite");
    }

    /** Replaces {@code x}, {@code [size]}, by {@code H⁻¹ x}. */
    public void solve(double[] x) {
        double largest = 0;
        for (int i = 0; i < size; i++) {
            x[i] *= scale[i];
            largest = Math.max(largest, Math.abs(x[i]));
        }
        if (largest == 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            values[i] = (float) (x[i] / largest); // gradients near the optimum would underflow float32
        }
        vector.put(values);
        Blas.solve(size, factor, vector);
        vector.get(values);
        for (int i = 0; i < size; i++) {
            x[i] = values[i] * largest * scale[i];
        }
    }

    @Override
    public void close() {
        factor.close();
        vector.close();
    }
}
