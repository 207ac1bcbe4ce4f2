package lintel.training;

import lintel.data.Matrix;
import lintel.engine.SmallCholesky;
import lintel.engine.SmallRows;

/** Rows of a dense matrix that is small: a copy on the Java heap, for which OpenBLAS is never loaded. */
final class SmallBlocks implements FeatureBlocks {
    /** With more, OpenBLAS takes less than half the time, and is worth the tenth of a second that it takes to load. */
    private static final int MOST_COLUMNS = 64;

    private static final long MOST_NUMBERS = 100_000;

    /** Rows multiplied at once: few enough to be in the cache still when the residuals come back. */
    private static final int TILE_ROWS = 512;

    private final SmallRows rows;

    SmallBlocks(Matrix matrix) {
        this(new SmallRows(matrix.rows(), matrix.columns(), (row, target) -> matrix.copyRow(row, target, 0)));
    }

    private SmallBlocks(SmallRows rows) {
        this.rows = rows;
    }

    /** Whether plain Java fits so few numbers about as fast as OpenBLAS. */
    static boolean suit(Matrix matrix) {
        return matrix.columns() <= MOST_COLUMNS && (long) matrix.rows() * matrix.columns() <= MOST_NUMBERS;
    }

    @Override
    public int rows() {
        return rows.rows();
    }

    @Override
    public int features() {
        return rows.columns();
    }

    @Override
    public double[] pass(float[] weights, int outputs, BlockStep step) {
        double[][] sums = new double[outputs][rows.columns()];
        float[] tile = new float[Math.min(TILE_ROWS, rows.rows()) * outputs];
        for (int first = 0; first < rows.rows(); first += TILE_ROWS) {
            int count = Math.min(TILE_ROWS, rows.rows() - first);
            rows.multiply(first, count, weights, outputs, tile);
            step.apply(0, first, count, tile);
            for (int k = 0; k < outputs; k++) {
                rows.addProducts(first, count, tile, outputs, k, sums[k]);
            }
        }
        double[] gradients = new double[weights.length];
        for (int k = 0; k < outputs; k++) {
            System.arraycopy(sums[k], 0, gradients, k * sums[k].length, sums[k].length);
        }
        return gradients;
    }

    /** The Hessian of all rows, factored. @param weights {@code [rows]} what each counts */
    Preconditioner factor(double[] weights, double[] penalties) {
        return Preconditioner.of(SmallCholesky.of(rows.gram(weights), penalties));
    }

    @Override
    public void copyRow(int row, float[] target, int offset) {
        rows.copyRow(row, target, offset);
    }

    @Override
    public FeatureBlocks select(int[] chosen) {
        return new SmallBlocks(
                new SmallRows(chosen.length, rows.columns(), (i, target) -> rows.copyRow(chosen[i], target, 0)));
    }

    @Override
    public void close() {
        // nothing outside the heap
    }
}
