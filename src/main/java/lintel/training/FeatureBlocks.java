package lintel.training;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.engine.Team;

/**
 * The features of the training examples, {@code [rows, features]}, as solvers see them: read block by block, in order,
 * never changed. Holds memory outside the heap until closed.
 */
interface FeatureBlocks extends AutoCloseable {
    /** Sees the products of one block on their way to the gradient. */
    @FunctionalInterface
    interface BlockStep {
        /**
         * Replaces each product by its residual. Blocks of different lanes may come at the same time.
         *
         * @param lane     from 0, below {@link #lanes}: a fixed share of the rows, whose blocks come in order
         * @param first    index of the block's first row
         * @param products {@code [rows, outputs]}, row-major: features times weights
         */
        void apply(int lane, int first, int rows, float[] products);
    }

    /** Sees to consecutive things. */
    @FunctionalInterface
    interface Piece {
        void accept(int first, int end);
    }

    /** Pieces that {@link #shareEvenly} makes: enough for the threads that memory feeds. */
    int PIECES = 8;

    /** The features of rows as they are. @param team not closed */
    static FeatureBlocks of(Examples examples, Team team) {
        if (examples instanceof Examples.Dense dense) {
            return of(dense.values(), team);
        }
        if (examples instanceof Examples.Sparse sparse) {
            return new SparseBlocks(sparse.values());
        }
        throw new AssertionError(examples);
    }

    /** The rows of a dense matrix. @param team not closed */
    static FeatureBlocks of(Matrix matrix, Team team) {
        return SmallBlocks.suit(matrix) ? new SmallBlocks(matrix) : new DenseBlocks(matrix, team);
    }

    int rows();

    int features();

    /** Shares of the rows whose sums are kept apart, whatever the number of threads. */
    default int lanes() {
        return 1;
    }

    /** Does parts of other work on these rows, on as many threads as their passes take. */
    default void share(int parts, IntConsumer part) {
        for (int i = 0; i < parts; i++) {
            part.accept(i);
        }
    }

    /** Sees to things {@code 0 … count - 1} in pieces of about the same size, on as many threads as passes take. */
    default void shareEvenly(int count, Piece piece) {
        int pieces = Math.min(count, PIECES);
        share(pieces, i -> piece.accept((int) ((long) count * i / pieces), (int) ((long) count * (i + 1) / pieces)));
    }

    /**
     * Reads every row once: multiplies it by the weights, lets {@code step} make residuals of the products, and sums
     * features times residuals.
     *
     * @param weights {@code [outputs, features]}, row-major
     * @return {@code [outputs, features]}, summed in double over groups of some thousand rows that are summed in float
     */
    double[] pass(float[] weights, int outputs, BlockStep step);

    /** Copies one row's features to {@code target[offset …]}. */
    void copyRow(int row, float[] target, int offset);

    /** A copy of some rows, to be closed. @param chosen rising */
    FeatureBlocks select(int[] chosen);

    /** The rows {@code 0, step, 2 step, …}, to be closed before these. @param step at least 1 */
    default FeatureBlocks sample(int step) {
        return select(every(step, rows()));
    }

    /** Rows of {@link #sample}. */
    static int[] every(int step, int rows) {
        return IntStream.range(0, (rows + step - 1) / step).map(i -> i * step).toArray();
    }

    /** A copy of some features. @param chosen rising */
    default Columns columns(int[] chosen) {
        return Columns.of(this, chosen);
    }

    @Override
    void close();
}
