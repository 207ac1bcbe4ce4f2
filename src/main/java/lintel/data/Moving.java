package lintel.data;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes new matrices in the place of one that nobody needs any more, so that data which just fits into memory need not
 * fit twice. The matrix moved from must not be used again. What cannot be written, such as a mapped file, is copied.
 */
final class Moving {
    private final Matrix from;
    private final Deque<FloatBuffer> spare = new ArrayDeque<>();

    private Moving(Matrix from) {
        this.from = from;
    }

    /** The same as {@link Matrix#map}. @param change may be given one array to read and write */
    static Matrix changed(Matrix from, Matrix.RowChange change) {
        int columns = from.columns();
        if (from.array() != null) {
            return changed(from, from.array(), change);
        }
        int stageRows = Matrix.stageRows(columns, Math.min(from.rows(), from.blockRows()));
        float[] stage = new float[stageRows * columns];
        List<FloatBuffer> changed = new ArrayList<>(from.blockCount());
        for (int b = 0; b < from.blockCount(); b++) {
            FloatBuffer block = from.block(b);
            FloatBuffer target = block.isReadOnly() ? Storage.shared().floats(block.capacity()) : block;
            for (int start = 0; start < from.rowsIn(b); start += stageRows) {
                int count = Math.min(stageRows, from.rowsIn(b) - start);
                block.get(start * columns, stage, 0, count * columns);
                for (int r = 0; r < count; r++) {
                    change.apply(b * from.blockRows() + start + r, stage, stage, r * columns);
                }
                target.put(start * columns, stage, 0, count * columns);
            }
            changed.add(target);
        }
        Matrix result = Matrix.of(from.rows(), columns, from.blockRows(), changed);
        from.release();
        return result;
    }

    private static Matrix changed(Matrix from, float[] values, Matrix.RowChange change) {
        for (int row = 0; row < from.rows(); row++) {
            change.apply(row, values, values, row * from.columns());
        }
        from.release();
        return Matrix.over(from.rows(), from.columns(), values);
    }

    /** The same as {@link Matrix#select} for each part; in place if the rows of each part rise. */
    static Split<Matrix> parts(Matrix from, Split<int[]> rowsOf) {
        Split<Boolean> rising = rowsOf.map(Moving::rising);
        boolean inPlace =
                rising.train() && !Boolean.FALSE.equals(rising.validation()) && !Boolean.FALSE.equals(rising.test());
        Split<Matrix> parts = inPlace ? new Moving(from).parts(rowsOf) : rowsOf.map(from::select);
        from.release();
        return parts;
    }

    private static boolean rising(int[] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i] <= rows[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Rows move from front to back; a block whose rows have all moved serves for later ones. */
    private Split<Matrix> parts(Split<int[]> rowsOf) {
        List<Taker> takers = new ArrayList<>();
        Split<Taker> split = rowsOf.map(chosen -> {
            Taker taker = new Taker(chosen);
            takers.add(taker);
            return taker;
        });
        boolean usual = from.blockRows() == Matrix.usualRows(from.columns());
        for (int b = 0; b < from.blockCount(); b++) {
            int end = b * from.blockRows() + from.rowsIn(b);
            takers.forEach(taker -> taker.takeBefore(end));
            FloatBuffer block = from.block(b);
            if (usual
                    && block.isDirect()
                    && !block.isReadOnly()
                    && block.capacity() == from.blockRows() * from.columns()) {
                spare.push(block);
            }
        }
        return split.map(taker -> taker.builder.build());
    }

    private final class Taker {
        private final int[] chosen;
        private final Matrix.Builder builder;
        private int next;

        Taker(int[] chosen) {
            this.chosen = chosen;
            this.builder = new Matrix.Builder(from.columns(), chosen.length, spare);
        }

        void takeBefore(int end) {
            for (; next < chosen.length && chosen[next] < end; next++) {
                from.copyRow(chosen[next], builder.current(), builder.offset());
                builder.endRow();
            }
        }
    }
}
