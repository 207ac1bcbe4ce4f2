package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lintel.config.ColumnType;
import lintel.config.PreprocessingConfig.Unseen;
import org.junit.jupiter.api.Test;

class SparseOneHotTest {
    /** The dense way is the second algorithm, far years included. */
    @Test
    void holdsTheSameNumbersAsStoredInFull() {
        Random random = new Random(1);
        List<String> cities = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            cities.add("city" + i);
        }
        int rows = 500;
        float[] numbers = new float[rows * 2];
        int[] codes = new int[rows];
        for (int i = 0; i < rows; i++) {
            numbers[2 * i] = 1_900_000 + random.nextInt(100);
            numbers[2 * i + 1] = random.nextInt(3) - 1;
            codes[i] = random.nextInt(302) - 2;
        }
        Schema schema = new Schema(List.of(
                new Field("year", ColumnType.NUMERIC, List.of()),
                new Field("sign", ColumnType.NUMERIC, List.of()),
                new Field("city", ColumnType.CATEGORICAL, cities)));
        Block block = new Block(Matrix.of(rows, 2, numbers), List.of(codes), null, new long[rows], false);
        OneHot step = OneHot.fit(Unseen.IGNORE, schema, block);
        assertTrue(step.suitsSparse(2));
        Block dense = step.apply(block);
        Block sparse = step.applySparse(block);
        assertSame(dense.numbers(), sparse.sparse());
        assertTrue(sparse.sparse().entries() <= 3 * rows);

        Scale scale = Scale.fit(
                lintel.config.PreprocessingConfig.Scale.STANDARD,
                step.output(schema),
                ColumnStatistics.of(sparse.sparse()));
        assertSame(scale.apply(dense).numbers(), scale.apply(sparse).sparse());
    }

    @Test
    void narrowTablesStayDense() {
        OneHot narrow = new OneHot(List.of(new OneHot.Column("city", 200, false)), Unseen.IGNORE);
        assertFalse(narrow.suitsSparse(3));
        OneHot full = new OneHot(List.of(new OneHot.Column("city", 300, false)), Unseen.IGNORE);
        assertFalse(full.suitsSparse(60));
        assertTrue(full.suitsSparse(3));
    }

    private static void assertSame(Matrix expected, SparseMatrix found) {
        assertEquals(expected.rows(), found.rows());
        float[] one = new float[expected.columns()];
        float[] other = new float[expected.columns()];
        for (int i = 0; i < expected.rows(); i++) {
            expected.copyRow(i, one, 0);
            found.copyRow(i, other, 0);
            assertArrayEquals(one, other, 1e-6f);
        }
    }
}
