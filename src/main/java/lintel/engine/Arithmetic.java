package lintel.engine;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.javacpp.Pointer;

/**
 * Numbers of one precision outside the heap, and products of matrices of them, row-major. Places are counted in
 * numbers from a pointer's beginning; a pointer's position is moved at will.
 */
abstract sealed class Arithmetic permits FloatArithmetic, DoubleArithmetic {
    private final int bytes;

    Arithmetic(int bytes) {
        this.bytes = bytes;
    }

    /** New memory, with anything in it. */
    abstract Pointer allocate(long count);

    abstract void put(float[] values, int from, int count, Pointer to, long at);

    abstract void put(double[] values, int from, int count, Pointer to, long at);

    abstract void get(Pointer from, long at, double[] values, int to, int count);

    abstract void get(Pointer from, long at, float[] values, int to, int count);

    /** {@code to = factors * from}, at the same place in both. */
    abstract void multiply(Pointer from, long at, float[] factors, int count, Pointer to);

    /** A matrix where it begins, and by how much a row is from the next. */
    record Block(Pointer memory, long at, int stride) {}

    /** C = beta C + A B, {@code [rows, columns]}, of A {@code [rows, inner]} and B {@code [inner, columns]}. */
    final void product(int rows, int columns, int inner, Block a, Block b, double beta, Block c) {
        if (rows == 1) {
            gemv(CblasTrans, inner, columns, b, a, 1, beta, c, 1);
        } else {
            gemm(CblasNoTrans, CblasNoTrans, rows, columns, inner, a, b, beta, c);
        }
    }

    /** C = beta C + A Bᵀ, {@code [rows, columns]}, of A {@code [rows, inner]} and B {@code [columns, inner]}. */
    final void productWithTransposed(int rows, int columns, int inner, Block a, Block b, double beta, Block c) {
        if (rows == 1) {
            gemv(CblasNoTrans, columns, inner, b, a, 1, beta, c, 1);
        } else if (columns == 1) {
            gemv(CblasNoTrans, rows, inner, a, b, 1, beta, c, c.stride());
        } else {
            gemm(CblasNoTrans, CblasTrans, rows, columns, inner, a, b, beta, c);
        }
    }

    /** C = beta C + Aᵀ B, {@code [rows, columns]}, of A {@code [inner, rows]} and B {@code [inner, columns]}. */
    final void productOfTransposed(int rows, int columns, int inner, Block a, Block b, double beta, Block c) {
        if (rows == 1) {
            gemv(CblasTrans, inner, columns, b, a, a.stride(), beta, c, 1);
        } else {
            gemm(CblasTrans, CblasNoTrans, rows, columns, inner, a, b, beta, c);
        }
    }

    abstract void gemm(
            int transA, int transB, int rows, int columns, int inner, Block a, Block b, double beta, Block c);

    /** y = beta y + A x, or Aᵀ x; A is {@code [rows, columns]}. */
    abstract void gemv(
            int trans, int rows, int columns, Block a, Block x, int strideX, double beta, Block y, int strideY);

    /** The cells of one direction of a layer. */
    abstract Cells cells(int units);

    final int order() {
        return CblasRowMajor;
    }

    /** The pointer, where the matrix begins. */
    static <P extends Pointer> P begin(Block block, Class<P> type) {
        P pointer = type.cast(block.memory());
        pointer.position(block.at());
        return pointer;
    }

    final void copy(Pointer from, long fromAt, Pointer to, long toAt, long count) {
        if (count > 0) {
            Pointer.memcpy(view(to, toAt), view(from, fromAt), bytes * count);
        }
    }

    final void zero(Pointer to, long at, long count) {
        if (count > 0) {
            Pointer.memset(view(to, at), 0, bytes * count);
        }
    }

    /** What begins there: where memory is only bytes, a pointer's position counts these. */
    abstract Pointer view(Pointer pointer, long at);
}
