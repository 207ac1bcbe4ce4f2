package lintel.training;

import lintel.data.SparseMatrix;

/**
 * Some features by columns (CSC): a number is what is stored, 0 where nothing is, minus its column's shift.
 *
 * @param starts {@code [columns + 1]}
 * @param rows   of the numbers stored, rising within each column
 * @param shifts {@code [columns]}
 */
record Columns(int[] starts, int[] rows, float[] values, double[] shifts) {
    /** By way of whole rows, twice. @throws ArithmeticException if they are more than an array can hold */
    static Columns of(FeatureBlocks features, int[] chosen) {
        float[] row = new float[features.features()];
        int[] starts = new int[chosen.length + 1];
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, row, 0);
            for (int c = 0; c < chosen.length; c++) {
                starts[c + 1] += row[chosen[c]] != 0 ? 1 : 0;
            }
        }
        for (int c = 0; c < chosen.length; c++) {
            starts[c + 1] = Math.addExact(starts[c], starts[c + 1]);
        }
        int[] next = starts.clone();
        int[] rows = new int[starts[chosen.length]];
        float[] values = new float[rows.length];
        for (int i = 0; i < features.rows(); i++) {
            features.copyRow(i, row, 0);
            for (int c = 0; c < chosen.length; c++) {
                if (row[chosen[c]] != 0) {
                    rows[next[c]] = i;
                    values[next[c]++] = row[chosen[c]];
                }
            }
        }
        return new Columns(starts, rows, values, new double[chosen.length]);
    }

    /** In time and memory by the numbers stored. */
    static Columns of(SparseMatrix matrix, int[] chosen) {
        int[] position = new int[matrix.columns()];
        double[] shifts = new double[chosen.length];
        for (int c = 0; c < chosen.length; c++) {
            position[chosen[c]] = c + 1; // 0 stands for not chosen
            shifts[c] = matrix.shifts() == null ? 0 : matrix.shifts()[chosen[c]];
        }
        int[] starts = new int[chosen.length + 1];
        for (int e = 0; e < matrix.entries(); e++) {
            int c = position[matrix.indices()[e]];
            if (c > 0) {
                starts[c]++;
            }
        }
        for (int c = 0; c < chosen.length; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        int[] rows = new int[starts[chosen.length]];
        float[] values = new float[rows.length];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                int c = position[matrix.indices()[e]] - 1;
                if (c >= 0) {
                    rows[next[c]] = i;
                    values[next[c]++] = matrix.values()[e];
                }
            }
        }
        return new Columns(starts, rows, values, shifts);
    }
}
