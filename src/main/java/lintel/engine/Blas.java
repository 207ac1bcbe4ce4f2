package lintel.engine;

import static org.bytedeco.openblas.global.openblas.LAPACKE_spotrf;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_ssyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_strsv;

import org.bytedeco.javacpp.FloatPointer;

/**
 * The few operations of OpenBLAS that training needs, on float32 numbers outside the Java heap, row-major. Loads
 * OpenBLAS, about a tenth of a second, but not ND4J. A matrix begins at its pointer's position.
 */
public final class Blas {
    /** Floats in a cache line. */
    private static final int LINE = 16;

    /** Narrower products are not worth sharing. */
    private static final int LEAST_SHARED = 256;

    private static final int PANELS = 4;

    private Blas() {}

    /**
     * {@code y = A x}.
     *
     * @param a      {@code [rows, columns]}
     * @param stride floats from one row of A to the next, at least {@code columns}
     * @param x      {@code [columns]}
     * @param y      {@code [rows]}
     */
    public static void multiply(int rows, int columns, FloatPointer a, int stride, FloatPointer x, FloatPointer y) {
        cblas_sgemv(CblasRowMajor, CblasNoTrans, rows, columns, 1, a, stride, x, 1, 0, y, 1);
    }

    /** {@code y = beta y + Aᵀ x}. @param a as in {@link #multiply}; @param x {@code [rows]} */
    public static void multiplyTransposed(
            int rows, int columns, FloatPointer a, int stride, FloatPointer x, float beta, FloatPointer y) {
        cblas_sgemv(CblasRowMajor, CblasTrans, rows, columns, 1, a, stride, x, 1, beta, y, 1);
    }

    /**
     * {@code C = A Bᵀ}, {@code [rows, columns]}.
     *
     * @param a      {@code [rows, inner]}
     * @param stride floats from one row of A to the next
     * @param b      {@code [columns, inner]}
     */
    public static void productWithTransposed(
            int rows, int columns, int inner, FloatPointer a, int stride, FloatPointer b, FloatPointer c) {
        cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasTrans, rows, columns, inner, 1, a, stride, b, inner, 0, c, columns);
    }

    /**
     * {@code C = beta C + Aᵀ B}.
     *
     * @param a      {@code [inner, rows]}
     * @param b      {@code [inner, columns]}
     * @param stride floats from one row of B to the next
     */
    public static void productOfTransposed(
            int rows, int columns, int inner, FloatPointer a, FloatPointer b, int stride, float beta, FloatPointer c) {
        cblas_sgemm(
                CblasRowMajor, CblasTrans, CblasNoTrans, rows, columns, inner, 1, a, rows, b, stride, beta, c, columns);
    }

    /** Parts of {@link #gram} that can be computed at the same time. */
    public static int gramPanels(int columns) {
        return columns < LEAST_SHARED ? 1 : PANELS;
    }

    /**
     * Some rows of the lower triangle of {@code C = beta C + Aᵀ A}, {@code [columns, columns]}; all panels together are
     * all rows.
     *
     * @param a     {@code [rows, columns]}
     * @param panel from 0, below {@link #gramPanels}; the first has the most work
     */
    public static void gram(int rows, int columns, FloatPointer a, float beta, FloatPointer c, int panel) {
        int panels = gramPanels(columns);
        int first = columns * (panels - 1 - panel) / panels;
        int height = columns * (panels - panel) / panels - first;
        FloatPointer left = view(a, first);
        FloatPointer below = view(c, (long) first * columns);
        if (first > 0) {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasTrans,
                    CblasNoTrans,
                    height,
                    first,
                    rows,
                    1,
                    left,
                    columns,
                    a,
                    columns,
                    beta,
                    below,
                    columns);
        }
        FloatPointer diagonal = view(below, first);
        cblas_ssyrk(CblasRowMajor, CblasLower, CblasTrans, height, rows, 1, left, columns, beta, diagonal, columns);
    }

    /** A second pointer to the same memory, further on; not to be closed, which would free it. */
    public static FloatPointer view(FloatPointer x, long offset) {
        return new FloatPointer(x).position(x.position() + offset);
    }

    /**
     * Brings numbers into the cache, by reading one of each cache line in order. Memory then streams twice as fast as
     * under a matrix-vector product, which goes through several rows side by side.
     */
    public static void touch(int count, FloatPointer x) {
        cblas_sdot(count / LINE, x, LINE, x, LINE);
    }

    /**
     * Replaces the lower triangle of a symmetric matrix by its Cholesky factor L, {@code A = L Lᵀ}.
     *
     * @return false if the matrix is not positive definite in float32; its triangle is then spoilt
     */
    public static boolean cholesky(int size, FloatPointer a) {
        // Row-major lower is column-major upper: LAPACKE would copy a row-major matrix both ways.
        return LAPACKE_spotrf(LAPACK_COL_MAJOR, (byte) 'U', size, a, size) == 0;
    }

    /** Replaces {@code x} by the solution of {@code L Lᵀ y = x}. @param factor as {@link #cholesky} leaves it */
    public static void solve(int size, FloatPointer factor, FloatPointer x) {
        cblas_strsv(CblasRowMajor, CblasLower, CblasNoTrans, CblasNonUnit, size, factor, size, x, 1);
        cblas_strsv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, size, factor, size, x, 1);
    }
}
