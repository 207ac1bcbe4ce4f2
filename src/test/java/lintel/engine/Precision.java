package lintel.engine;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesv;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_sgesv;
import static org.bytedeco.openblas.global.openblas.LAPACKE_spotrf;
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
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_ssyrk;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_strsm;

/** OpenBLAS in one of its precisions, on square row-major matrices {@code [n, n]} of numbers a float holds exactly. */
enum Precision {
    FLOAT(0x1p-24) {
        @Override
        double[] gemm(int n, double[] a, double[] b) {
            float[] c = new float[n * n];
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, floats(a), n, floats(b), n, 0, c, n);
            return doubles(c);
        }

        @Override
        double[] syrk(int n, double[] a) {
            float[] c = new float[n * n];
            cblas_ssyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, n, 1, floats(a), n, 0, c, n);
            return doubles(c);
        }

        @Override
        double[] trsm(int n, double[] lower, double[] b) {
            float[] x = floats(b);
            cblas_strsm(
                    CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, floats(lower), n, x, n);
            return doubles(x);
        }

        @Override
        double[] potrf(int n, double[] matrix) {
            float[] factor = floats(matrix);
            succeeded(LAPACKE_spotrf(LAPACK_ROW_MAJOR, (byte) 'L', n, factor, n));
            return doubles(factor);
        }

        @Override
        double[] gesv(int n, double[] matrix, double[] b) {
            float[] x = floats(b);
            succeeded(LAPACKE_sgesv(LAPACK_ROW_MAJOR, n, n, floats(matrix), n, new int[n], x, n));
            return doubles(x);
        }
    },

    DOUBLE(0x1p-53) {
        @Override
        double[] gemm(int n, double[] a, double[] b) {
            double[] c = new double[n * n];
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
            return c;
        }

        @Override
        double[] syrk(int n, double[] a) {
            double[] c = new double[n * n];
            cblas_dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, n, 1, a, n, 0, c, n);
            return c;
        }

        @Override
        double[] trsm(int n, double[] lower, double[] b) {
            double[] x = b.clone();
            cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, lower, n, x, n);
            return x;
        }

        @Override
        double[] potrf(int n, double[] matrix) {
            double[] factor = matrix.clone();
            succeeded(LAPACKE_dpotrf(LAPACK_ROW_MAJOR, (byte) 'L', n, factor, n));
            return factor;
        }

        @Override
        double[] gesv(int n, double[] matrix, double[] b) {
            double[] x = b.clone();
            succeeded(LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, n, matrix.clone(), n, new int[n], x, n));
            return x;
        }
    };

    /** The largest relative error of one rounding. */
    final double rounding;

    Precision(double rounding) {
        this.rounding = rounding;
    }

    /** A B. */
    abstract double[] gemm(int n, double[] a, double[] b);

    /** The lower triangle of A A^T; 0 above. */
    abstract double[] syrk(int n, double[] a);

    /** The X of L X = B; what stands above L's diagonal is not read. */
    abstract double[] trsm(int n, double[] lower, double[] b);

    /** The lower triangular L of A = L L^T; above it what stood there. */
    abstract double[] potrf(int n, double[] matrix);

    /** The X of A X = B. */
    abstract double[] gesv(int n, double[] matrix, double[] b);

    private static void succeeded(int info) {
        if (info != 0) {
            throw new AssertionError("info is " + info);
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
