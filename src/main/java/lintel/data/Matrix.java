package lintel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Float32 numbers, {@code [rows, columns]}, row-major in blocks of whole rows, so that it can grow while a file is read
 * without being copied and may hold more than 2^31 numbers. NaN stands for a missing value. Not changed once built.
 */
public final class Matrix {
    /** About one mebibyte of floats: large enough for streaming, small enough to waste little in the last block. */
    private static final int BLOCK_FLOATS = 1 << 18;
    /** Rows the first block starts with: many tables are as small as one sequence. */
    private static final int FIRST_ROWS = 16;

    private final int rows;
    private final int columns;
    private final int blockRows;
    private final List<float[]> blocks;

    private Matrix(int rows, int columns, int blockRows, List<float[]> blocks) {
        this.rows = rows;
        this.columns = columns;
        this.blockRows = blockRows;
        this.blocks = blocks;
    }

    /** A matrix over {@code values}, row-major; the array is kept, not copied. */
    public static Matrix of(int rows, int columns, float[] values) {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException("%d x %d needs %d values, but there are %d"
                    .formatted(rows, columns, (long) rows * columns, values.length));
        }
        return new Matrix(rows, columns, Math.max(rows, 1), List.of(values));
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public float get(int row, int column) {
        return blocks.get(row / blockRows)[(row % blockRows) * columns + column];
    }

    /** Copies one row to {@code target[offset …]}. */
    public void copyRow(int row, float[] target, int offset) {
        System.arraycopy(blocks.get(row / blockRows), (row % blockRows) * columns, target, offset, columns);
    }

    /** Number of blocks; block b holds rows {@code [b * blockRows(), min(rows, (b + 1) * blockRows()))}. */
    public int blockCount() {
        return (rows + blockRows - 1) / blockRows;
    }

    public int blockRows() {
        return blockRows;
    }

    /** The numbers of block b themselves, possibly longer than its rows need. Read only. */
    public float[] block(int b) {
        return blocks.get(b);
    }

    /** The rows named, in that order; a row may be named more than once. */
    public Matrix select(int[] chosen) {
        Builder builder = new Builder(columns, chosen.length);
        for (int row : chosen) {
            System.arraycopy(
                    blocks.get(row / blockRows),
                    (row % blockRows) * columns,
                    builder.current(),
                    builder.offset(),
                    columns);
            builder.endRow();
        }
        return builder.build();
    }

    /** The columns named, in that order; itself when those are all of them as they stand. */
    public Matrix columns(int[] chosen) {
        boolean same = chosen.length == columns;
        for (int c = 0; c < chosen.length; c++) {
            same &= chosen[c] == c;
        }
        if (same) {
            return this;
        }
        Builder builder = new Builder(chosen.length, rows);
        for (int row = 0; row < rows; row++) {
            float[] from = blocks.get(row / blockRows);
            int offset = (row % blockRows) * columns;
            for (int c = 0; c < chosen.length; c++) {
                builder.current()[builder.offset() + c] = from[offset + chosen[c]];
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** Writes one new row: {@code to[offset …]} from {@code from[offset …]}, {@code columns} numbers each. */
    @FunctionalInterface
    public interface RowChange {
        void apply(int row, float[] from, float[] to, int offset);
    }

    /** A matrix of the same shape, row by row. */
    public Matrix map(RowChange change) {
        List<float[]> changed = new ArrayList<>(blockCount());
        for (int b = 0; b < blockCount(); b++) {
            int first = b * blockRows;
            int count = Math.min(blockRows, rows - first);
            float[] to = new float[count * columns];
            for (int r = 0; r < count; r++) {
                change.apply(first + r, blocks.get(b), to, r * columns);
            }
            changed.add(to);
        }
        return new Matrix(rows, columns, blockRows, changed);
    }

    /** Whether any number is NaN. */
    public boolean hasMissing() {
        for (int b = 0; b < blockCount(); b++) {
            int end = Math.min(blockRows, rows - b * blockRows) * columns;
            float[] block = blocks.get(b);
            for (int i = 0; i < end; i++) {
                if (block[i] != block[i]) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The same numbers in the same order with another row length. Shares the numbers when whole new rows fit into each
     * block (always when rows are divided), else copies them.
     *
     * @throws IllegalArgumentException if the numbers do not fill whole rows
     */
    public Matrix reshape(int newColumns) {
        long numbers = (long) rows * columns;
        if (newColumns < 1 || numbers % newColumns != 0) {
            throw new IllegalArgumentException(
                    "%d x %d numbers do not fill rows of %d".formatted(rows, columns, newColumns));
        }
        int newRows = Math.toIntExact(numbers / newColumns);
        long perBlock = (long) blockRows * columns;
        if (blockCount() <= 1) {
            return new Matrix(newRows, newColumns, Math.max(newRows, 1), blocks);
        }
        if (perBlock % newColumns == 0) {
            return new Matrix(newRows, newColumns, Math.toIntExact(perBlock / newColumns), blocks);
        }
        return regrouped(newRows, newColumns);
    }

    private Matrix regrouped(int newRows, int newColumns) {
        Builder builder = new Builder(newColumns, newRows);
        float[] row = new float[columns];
        int filled = 0;
        for (int r = 0; r < rows; r++) {
            copyRow(r, row, 0);
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

    /** Grows by whole rows: write {@code columns} numbers at {@code current()[offset() …]}, then {@code endRow()}. */
    public static final class Builder {
        private final int columns;
        private final int blockRows;
        private final List<float[]> blocks = new ArrayList<>();
        private float[] block;
        private int inBlock;

        public Builder(int columns) {
            this(columns, FIRST_ROWS);
        }

        /** @param expectedRows sizes the first block, so that few rows cost little; more rows than that are fine */
        public Builder(int columns, int expectedRows) {
            this.columns = columns;
            this.blockRows = Math.max(1, BLOCK_FLOATS / Math.max(columns, 1));
            this.block = new float[Math.max(1, Math.min(blockRows, expectedRows)) * columns];
        }

        public float[] current() {
            return block;
        }

        public int offset() {
            return inBlock * columns;
        }

        public void endRow() {
            if (++inBlock == blockRows) {
                blocks.add(block);
                block = new float[blockRows * columns];
                inBlock = 0;
            } else if (inBlock * columns == block.length) {
                block = Arrays.copyOf(block, Math.min(2 * inBlock, blockRows) * columns);
            }
        }

        /** @throws ArithmeticException if there are 2^31 rows or more */
        public Matrix build() {
            int rows = Math.addExact(Math.multiplyExact(blocks.size(), blockRows), inBlock);
            List<float[]> all = new ArrayList<>(blocks);
            if (inBlock > 0) {
                all.add(Arrays.copyOf(block, inBlock * columns));
            }
            return new Matrix(rows, columns, blockRows, all);
        }
    }
}
