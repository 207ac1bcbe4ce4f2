package lintel.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;

/** In float64, to check gradients by. */
final class DoubleArithmetic extends Arithmetic {
    DoubleArithmetic() {
        super(Double.BYTES);
    }

    @Override
    DoublePointer allocate(long count) {
        return new DoublePointer(count);
    }

    @Override
    void put(float[] values, int from, int count, Pointer to, long at) {
        double[] wide = new double[count];
        for (int i = 0; i < count; i++) {
            wide[i] = values[from + i];
        }
        put(wide, 0, count, to, at);
    }

    @Override
    void put(double[] values, int from, int count, Pointer to, long at) {
        ((DoublePointer) to).position(at).put(values, from, count);
    }

    @Override
    void get(Pointer from, long at, double[] values, int to, int count) {
        ((DoublePointer) from).position(at).get(values, to, count);
    }

    @Override
    void get(Pointer from, long at, float[] values, int to, int count) {
        double[] wide = new double[count];
        get(from, at, wide, 0, count);
        for (int i = 0; i < count; i++) {
            values[to + i] = (float) wide[i];
        }
    }

    @Override
    void multiply(Pointer from, long at, float[] factors, int count, Pointer to) {
        double[] values = new double[count];
        get(from, at, values, 0, count);
        for (int i = 0; i < count; i++) {
            values[i] *= factors[i];
        }
        put(values, 0, count, to, at);
    }

    @Override
    void gemm(int transA, int transB, int rows, int columns, int inner, Block a, Block b, double beta, Block c) {
        DoublePointer left = begin(a, DoublePointer.class);
        DoublePointer right = begin(b, DoublePointer.class);
        DoublePointer result = begin(c, DoublePointer.class);
        cblas_dgemm(
                order(),
                transA,
                transB,
                rows,
                columns,
                inner,
                1,
                left,
                a.stride(),
                right,
                b.stride(),
                beta,
                result,
                c.stride());
    }

    @Override
    void gemv(int trans, int rows, int columns, Block a, Block x, int strideX, double beta, Block y, int strideY) {
        DoublePointer matrix = begin(a, DoublePointer.class);
        DoublePointer vector = begin(x, DoublePointer.class);
        DoublePointer result = begin(y, DoublePointer.class);
        cblas_dgemv(order(), trans, rows, columns, 1, matrix, a.stride(), vector, strideX, beta, result, strideY);
    }

    @Override
    Cells cells(int units) {
        return new DoubleCells(this, units);
    }

    @Override
    DoublePointer view(Pointer pointer, long at) {
        return ((DoublePointer) pointer).position(0).getPointer(at);
    }
}
