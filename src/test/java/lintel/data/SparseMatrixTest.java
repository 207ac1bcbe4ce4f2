package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SparseMatrixTest {
    private static final SparseMatrix SMALL =
            SparseMatrix.of(4, new int[] {0, 2, 2, 3}, new int[] {0, 2, 3}, new float[] {1, 2, 3});

    @Test
    void rowsComeBackInFull() {
        assertArrayEquals(new float[] {1, 0, 2, 0}, row(SMALL, 0));
        assertArrayEquals(new float[4], row(SMALL, 1));
        assertArrayEquals(new float[] {0, 0, 0, 3}, row(SMALL, 2));
        assertEquals(3, SMALL.entries());
    }

    @Test
    void rowsAreChosenInAnyOrder() {
        SparseMatrix chosen = SMALL.select(new int[] {2, 0, 2, 1});
        assertEquals(4, chosen.rows());
        assertArrayEquals(new float[] {0, 0, 0, 3}, row(chosen, 0));
        assertArrayEquals(new float[] {1, 0, 2, 0}, row(chosen, 1));
        assertArrayEquals(new float[4], row(chosen, 3));
        assertEquals(0, SMALL.select(new int[0]).rows());
    }

    /** (x - center) / scale, twice: by its definition. Nothing more is stored. */
    @Test
    void centringAndScalingStoreNothingMore() {
        SparseMatrix once = SMALL.scaled(new double[] {0.5, 0, 1, 0}, new double[] {2, 1, 0.5, 4});
        assertEquals(3, once.entries());
        assertArrayEquals(new float[] {0.25f, 0, 2, 0}, row(once, 0));
        assertArrayEquals(new float[] {-0.25f, 0, -2, 0}, row(once, 1));
        SparseMatrix twice = once.scaled(new double[] {0.25, 0, 0, 0}, new double[] {0.5, 1, 1, 1});
        assertArrayEquals(new float[] {0, 0, 2, 0}, row(twice, 0));
        assertArrayEquals(new float[] {-1, 0, -2, 0.75f}, row(twice.select(new int[] {2}), 0));
    }

    @Test
    void aBuilderGrows() {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(0, 0);
        for (int i = 0; i < 1000; i++) {
            for (int j = 0; j < i % 7; j++) {
                builder.add(j, i);
            }
            builder.endRow();
        }
        SparseMatrix matrix = builder.build(7);
        assertEquals(1000, matrix.rows());
        assertArrayEquals(new float[] {4, 4, 4, 4, 0, 0, 0}, row(matrix, 4));
        assertArrayEquals(new float[7], row(matrix, 7 * 142));
    }

    @Test
    void disorderIsRefused() {
        assertRefused("columns must rise within a row", 4, new int[] {0, 2}, 2, 2);
        assertRefused("columns must rise within a row", 4, new int[] {0, 2}, 3, 1);
        assertRefused("columns must rise within a row", 2, new int[] {0, 2}, 0, 2);
        assertRefused("columns must rise within a row", 2, new int[] {0, 1}, -1, 0);
        assertRefused("row starts must begin with 0", 4, new int[] {1, 2}, 0, 1);
        assertRefused("row starts must not fall", 4, new int[] {0, 2, 1}, 0, 1);
        assertRefused("numbers are fewer than the rows say", 4, new int[] {0, 3}, 0, 1);
    }

    private static void assertRefused(String rule, int columns, int[] starts, int... indices) {
        float[] values = new float[indices.length];
        var refused =
                assertThrows(IllegalArgumentException.class, () -> SparseMatrix.of(columns, starts, indices, values));
        assertEquals(rule, refused.getMessage());
    }

    private static float[] row(SparseMatrix matrix, int row) {
        float[] all = new float[matrix.columns()];
        matrix.copyRow(row, all, 0);
        return all;
    }
}
