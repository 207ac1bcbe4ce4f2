package lintel.training;

import java.util.Arrays;

/** Holds the chosen features by columns and what each row has moved: for many weights, most of whose numbers are 0. */
final class ColumnModel implements QuadraticModel {
    private final int[] chosen;
    private final Columns columns;
    private final double[] weights;
    private final double[] cross;
    private final double[] curvatures;
    private final double[] ridge;
    private final double[] slopes;
    private final double[] moves;
    private final double[] rowMoves;
    private double totalWeight;
    private double interceptMove;

    ColumnModel(LogisticObjective objective, int output, int[] chosen, Columns columns) {
        int size = chosen.length;
        this.chosen = chosen;
        this.columns = columns;
        this.weights = objective.curvatures(output);
        this.cross = new double[size];
        this.curvatures = new double[size];
        this.ridge = new double[size];
        this.slopes = new double[size];
        this.moves = new double[size];
        this.rowMoves = new double[weights.length];
        for (double weight : weights) {
            totalWeight += weight;
        }
        totalWeight = Math.max(totalWeight, Double.MIN_NORMAL);
        for (int c = 0; c < size; c++) {
            column(c, objective.penalties()[chosen[c]]);
        }
    }

    private void column(int c, double penalty) {
        double sum = 0;
        double squares = 0;
        for (int e = columns.starts()[c]; e < columns.starts()[c + 1]; e++) {
            double weighted = weights[columns.rows()[e]] * columns.values()[e];
            sum += weighted;
            squares += weighted * columns.values()[e];
        }
        double centred = squares - sum * sum / totalWeight;
        cross[c] = sum / totalWeight;
        ridge[c] = penalty;
        curvatures[c] = (centred < 1e-12 * squares ? 0 : centred) + penalty;
    }

    @Override
    public int[] chosen() {
        return chosen;
    }

    /** Shifts change nothing but the intercept: the gradient is taken to the numbers as stored. */
    @Override
    public void begin(double[] gradient) {
        double interceptSlope = gradient[gradient.length - 1];
        for (int c = 0; c < slopes.length; c++) {
            slopes[c] = gradient[chosen[c]] + columns.shifts()[c] * interceptSlope;
        }
        Arrays.fill(moves, 0);
        Arrays.fill(rowMoves, 0);
        interceptMove = -interceptSlope / totalWeight;
    }

    @Override
    public double curvature(int c) {
        return curvatures[c];
    }

    @Override
    public double slope(int c) {
        double sum = 0;
        for (int e = columns.starts()[c], end = columns.starts()[c + 1]; e < end; e++) {
            sum += rowMoves[columns.rows()[e]] * columns.values()[e];
        }
        return slopes[c] + sum + interceptMove * cross[c] * totalWeight + ridge[c] * moves[c];
    }

    @Override
    public void move(int c, double change) {
        for (int e = columns.starts()[c], end = columns.starts()[c + 1]; e < end; e++) {
            int row = columns.rows()[e];
            rowMoves[row] += change * weights[row] * columns.values()[e];
        }
        moves[c] += change;
        interceptMove -= cross[c] * change;
    }

    @Override
    public double interceptMove() {
        double shifted = interceptMove;
        for (int c = 0; c < moves.length; c++) {
            shifted += columns.shifts()[c] * moves[c];
        }
        return shifted;
    }

    @Override
    public boolean solve(int[] some, double[] right) {
        return false;
    }

    @Override
    public void close() {
        // nothing outside the heap
    }
}
