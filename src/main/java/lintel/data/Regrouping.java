package lintel.data;

/** The same numbers in rows of another length, where whole new rows do not fit into the blocks there are. */
final class Regrouping {
    private Regrouping() {}

    /** @param newRows as many as the numbers fill, of {@code newColumns} each */
    static Matrix of(Matrix from, int newRows, int newColumns) {
        Matrix.Builder builder = new Matrix.Builder(newColumns, newRows);
        float[] row = new float[from.columns()];
        int filled = 0;
        for (int r = 0; r < from.rows(); r++) {
            from.copyRow(r, row, 0);
            for (float value : row) {
                builder.current()[builder.offset() + filled] = value;
                if (++filled == newColumns) {
                    builder.endRow();
                    filled = 0;
                }
            }
        }
        return builder.build();
    }
}
