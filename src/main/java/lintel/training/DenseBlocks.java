package lintel.training;

import java.util.ArrayList;
import java.util.List;
import lintel.data.Matrix;
import lintel.engine.Blas;
import org.bytedeco.javacpp.FloatPointer;

/** Rows of a dense matrix, read where they lie. */
final class DenseBlocks implements FeatureBlocks {
    /** Rows multiplied at once: few enough to be in the cache still when the residuals come back. */
    private static final int TILE_FLOATS = 1 << 17;

    private static final int MOST_TILE_ROWS = 512;
    /** Rows summed in float32 before the sum goes on in double. */
    private static final int FLOAT_ROWS = 4096;

    private final Matrix matrix;
    private final List<FloatPointer> blocks;
    private final int tileRows;

    DenseBlocks(Matrix matrix) {
        this.matrix = matrix;
        this.blocks = new ArrayList<>(matrix.blockCount());
        for (int b = 0; b < matrix.blockCount(); b++) {
            blocks.add(new FloatPointer(matrix.block(b)).position(0));
        }
        this.tileRows = Math.max(1, Math.min(MOST_TILE_ROWS, TILE_FLOATS / Math.max(1, matrix.columns())));
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
        try (Pass pass = new Pass(weights, outputs, step)) {
            for (int b = 0; b < blocks.size(); b++) {
                pass.block(b);
            }
            return pass.sum();
        }
    }

    @Override
    public void copyRow(int row, float[] target, int offset) {
        matrix.copyRow(row, target, offset);
    }

    @Override
    public FeatureBlocks sample(int count, double step) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = (int) (i * step);
        }
        return new DenseBlocks(matrix.select(chosen));
    }

    @Override
    public void close() {
        blocks.clear(); // the matrix owns the numbers
    }

    /** The arrays of one pass. */
    private final class Pass implements AutoCloseable {
        private final int outputs;
        private final int features = matrix.columns();
        private final BlockStep step;
        private final FloatPointer weights;
        private final FloatPointer products;
        private final FloatPointer gradient;
        private final float[] tile;
        private final float[] partial;
        private final double[] total;
        private int summed;

        Pass(float[] weights, int outputs, BlockStep step) {
            this.outputs = outputs;
            this.step = step;
            this.weights = new FloatPointer((long) weights.length).put(weights);
            this.products = new FloatPointer((long) tileRows * outputs);
            this.gradient = new FloatPointer((long) weights.length);
            this.tile = new float[tileRows * outputs];
            this.partial = new float[weights.length];
            this.total = new double[weights.length];
        }

        void block(int b) {
            int rows = matrix.rowsIn(b);
            int tiles = (rows + tileRows - 1) / tileRows;
            for (int t = 0, start = 0; t < tiles; t++) {
                int end = (int) ((long) rows * (t + 1) / tiles);
                tile(blocks.get(b).position((long) start * features), b * matrix.blockRows() + start, end - start);
                start = end;
            }
        }

        private void tile(FloatPointer x, int first, int rows) {
            float keep = summed == 0 ? 0 : 1;
            if (outputs == 1) {
                Blas.multiply(rows, features, x, weights, products);
            } else {
                Blas.productWithTransposed(rows, outputs, features, x, weights, products);
            }
            products.get(tile, 0, rows * outputs);
            step.apply(first, rows, tile);
            products.put(tile, 0, rows * outputs);
            if (outputs == 1) {
                Blas.multiplyTransposed(rows, features, x, products, keep, gradient);
            } else {
                Blas.productOfTransposed(outputs, features, rows, products, x, keep, gradient);
            }
            summed += rows;
            if (summed >= FLOAT_ROWS) {
                flush();
            }
        }

        private void flush() {
            gradient.get(partial);
            for (int i = 0; i < partial.length; i++) {
                total[i] += partial[i];
            }
            summed = 0;
        }

        double[] sum() {
            if (summed > 0) {
                flush();
            }
            return total;
        }

        @Override
        public void close() {
            weights.close();
            products.close();
            gradient.close();
        }
    }
}
