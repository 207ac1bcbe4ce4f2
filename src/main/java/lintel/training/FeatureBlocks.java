package lintel.training;

import lintel.data.Examples;

/**
 * The features of the training examples, {@code [rows, features]}, as solvers see them: read block by block, in order,
 * never changed. Holds memory outside the heap until closed.
 */
interface FeatureBlocks extends AutoCloseable {
    /** Sees the products of one block on their way to the gradient. */
    @FunctionalInterface
    interface BlockStep {
        /**
         * Replaces each product by its residual.
         *
         * @param first    index of the block's first row
         * @param products {@code [rows, outputs]}, row-major: features times weights
         */
        void apply(int first, int rows, float[] products);
    }

    /** The features of rows as they are. */
    static FeatureBlocks of(Examples examples) {
        if (examples instanceof Examples.Dense dense) {
            return new DenseBlocks(dense.values());
        }
        if (examples instanceof Examples.Sparse sparse) {
            return new SparseBlocks(sparse.values());
        }
        throw new AssertionError(examples);
    }

    int rows();

    int features();

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

    /** A copy of the rows {@code 0, step, 2 step, …} rounded down, {@code count} of them. @param step at least 1 */
    FeatureBlocks sample(int count, double step);

    @Override
    void close();
}
