package lintel.engine;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesv;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLeft;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasLower;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dtrsm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The OpenBLAS that the build chooses is right on this processor: versions and forced kernels that are wrong from some
 * size on are known (0.3.19 as SkylakeX: dtrsm from 20, dpotrf from 40, dgesv). The reference is plain Java.
 */
class BlasTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 130, 257, 400})
    void gemmIsTheSumOfProducts(int n) {
        double[] a = random(n, 1);
        double[] b = random(n, 2);
        double[] c = new double[n * n];
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
        float[] single = new float[n * n];
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, floats(a), n, floats(b), n, 0, single, n);

        double[] expected = product(a, b, n);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], c[i], 1e-11, "double, entry " + i);
            assertEquals(expected[i], single[i], 1e-3, "float, entry " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 130, 257, 400})
    void syrkIsTheProductWithTheTranspose(int n) {
        double[] a = random(n, 3);
        double[] c = new double[n * n];
        cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, n, 1, a, n, 0, c, n);

        assertLowerEquals(product(a, transposed(a, n), n), c, n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 130, 257, 400})
    void trsmSolvesTriangularSystems(int n) {
        double[] lower = dominant(n, 4);
        clearUpper(lower, n);
        double[] b = random(n, 5);
        double[] x = b.clone();
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, lower, n, x, n);

        assertClose(b, product(lower, x, n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 130, 257, 400})
    void potrfFactorsPositiveMatrices(int n) {
        double[] root = dominant(n, 6);
        double[] matrix = product(root, transposed(root, n), n);
        double[] factor = matrix.clone();

        assertEquals(0, LAPACKE_dpotrf(LAPACK_ROW_MAJOR, (byte) 'L', n, factor, n));
        clearUpper(factor, n);
        assertClose(matrix, product(factor, transposed(factor, n), n));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 40, 130, 257, 400})
    void gesvSolvesGeneralSystems(int n) {
        double[] matrix = dominant(n, 7);
        double[] b = random(n, 8);
        double[] x = b.clone();

        assertEquals(0, LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, n, matrix.clone(), n, new int[n], x, n));
        assertClose(b, product(matrix, x, n));
    }

    private static double[] random(int n, long seed) {
        return new Random(seed).doubles((long) n * n, -1, 1).toArray();
    }

    /** A diagonal of n makes the matrix well conditioned, so that residuals stay near the rounding error. */
    private static double[] dominant(int n, long seed) {
        double[] matrix = random(n, seed);
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] += n;
        }
        return matrix;
    }

    private static void clearUpper(double[] matrix, int n) {
        for (int row = 0; row < n; row++) {
            for (int column = row + 1; column < n; column++) {
                matrix[row * n + column] = 0;
            }
        }
    }

    private static double[] product(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int k = 0; k < n; k++) {
                for (int column = 0; column < n; column++) {
                    c[row * n + column] += a[row * n + k] * b[k * n + column];
                }
            }
        }
        return c;
    }

    private static double[] transposed(double[] a, int n) {
        double[] t = new double[n * n];
        for (int i = 0; i < t.length; i++) {
            t[i] = a[i % n * n + i / n];
        }
        return t;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static void assertLowerEquals(double[] expected, double[] actual, int n) {
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                assertEquals(expected[row * n + column], actual[row * n + column], 1e-11, row + ", " + column);
            }
        }
    }

    private static void assertClose(double[] expected, double[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-9 * Math.max(1, Math.abs(expected[i])), "entry " + i);
        }
    }
}
