package lintel.training;

import java.util.Arrays;
import lintel.engine.Cholesky;

/**
 * The Hessian {@code Σ weight p (1 - p) x xᵀ + penalties} at the objective's latest logits, from all rows or from some.
 * Outputs may ask at the same time.
 *
 * <p>A row is drawn with a chance proportional to its share in the trace, {@code p (1 - p) |x|²}, and counts by the
 * inverse of that chance. Where few rows have most of the trace, all of them are taken, and fewer in total. Drawn by
 * {@code p (1 - p)} alone, rare large rows (sparse pixels) spoil the estimate. Rows are taken systematically, so
 * nothing is random.
 */
final class HessianSampler {
    /** Of so many rows per row wanted the shares are found; more would cost as much as a pass. */
    private static final int CANDIDATES = 8;
    /** Where many rows are wanted, chances matter less, and finding them would cost too much. */
    private static final int MANY_ROWS_PER_PARAMETER = 20;

    private static final int CANDIDATES_FOR_MANY = 2;
    /** Where there are so many, chances are all the same. */
    private static final int PLENTY_ROWS_PER_PARAMETER = 40;

    /** Enough to tell a feature's mean square, unless a few rows have most of it. */
    private static final int SQUARED_ROWS = 2048;

    /** Enough to tell the length of a first step. */
    private static final int FEW_ROWS = 512;

    private final LogisticObjective objective;
    private final FeatureBlocks features;
    private final int width;
    private final float[] squares;
    private double[] columnSquares;

    HessianSampler(LogisticObjective objective) {
        this.objective = objective;
        this.features = objective.features();
        this.width = features.features();
        this.squares = new float[features.rows()];
    }

    int rows() {
        return features.rows();
    }

    /** Factor of the Hessian from about {@code wanted} rows; from all rows when there are no more, or few. */
    Preconditioner factor(int output, int wanted) {
        if (features instanceof SmallBlocks small) {
            return small.factor(objective.curvatures(output), objective.penalties());
        }
        try (GramSum sum = new GramSum(features)) {
            each(output, wanted, sum);
            return Preconditioner.of(Cholesky.of(width + 1, sum.lower(), objective.penalties()));
        }
    }

    /** About the Hessian's diagonal, from all rows. */
    Preconditioner diagonal(int output) {
        double[] weights = objective.curvatures(output);
        double[] diagonal = objective.penalties().clone();
        double total = Arrays.stream(weights).sum();
        if (features instanceof SparseBlocks sparse) {
            addTo(diagonal, sparse.squares(weights), 1);
        } else {
            addTo(diagonal, columnSquares(), total / features.rows());
        }
        diagonal[width] += total;
        return positive(diagonal);
    }

    private static void addTo(double[] diagonal, double[] squares, double factor) {
        for (int j = 0; j < squares.length; j++) {
            diagonal[j] += factor * squares[j];
        }
    }

    /** {@code Σ x²} of each feature: found once for all outputs, whose rows it takes to count alike. */
    private synchronized double[] columnSquares() {
        if (columnSquares == null) {
            ColumnSquares some = ColumnSquares.of(features, Math.max(1, features.rows() / SQUARED_ROWS));
            columnSquares = (some.tell() ? some : ColumnSquares.of(features, 1)).sums();
        }
        return columnSquares;
    }

    /** About {@code dᵀ H d}, from a few rows. @param direction {@code [features + 1]} */
    private double curvatureAlong(int output, double[] direction) {
        int step = Math.max(1, features.rows() / FEW_ROWS);
        float[] row = new float[width];
        double sum = 0;
        for (int i = 0; i < features.rows(); i += step) {
            features.copyRow(i, row, 0);
            double product = direction[width];
            for (int j = 0; j < width; j++) {
                product += row[j] * direction[j];
            }
            sum += step * product * product * objective.curvature(output, i);
        }
        for (int j = 0; j < direction.length; j++) {
            sum += objective.penalties()[j] * direction[j] * direction[j];
        }
        return sum;
    }

    /**
     * Shortens a direction that leads beyond the minimum along it: a diagonal knows nothing of features that go
     * together, along which its steps are far too long.
     */
    void shorten(int output, double[] gradient, double[] direction) {
        double length = -SecantPairs.dot(gradient, direction) / curvatureAlong(output, direction);
        for (int j = 0; length < 1 && j < direction.length; j++) {
            direction[j] *= length;
        }
    }

    private static Preconditioner positive(double[] diagonal) {
        for (int j = 0; j < diagonal.length; j++) {
            diagonal[j] = diagonal[j] > 0 ? diagonal[j] : 1;
        }
        return Preconditioner.of(diagonal);
    }

    @FunctionalInterface
    interface RowUse {
        /** @param scale square root of what the row counts */
        void accept(int row, double scale);
    }

    /** Shows {@code use} about {@code wanted} rows and what they count; all rows when there are no more. */
    void each(int output, int wanted, RowUse use) {
        int n = features.rows();
        if (wanted >= n) {
            for (int i = 0; i < n; i++) {
                use.accept(i, Math.sqrt(objective.curvature(output, i)));
            }
            return;
        }
        if (wanted >= PLENTY_ROWS_PER_PARAMETER * (width + 1)) {
            double step = (double) n / wanted;
            for (int c = 0; c < wanted; c++) {
                int i = (int) (c * step);
                use.accept(i, Math.sqrt(objective.curvature(output, i) * step));
            }
            return;
        }
        int candidatesEach = wanted < MANY_ROWS_PER_PARAMETER * (width + 1) ? CANDIDATES : CANDIDATES_FOR_MANY;
        int stride = Math.max(1, n / (candidatesEach * wanted));
        int candidates = (n + stride - 1) / stride;
        double[] shares = shares(output, stride, candidates);
        double perShare = wanted / Math.max(Arrays.stream(shares).sum(), Double.MIN_NORMAL);
        double carry = 0.5;
        for (int c = 0; c < candidates; c++) {
            double chance = Math.min(1, shares[c] * perShare);
            carry += chance;
            if (carry >= 1) {
                carry -= 1;
                int i = c * stride;
                use.accept(i, Math.sqrt(objective.curvature(output, i) * stride / chance));
            }
        }
    }

    /** Each candidate's share in the trace, but for a factor. */
    private double[] shares(int output, int stride, int candidates) {
        double[] shares = new double[candidates];
        features.shareEvenly(candidates, (first, end) -> {
            float[] row = new float[width];
            for (int c = first; c < end; c++) {
                int i = c * stride;
                if (squares[i] == 0) {
                    features.copyRow(i, row, 0);
                    squares[i] = square(row);
                }
                shares[c] = objective.curvature(output, i) * squares[i];
            }
        });
        return shares;
    }

    private static float square(float[] row) {
        float even = 0;
        float odd = 0;
        int j = 0;
        for (; j + 1 < row.length; j += 2) {
            even += row[j] * row[j];
            odd += row[j + 1] * row[j + 1];
        }
        return even + odd + (j < row.length ? row[j] * row[j] : 0) + 1;
    }
}
