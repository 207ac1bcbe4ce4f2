package lintel.data;

import java.util.Arrays;

/**
 * Float32 numbers, {@code [rows, columns]}, most of them equal within their column: only the others are stored, row by
 * row in rising order of columns (CSR). Immutable.
 *
 * <p>A number is what is stored, 0 where nothing is, minus its column's shift. So centred columns stay sparse: the
 * product of a row with w is that of its stored numbers minus {@code shifts · w}.
 */
public final class SparseMatrix {
    private final int columns;
    private final int[] starts;
    private final int[] indices;
    private final float[] values;
    private final double[] shifts;

    private SparseMatrix(int columns, int[] starts, int[] indices, float[] values, double[] shifts) {
        this.columns = columns;
        this.starts = starts;
        this.indices = indices;
        this.values = values;
        this.shifts = shifts;
    }

    /**
     * @param starts  {@code [rows + 1]}, from 0, never falling: where each row's numbers start
     * @param indices at least as many as are stored; columns, rising within each row. Not copied
     * @param values  as many as {@code indices}. Not copied
     * @throws IllegalArgumentException if that is no such matrix
     */
    public static SparseMatrix of(int columns, int[] starts, int[] indices, float[] values) {
        int rows = starts.length - 1;
        require(rows >= 0 && starts[0] == 0, "row starts must begin with 0");
        require(starts[rows] <= indices.length && starts[rows] <= values.length, "numbers are fewer than the rows say");
        for (int row = 0; row < rows; row++) {
            require(starts[row] <= starts[row + 1], "row starts must not fall");
            int before = -1;
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                require(indices[e] > before && indices[e] < columns, "columns must rise within a row");
                before = indices[e];
            }
        }
        return new SparseMatrix(columns, starts, indices, values, null);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    public int rows() {
        return starts.length - 1;
    }

    public int columns() {
        return columns;
    }

    /** Numbers stored. */
    public int entries() {
        return starts[rows()];
    }

    /** {@code [rows + 1]}: row i's stored numbers are {@code starts[i] … starts[i + 1] - 1}. Itself: read only. */
    public int[] starts() {
        return starts;
    }

    /** The columns of the stored numbers, rising within each row; there may be more at the end. Itself: read only. */
    public int[] indices() {
        return indices;
    }

    /** The stored numbers; there may be more at the end. Itself: read only. */
    public float[] values() {
        return values;
    }

    /** What each column's numbers are smaller by than stored: {@code [columns]}, or null for 0. Itself: read only. */
    public double[] shifts() {
        return shifts;
    }

