package lintel.training;

/**
 * {@code Σ x²} of each feature, from every so many-th row.
 *
 * @param sums {@code [features]}, as of all rows
 * @param tell whether they can be told from those rows: no feature's is 0, or that of a few rows
 */
record ColumnSquares(double[] sums, boolean tell) {
    /** Rows summed in float32 before the sum goes on in double. */
    private static final int FLOAT_ROWS = 1024;
    /** A row has few others beside it when it has this share of the sum. */
    private static final double LARGE_SHARE = 1.0 / 32;

    /** @param step 1 for all rows, which always tell */
    static ColumnSquares of(FeatureBlocks features, int step) {
        int rows = features.rows();
        int count = (rows + step - 1) / step;
        int width = features.features();
        double[] sums = new double[width];
        float[] row = new float[width];
        float[] some = new float[width];
        float[] largest = new float[width];
        for (int i = 0; i < count; i++) {
            features.copyRow(i * step, row, 0);
            for (int j = 0; j < width; j++) {
                float square = row[j] * row[j];
                some[j] += square;
                largest[j] = Math.max(largest[j], square);
            }
            if (i % FLOAT_ROWS == FLOAT_ROWS - 1 || i == count - 1) {
                for (int j = 0; j < width; j++) {
                    sums[j] += (double) some[j] * rows / count;
                    some[j] = 0;
                }
            }
        }
        boolean tell = true;
        for (int j = 0; j < width; j++) {
            tell &= largest[j] < LARGE_SHARE * sums[j] * count / rows;
        }
        return new ColumnSquares(sums, tell || step == 1);
    }
}
