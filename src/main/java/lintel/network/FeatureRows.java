package lintel.network;

import java.nio.FloatBuffer;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.SparseMatrix;

/** The rows of examples as logistic regression multiplies them, by weights {@code [outputs, features]}, in double. */
sealed interface FeatureRows {
    /** @throws IllegalArgumentException if these are not rows of so many features */
    static FeatureRows of(Examples examples, int features) {
        if (examples.features() == features) {
            if (examples instanceof Examples.Dense dense) {
                return new Dense(dense.values());
            }
            if (examples instanceof Examples.Sparse sparse) {
                return new Sparse(sparse.values());
            }
        }
        throw new IllegalArgumentException("this network reads rows of %d features, but is given %s of %d"
                .formatted(features, examples.getClass().getSimpleName(), examples.features()));
    }

    int count();

    /** The part of one output's products that is the same for all rows. */
    double constant(float[] weights, int output);

    /** The rest of a row's product with one output's weights, added to {@code start}. */
    double product(int row, float[] weights, int output, double start);

    /** Adds a row's numbers times {@code factor} to one output's sums, but for {@link #addConstant}. */
    void add(int row, double factor, double[] sums, int output);

    /** Adds to one output's sums what is the same for all rows. @param factor the sum of all rows' factors */
    void addConstant(double factor, double[] sums, int output);

    /** All numbers of each row, in the order they lie in memory. */
    record Dense(Matrix values) implements FeatureRows {
        @Override
        public int count() {
            return values.rows();
        }

        @Override
        public double constant(float[] weights, int output) {
            return 0;
        }

        /** Four sums side by side, because each addition has to wait for the one before it. */
        @Override
        public double product(int row, float[] weights, int output, double start) {
            FloatBuffer block = values.block(row / values.blockRows());
            int features = values.columns();
            int at = row % values.blockRows() * features;
            int first = output * features;
            double sum0 = start;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            int i = 0;
            for (; i + 3 < features; i += 4) {
                sum0 += (double) block.get(at + i) * weights[first + i];
                sum1 += (double) block.get(at + i + 1) * weights[first + i + 1];
                sum2 += (double) block.get(at + i + 2) * weights[first + i + 2];
                sum3 += (double) block.get(at + i + 3) * weights[first + i + 3];
            }
            for (; i < features; i++) {
                sum0 += (double) block.get(at + i) * weights[first + i];
            }
            return sum0 + sum1 + (sum2 + sum3);
        }

        @Override
        public void add(int row, double factor, double[] sums, int output) {
            FloatBuffer block = values.block(row / values.blockRows());
            int features = values.columns();
            int at = row % values.blockRows() * features;
            for (int i = 0; i < features; i++) {
                sums[output * features + i] += factor * block.get(at + i);
            }
        }

        @Override
        public void addConstant(double factor, double[] sums, int output) {
            // every number is stored in its row
        }
    }

    /** Stored numbers only; what their columns are shifted by is the same for all rows. */
    record Sparse(SparseMatrix values) implements FeatureRows {
        @Override
        public int count() {
            return values.rows();
        }

        @Override
        public double constant(float[] weights, int output) {
            double[] shifts = values.shifts();
            double sum = 0;
            for (int j = 0; shifts != null && j < shifts.length; j++) {
                sum -= shifts[j] * weights[output * shifts.length + j];
            }
            return sum;
        }

        @Override
        public double product(int row, float[] weights, int output, double start) {
            int first = output * values.columns();
            int[] indices = values.indices();
            float[] numbers = values.values();
            double sum = start;
            for (int e = values.starts()[row]; e < values.starts()[row + 1]; e++) {
                sum += (double) numbers[e] * weights[first + indices[e]];
            }
            return sum;
        }

        @Override
        public void add(int row, double factor, double[] sums, int output) {
            int first = output * values.columns();
            for (int e = values.starts()[row]; e < values.starts()[row + 1]; e++) {
                sums[first + values.indices()[e]] += factor * values.values()[e];
            }
        }

        @Override
        public void addConstant(double factor, double[] sums, int output) {
            double[] shifts = values.shifts();
            for (int j = 0; shifts != null && j < shifts.length; j++) {
                sums[output * shifts.length + j] -= factor * shifts[j];
            }
        }
    }
}
