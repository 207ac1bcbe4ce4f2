package lintel.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** In float32, as networks are trained and used. */
final class FloatArithmetic extends Arithmetic {
    FloatArithmetic() {
        super(Float.BYTES);
    }

    @Override
    FloatPointer allocate(long count) {
        return new FloatPointer(count);
    }

    @Override
    void put(float[] values, int from, int count, Pointer to, long at) {
        ((FloatPointer) to).position(at).put(values, from, count);
    }

    @Override
    void put(double[] values, int from, int count, Pointer to, long at) {
        float[] rounded = new float[count];
        for (int i = 0; i < count; i++) {
            rounded[i] = (float) values[from + i];
        }
        put(rounded, 0, count, to, at);
    }

    @Override
    void get(Pointer from, long at, double[] values, int to, int count) {
        float[] narrow = new float[count];
        get(from, at, narrow, 0, count);
        for (int i = 0; i < count; i++) {
            values[to + i] = narrow[i];
        }
    }

    @Override
    void get(Pointer from, long at, float[] values, int to, int count) {
        ((FloatPointer) from).position(at).get(values, to, count);
    }

    @Override
    void multiply(Pointer from, long at, float[] factors, int count, Pointer to) {
        float[] values = new float[count];
        get(from, at, values, 0, count);
        for (int i = 0; i < count; i++) {
            values[i] *= factors[i];
        }
        put(values, 0, count, to, at);
    }

    @Override
    void gemm(int transA, int transB, int rows, int columns, int inner, Block a, Block b, double beta, Block c) {
        FloatPointer left = begin(a, FloatPointer.class);
        FloatPointer right = begin(b, FloatPointer.class);
        FloatPointer result = begin(c, FloatPointer.class);
        cblas_sgemm(
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
                (float) beta,
                result,
                c.stride());
    }

    @Override
    void gemv(int trans, int rows, int columns, Block a, Block x, int strideX, double beta, Block y, int strideY) {
        FloatPointer matrix = begin(a, FloatPointer.class);
        FloatPointer vector = begin(x, FloatPointer.class);
        FloatPointer result = begin(y, FloatPointer.class);
        cblas_sgemv(
                order(), trans, rows, columns, 1, matrix, a.stride(), vector, strideX, (float) beta, result, strideY);
    }

    @Override
    Cells cells(int units) {
        return new FloatCells(this, units);
    }

    @Override
    FloatPointer view(Pointer pointer, long at) {
        return ((FloatPointer) pointer).position(0).getPointer(at);
    }
}
