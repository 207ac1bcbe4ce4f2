package lintel.training;

import lintel.data.SparseMatrix;

/** Rows of a sparse matrix, read where they lie; all sums in double. */
final class SparseBlocks implements FeatureBlocks {
    /** Numbers that stay in the cache until the residuals come back. */
    private static final int TILE_ENTRIES = 1 << 14;

    private static final int MOST_TILE_ROWS = 512;

    private final SparseMatrix matrix;

    SparseBlocks(SparseMatrix matrix) {
        this.matrix = matrix;
    }

    @Override
    public int rows() {
        return matrix.rows();
    }

    @Override
    public int features() {
        return matrix.columns();
    }

    @Override
    public double[] pass(float[] weights, int outputs, BlockStep step) {
        Pass pass = outputs == 1 ? new Pass(weights) : new ManyPass(weights, outputs);
        float[] products = new float[MOST_TILE_ROWS * outputs];
        int first = 0;
        while (first < rows()) {
            int end = tileEnd(first);
            pass.multiply(first, end, products);
            step.apply(0, first, end - first, products);
            pass.multiplyTransposed(first, end, products);
            first = end;
        }
        return pass.sum();
    }

    private int tileEnd(int first) {
        int[] starts = matrix.starts();
        int end = first + 1;
        int most = Math.min(rows(), first + MOST_TILE_ROWS);
        while (end < most && starts[end + 1] - starts[first] <= TILE_ENTRIES) {
            end++;
        }
        return end;
    }

    /** {@code Σ weight_i x_ij²}, {@code [features]}. @param weights {@code [rows]} */
    double[] squares(double[] weights) {
        double[] shifts = matrix.shifts();
        double[] squares = new double[features()];
        double[] sums = new double[shifts == null ? 0 : features()];
        double total = 0;
        for (int i = 0; i < rows(); i++) {
            double weight = weights[i];
            total += weight;
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                double weighted = weight * matrix.values()[e];
                squares[matrix.indices()[e]] += weighted * matrix.values()[e];
                if (shifts != null) {
                    sums[matrix.indices()[e]] += weighted;
                }
            }
        }
        for (int j = 0; j < sums.length; j++) {
            squares[j] = Math.max(0, squares[j] + shifts[j] * (shifts[j] * total - 2 * sums[j]));
        }
        return squares;
    }

    @Override
    public void copyRow(int row, float[] target, int offset) {
        matrix.copyRow(row, target, offset);
    }

    @Override
    public Columns columns(int[] chosen) {
        return Columns.of(matrix, chosen);
    }

    @Override
    public FeatureBlocks select(int[] chosen) {
        return new SparseBlocks(matrix.select(chosen));
    }

    @Override
    public void close() {
        // nothing outside the heap
    }

    /** The arrays of one pass for one output. */
    private class Pass {
        final int[] starts = matrix.starts();
        final int[] indices = matrix.indices();
        final float[] values = matrix.values();
        private final float[] weights;
        private final double constant;
        private final double[] gradient = new double[features()];
        private double residuals;

        Pass(float[] weights) {
            this.weights = weights;
            this.constant = constant(weights, 0);
        }

        /** What the shifts take from each product. */
        final double constant(float[] weights, int first) {
            double[] shifts = matrix.shifts();
            double sum = 0;
            for (int j = 0; shifts != null && j < shifts.length; j++) {
                sum -= shifts[j] * weights[first + j];
            }
            return sum;
        }

        void multiply(int first, int end, float[] products) {
            for (int i = first; i < end; i++) {
                products[i - first] = (float) (constant + product(starts[i], starts[i + 1]));
            }
        }

        /** Two sums side by side, because each addition has to wait for the one before it. */
        private double product(int from, int to) {
            double even = 0;
            double odd = 0;
            int e = from;
            for (; e + 1 < to; e += 2) {
                even += (double) values[e] * weights[indices[e]];
                odd += (double) values[e + 1] * weights[indices[e + 1]];
            }
            return e < to ? even + odd + (double) values[e] * weights[indices[e]] : even + odd;
        }

        void multiplyTransposed(int first, int end, float[] factors) {
            for (int i = first; i < end; i++) {
                double factor = factors[i - first];
                residuals += factor;
                for (int e = starts[i], to = starts[i + 1]; e < to; e++) {
                    gradient[indices[e]] += factor * values[e];
                }
            }
        }

        double[] sum() {
            return unshifted(gradient, 0, residuals);
        }

        final double[] unshifted(double[] sums, int first, double factors) {
            double[] shifts = matrix.shifts();
            for (int j = 0; shifts != null && j < shifts.length; j++) {
                sums[first + j] -= shifts[j] * factors;
            }
            return sums;
        }
    }

    /** The same for several: weights and sums of all outputs lie together for each feature. */
    private final class ManyPass extends Pass {
        private final int outputs;
        private final float[] weights;
        private final double[] constants;
        private final double[] gradient;
        private final double[] residuals;
        private final double[] row;

        ManyPass(float[] weights, int outputs) {
            super(weights);
            this.outputs = outputs;
            this.weights = new float[weights.length];
            this.constants = new double[outputs];
            this.gradient = new double[weights.length];
            this.residuals = new double[outputs];
            this.row = new double[outputs];
            for (int k = 0; k < outputs; k++) {
                constants[k] = constant(weights, k * features());
                for (int j = 0; j < features(); j++) {
                    this.weights[j * outputs + k] = weights[k * features() + j];
                }
            }
        }

        @Override
        void multiply(int first, int end, float[] products) {
            for (int i = first; i < end; i++) {
                System.arraycopy(constants, 0, row, 0, outputs);
                for (int e = starts[i], to = starts[i + 1]; e < to; e++) {
                    double value = values[e];
                    int at = indices[e] * outputs;
                    for (int k = 0; k < outputs; k++) {
                        row[k] += value * weights[at + k];
                    }
                }
                for (int k = 0; k < outputs; k++) {
                    products[(i - first) * outputs + k] = (float) row[k];
                }
            }
        }

        @Override
        void multiplyTransposed(int first, int end, float[] factors) {
            for (int i = first; i < end; i++) {
                for (int k = 0; k < outputs; k++) {
                    row[k] = factors[(i - first) * outputs + k];
                    residuals[k] += row[k];
                }
                for (int e = starts[i], to = starts[i + 1]; e < to; e++) {
                    double value = values[e];
                    int at = indices[e] * outputs;
                    for (int k = 0; k < outputs; k++) {
                        gradient[at + k] += value * row[k];
                    }
                }
            }
        }

        @Override
        double[] sum() {
            double[] result = new double[gradient.length];
            for (int k = 0; k < outputs; k++) {
                for (int j = 0; j < features(); j++) {
                    result[k * features() + j] = gradient[j * outputs + k];
                }
                unshifted(result, k * features(), residuals[k]);
            }
            return result;
        }
    }
}
