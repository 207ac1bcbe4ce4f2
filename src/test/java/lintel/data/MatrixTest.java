package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixTest {

    /** Numbers 0, 1, 2 …; a block holds 2^18 of them, less what does not fill a row. */
    private static Matrix counting(int rows, int columns) {
        Matrix.Builder builder = new Matrix.Builder(columns);
        for (int row = 0, next = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                builder.current()[builder.offset() + c] = next++;
            }
            builder.endRow();
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource({"12,4,2", "12,4,8", "12,4,48", "100000,4,2", "100000,4,8", "100000,3,1", "100000,3,6", "199998,3,9"})
    void reshapingKeepsTheNumbersInOrder(int rows, int columns, int newColumns) {
        Matrix reshaped = counting(rows, columns).reshape(newColumns);
        assertEquals(rows * columns / newColumns, reshaped.rows());
        for (int i = 0; i < rows * columns; i++) {
            assertEquals(i, reshaped.get(i / newColumns, i % newColumns));
        }
    }

    @Test
    void dividingRowsSharesTheNumbers() {
        Matrix matrix = counting(100000, 4);
        assertEquals(2, matrix.blockCount());
        assertSame(matrix.block(1), matrix.reshape(2).block(1));
        assertThrows(IllegalArgumentException.class, () -> matrix.reshape(7));
    }

    @Test
    void fewNumbersStayInTheirArray() {
        float[] values = {1, Float.NaN, 3, 4, 5, 6};
        Matrix matrix = Matrix.over(2, 3, values);
        assertSame(values, matrix.array());
        assertNull(counting(2, 3).array());
        assertTrue(Sweep.any(matrix, (numbers, rows) -> rows == 2 && Float.isNaN(numbers[1])));
        Matrix.RowChange negated = (row, from, to, offset) -> {
            for (int c = 0; c < 3; c++) {
                to[offset + c] = row - from[offset + c];
            }
        };
        Matrix copied = matrix.map(negated);
        assertEquals(6, values[5]);
        Matrix moved = Moving.changed(matrix, negated);
        assertSame(values, moved.array());
        for (int i = 0; i < 6; i++) {
            assertEquals(copied.get(i / 3, i % 3), moved.get(i / 3, i % 3));
        }
        assertEquals(-5, moved.get(1, 2));
        assertThrows(IllegalArgumentException.class, () -> Matrix.over(2, 2, values));
    }

    @Test
    void columnsAreTakenInTheOrderNamed() {
        Matrix matrix = counting(5, 3);
        assertSame(matrix, matrix.columns(new int[] {0, 1, 2}));
        Matrix turned = matrix.columns(new int[] {2, 0});
        assertEquals(14, turned.get(4, 0));
        assertEquals(12, turned.get(4, 1));
    }

    @Test
    void blocksAreReadInPlace() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(24);
        FloatBuffer block = bytes.order(ByteOrder.nativeOrder()).asFloatBuffer();
        block.put(0, new float[] {1, 2, 3, 4, 5, 6});
        Matrix matrix = Matrix.of(3, 2, 2, List.of(block.slice(0, 4), block.slice(4, 2)));
        assertEquals(1, matrix.rowsIn(1));
        assertEquals(6, matrix.get(2, 1));
        FloatBuffer swapped = bytes.duplicate().order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(3, 2, 3, List.of(swapped)));
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(3, 2, 3, List.of(FloatBuffer.allocate(6))));
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(3, 2, 3, List.of(block.slice(0, 4))));
    }

    /** A row not written to is zero, also where the builder's room was used by rows before. */
    @Test
    void rowsAreZeroUntilWritten() {
        Matrix.Builder builder = new Matrix.Builder(2, 3);
        for (int row = 0; row < 300_000; row++) {
            if (row % 3 == 0) {
                builder.current()[builder.offset()] = row;
            }
            builder.endRow();
        }
        Matrix matrix = builder.build();
        for (int row = 0; row < matrix.rows(); row++) {
            assertEquals(row % 3 == 0 ? row : 0, matrix.get(row, 0));
            assertEquals(0, matrix.get(row, 1));
        }
    }
}
