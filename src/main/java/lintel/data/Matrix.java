package lintel.data;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Float32 numbers, {@code [rows, columns]}, row-major in blocks of whole rows, so that it can grow while a file is read
 * without being copied and may hold more than 2^31 numbers. NaN stands for a missing value. Not changed once built.
 *
 * <p>Blocks lie outside the Java heap: BLAS reads them where they are, and a mapped file can be one. Only the few
 * numbers of {@link #over} lie on it.
 */
public final class Matrix {
    /** About one mebibyte of floats: large enough for streaming, small enough to waste little in the last block. */
    private static final int BLOCK_FLOATS = 1 << 18;
    /** Rows the first block starts with: many tables are as small as one sequence. */
    private static final int FIRST_ROWS = 16;
    /** Rows change by way of arrays of at most about this many floats, which the processor's cache holds. */
    private static final int STAGE_FLOATS = 1 << 12;

    private final int rows;
    private final int columns;
    private final int blockRows;
    /** Empty once the numbers have moved to other matrices. */
    private List<FloatBuffer> blocks;

    private Matrix(int rows, int columns, int blockRows, List<FloatBuffer> blocks) {
        this.rows = rows;
        this.columns = columns;
        this.blockRows = blockRows;
        this.blocks = blocks;
    }

    /** A matrix of {@code values}, row-major; they are copied. */
    public static Matrix of(int rows, int columns, float[] values) {
        checkSize(rows, columns, values.length);
        FloatBuffer block = Storage.shared().floats(values.length).put(0, values);
        return of(rows, columns, Math.max(rows, 1), List.of(block));
    }

    /**
     * A matrix over {@code values} themselves, row-major: for few numbers that are soon forgotten, which memory outside
     * the heap costs more than what is computed of them.
     *
     * @param values not to be changed any more
     */
    static Matrix over(int rows, int columns, float[] values) {
        checkSize(rows, columns, values.length);
        return new Matrix(rows, columns, Math.max(rows, 1), List.of(FloatBuffer.wrap(values)));
    }

    /** All numbers where they are, row-major, if that is an array on the heap, else null. Read only. */
    public float[] array() {
        return blocks.size() == 1 && blocks.get(0).hasArray() ? blocks.get(0).array() : null;
    }

    /**
     * A matrix over {@code blocks} themselves: each holds {@code blockRows} rows from index 0, the last one the rest.
     *
     * @param blocks direct buffers in the machine's byte order; not copied, and not to be changed any more
     */
    public static Matrix of(int rows, int columns, int blockRows, List<FloatBuffer> blocks) {
        long capacity = 0;
        for (FloatBuffer block : blocks) {
            if (!block.isDirect() || block.order() != ByteOrder.nativeOrder()) {
                throw new IllegalArgumentException("blocks must be direct and in the machine's byte order");
            }
            capacity += block.capacity();
        }
        checkSize(rows, columns, capacity);
        return new Matrix(rows, columns, blockRows, List.copyOf(blocks));
    }

    private static void checkSize(int rows, int columns, long values) {
        if (values != (long) rows * columns) {
            throw new IllegalArgumentException("%d x %d needs %d values, but there are %d"
                    .formatted(rows, columns, (long) rows * columns, values));
        }
    }

    /** Rows in each block of a matrix that grows. */
    static int usualRows(int columns) {
        return Math.max(1, BLOCK_FLOATS / Math.max(columns, 1));
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public float get(int row, int column) {
        return blocks.get(row / blockRows).get((row % blockRows) * columns + column);
    }

    /** Copies one row to {@code target[offset …]}. */
    public void copyRow(int row, float[] target, int offset) {
        blocks.get(row / blockRows).get((row % blockRows) * columns, target, offset, columns);
    }

    /** Number of blocks; block b holds rows {@code [b * blockRows(), min(rows, (b + 1) * blockRows()))}. */
    public int blockCount() {
        return (rows + blockRows - 1) / blockRows;
    }

    public int blockRows() {
        return blockRows;
    }

    /** Rows in block b. */
    public int rowsIn(int b) {
        return Math.min(blockRows, rows - b * blockRows);
    }

    /** The numbers of block b themselves, row-major from index 0, whatever the buffer's position. Read only. */
    public FloatBuffer block(int b) {
        return blocks.get(b);
    }

    /** Forgets the numbers, which other matrices have taken over: this one must not be used any more. */
    void release() {
        blocks = List.of();
    }

    /** The rows named, in that order; a row may be named more than once. */
    public Matrix select(int[] chosen) {
        Builder builder = new Builder(columns, chosen.length);
        for (int row : chosen) {
            copyRow(row, builder.current(), builder.offset());
            builder.endRow();
        }
        return builder.build();
    }

    /** The columns named, in that order; itself when those are all of them as they stand. */
    public Matrix columns(int[] chosen) {
        if (Arrays.equals(chosen, IntStream.range(0, columns).toArray())) {
            return this;
        }
        Builder builder = new Builder(chosen.length, rows);
        float[] from = new float[columns];
        for (int row = 0; row < rows; row++) {
            copyRow(row, from, 0);
            for (int c = 0; c < chosen.length; c++) {
                builder.current()[builder.offset() + c] = from[chosen[c]];
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
        List<FloatBuffer> changed = new ArrayList<>(blockCount());
        int stageRows = stageRows(columns, Math.min(rows, blockRows));
        float[] from = new float[stageRows * columns];
        float[] to = new float[stageRows * columns];
        for (int b = 0; b < blockCount(); b++) {
            FloatBuffer target = Storage.shared().floats(rowsIn(b) * columns);
            for (int start = 0; start < rowsIn(b); start += stageRows) {
                int count = Math.min(stageRows, rowsIn(b) - start);
                blocks.get(b).get(start * columns, from, 0, count * columns);
                for (int r = 0; r < count; r++) {
                    change.apply(b * blockRows + start + r, from, to, r * columns);
                }
                target.put(start * columns, to, 0, count * columns);
            }
            changed.add(target);
        }
        return new Matrix(rows, columns, blockRows, changed);
    }

    static int stageRows(int columns, int most) {
        return Math.max(1, Math.min(most, STAGE_FLOATS / Math.max(columns, 1)));
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
        return Regrouping.of(this, newRows, newColumns);
    }

    /** Grows by whole rows: write {@code columns} numbers at {@code current()[offset() …]}, then {@code endRow()}. */
    public static final class Builder {
        private final int columns;
        private final int blockRows;
        private final int firstRows;
        private final List<FloatBuffer> blocks = new ArrayList<>();
        private final Deque<FloatBuffer> spare;
        private final int stageRows;
        private final float[] stage; // rows on their way to a block: Java writes arrays fastest
        private int staged;
        private FloatBuffer block; // grows; null as long as it holds no row
        private int inBlock;

        public Builder(int columns) {
            this(columns, FIRST_ROWS);
        }

        /** @param expectedRows sizes the first block, so that few rows cost little; more rows than that are fine */
        public Builder(int columns, int expectedRows) {
            this(columns, expectedRows, new ArrayDeque<>());
        }

        /** @param spare blocks of the usual size to use before new ones */
        Builder(int columns, int expectedRows, Deque<FloatBuffer> spare) {
            this.columns = columns;
            this.spare = spare;
            this.blockRows = usualRows(columns);
            this.firstRows = Math.max(1, Math.min(blockRows, expectedRows));
            this.stageRows = stageRows(columns, firstRows);
            this.stage = new float[stageRows * columns];
        }

        /** Where the next row goes; zero until written. */
        public float[] current() {
            return stage;
        }

        public int offset() {
            return staged * columns;
        }

        public void endRow() {
            if (++staged == stageRows || inBlock + staged == blockRows) {
                flush();
            }
        }

        private void flush() {
            reserve(inBlock + staged);
            block.put(inBlock * columns, stage, 0, staged * columns);
            Arrays.fill(stage, 0, staged * columns, 0);
            inBlock += staged;
            staged = 0;
            if (inBlock == blockRows) {
                blocks.add(block);
                block = null;
                inBlock = 0;
            }
        }

        private void reserve(int needed) {
            if (block == null) {
                int size = blocks.isEmpty() ? Math.max(needed, firstRows) : blockRows;
                block = size < blockRows || spare.isEmpty() ? Storage.shared().floats(size * columns) : spare.pop();
            } else if (needed * columns > block.capacity()) {
                FloatBuffer larger =
                        Storage.shared().floats(Math.min(Math.max(2 * inBlock, needed), blockRows) * columns);
                block = larger.put(0, block, 0, inBlock * columns);
            }
        }

        /** @throws ArithmeticException if there are 2^31 rows or more */
        public Matrix build() {
            if (staged > 0) {
                flush();
            }
            int rows = Math.addExact(Math.multiplyExact(blocks.size(), blockRows), inBlock);
            List<FloatBuffer> all = new ArrayList<>(blocks);
            if (inBlock > 0) {
                all.add(block.slice(0, inBlock * columns));
            }
            return new Matrix(rows, columns, blockRows, all);
        }
    }
}