    /** Copies one row, all its numbers, to {@code target[offset …]}. */
    public void copyRow(int row, float[] target, int offset) {
        if (shifts == null) {
            Arrays.fill(target, offset, offset + columns, 0);
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                target[offset + indices[e]] = values[e];
            }
            return;
        }
        for (int j = 0; j < columns; j++) {
            target[offset + j] = (float) (0 - shifts[j]);
        }
        for (int e = starts[row]; e < starts[row + 1]; e++) {
            int j = indices[e];
            target[offset + j] = (float) (values[e] - shifts[j]);
        }
    }

    /** The rows named, in that order; a row may be named more than once. */
    public SparseMatrix select(int[] chosen) {
        int[] newStarts = Selection.starts(starts, chosen);
        int[] newIndices = new int[newStarts[chosen.length]];
        float[] newValues = new float[newIndices.length];
        for (int i = 0; i < chosen.length; i++) {
            int from = starts[chosen[i]];
            int count = newStarts[i + 1] - newStarts[i];
            System.arraycopy(indices, from, newIndices, newStarts[i], count);
            System.arraycopy(values, from, newValues, newStarts[i], count);
        }
        return new SparseMatrix(columns, newStarts, newIndices, newValues, shifts);
    }

    /** Without the numbers of columns beyond {@code count}; further columns hold 0. @param count at least 1 */
    SparseMatrix withColumns(int count) {
        double[] newShifts = shifts == null ? null : Arrays.copyOf(shifts, count);
        int most = -1;
        for (int e = 0; e < entries(); e++) {
            most = Math.max(most, indices[e]);
        }
        if (most < count) {
            return new SparseMatrix(count, starts, indices, values, newShifts);
        }
        Builder builder = new Builder(rows(), entries() / Math.max(1, rows()));
        for (int row = 0; row < rows(); row++) {
            for (int e = starts[row]; e < starts[row + 1] && indices[e] < count; e++) {
                builder.add(indices[e], values[e]);
            }
            builder.endRow();
        }
        SparseMatrix kept = builder.build(count);
        return new SparseMatrix(count, kept.starts, kept.indices, kept.values, newShifts);
    }

    /**
     * {@code (x - center) / scale} for each column; nothing more is stored than before. A column stored in full is
     * shifted where it stands: its numbers may be far from 0 and near one another.
     *
     * @param scales above 0
     */
    public SparseMatrix scaled(double[] centers, double[] scales) {
        int[] counts = new int[columns];
        for (int e = 0; e < entries(); e++) {
            counts[indices[e]]++;
        }
        double[] newShifts = new double[columns];
        double[] distances = new double[columns];
        for (int j = 0; j < columns; j++) {
            double distance = centers[j] + (shifts == null ? 0 : shifts[j]);
            distances[j] = counts[j] == rows() ? distance : 0;
            newShifts[j] = counts[j] == rows() ? 0 : distance / scales[j];
        }
        float[] newValues = new float[entries()];
        for (int e = 0; e < newValues.length; e++) {
            newValues[e] = (float) ((values[e] - distances[indices[e]]) / scales[indices[e]]);
        }
        boolean none = Arrays.stream(newShifts).allMatch(shift -> shift == 0);
        return new SparseMatrix(columns, starts, indices, newValues, none ? null : newShifts);
    }

    /** Grows by whole rows: each number by {@link #add}, in rising order of columns, then {@link #endRow}. */
    public static final class Builder {
        /** The most that an array can hold. */
        private static final int MOST_ENTRIES = Integer.MAX_VALUE - 8;

        private int[] starts;
        private int[] indices;
        private float[] values;
        private int rows;
        private int entries;

        /** @param expectedRows and entries per row size the first arrays; more are fine */
        public Builder(int expectedRows, int perRow) {
            starts = new int[expectedRows + 1];
            indices = new int[Math.toIntExact(Math.min(MOST_ENTRIES, Math.max(16, (long) expectedRows * perRow)))];
            values = new float[indices.length];
        }

        public int rows() {
            return rows;
        }

        /** @throws IllegalStateException if there are 2^31 numbers or more */
        public void add(int column, float value) {
            if (entries == indices.length) {
                if (entries == MOST_ENTRIES) {
                    throw new IllegalStateException("a sparse matrix holds at most %,d numbers".formatted(entries));
                }
                int larger = (int) Math.min(MOST_ENTRIES, entries + (long) (entries >> 1) + 16);
                indices = Arrays.copyOf(indices, larger);
                values = Arrays.copyOf(values, larger);
            }
            indices[entries] = column;
            values[entries++] = value;
        }

        public void endRow() {
            if (++rows == starts.length) {
                starts = Arrays.copyOf(starts, (int) Math.min(MOST_ENTRIES, rows + (long) (rows >> 1) + 16));
            }
            starts[rows] = entries;
        }

        /** @throws IllegalArgumentException if a row's columns did not rise or are not below {@code columns} */
        public SparseMatrix build(int columns) {
            return SparseMatrix.of(
                    columns,
                    Arrays.copyOf(starts, rows + 1),
                    Arrays.copyOf(indices, entries),
                    Arrays.copyOf(values, entries));
        }
    }
}
