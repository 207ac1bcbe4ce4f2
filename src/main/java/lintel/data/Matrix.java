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
        Builder builder = new Builder(columns);
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

    /** Grows by whole rows: write {@code columns} numbers at {@code current()[offset() …]}, then {@code endRow()}. */
    public static final class Builder {
        private final int columns;
        private final int blockRows;
        private final List<float[]> blocks = new ArrayList<>();
        private float[] block;
        private int inBlock;

        public Builder(int columns) {
            this.columns = columns;
            this.blockRows = Math.max(1, BLOCK_FLOATS / Math.max(columns, 1));
            this.block = new float[blockRows * columns];
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
