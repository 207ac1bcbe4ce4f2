package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second algorithm is copying: {@link Matrix#select} and {@link Matrix#map}. */
class MovingTest {
    private static final int COLUMNS = 60_000; // four rows a block

    private static Matrix counting(int rows, int columns) {
        Matrix.Builder builder = new Matrix.Builder(columns);
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                builder.current()[builder.offset() + c] = row * 7 + c;
            }
            builder.endRow();
        }
        return builder.build();
    }

    private static void assertSameNumbers(Matrix expected, Matrix found) {
        assertEquals(expected.rows(), found.rows());
        assertEquals(expected.columns(), found.columns());
        for (int b = 0; b < expected.blockCount(); b++) {
            assertEquals(
                    expected.block(b).duplicate().clear(),
                    found.block(b).duplicate().clear());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 41})
    void partsAreThoseThatSelectingGives(int rows) {
        Random random = new Random(rows);
        int[] part = IntStream.range(0, rows).map(i -> random.nextInt(4)).toArray();
        Split<int[]> chosen = new Split<>(of(part, 0), of(part, 1), of(part, 2)); // and those of 3 are left out
        Split<Matrix> expected = chosen.map(counting(rows, COLUMNS)::select);
        Split<Matrix> found = Moving.parts(counting(rows, COLUMNS), chosen);
        assertSameNumbers(expected.train(), found.train());
        assertSameNumbers(expected.validation(), found.validation());
        assertSameNumbers(expected.test(), found.test());
    }

    private static int[] of(int[] parts, int wanted) {
        return IntStream.range(0, parts.length).filter(i -> parts[i] == wanted).toArray();
    }

    @Test
    void anyOrderIsKept() {
        Split<int[]> chosen = new Split<>(new int[] {6, 1, 4}, null, new int[] {0, 2});
        Split<Matrix> found = Moving.parts(counting(8, 3), chosen);
        assertSameNumbers(counting(8, 3).select(chosen.train()), found.train());
        assertSameNumbers(counting(8, 3).select(chosen.test()), found.test());
        assertNull(found.validation());
    }

    @Test
    void partsTakeThePlaceOfTheWhole() {
        Matrix whole = counting(400, COLUMNS);
        Set<FloatBuffer> before = identities(whole);
        Split<int[]> chosen = new Split<>(
                IntStream.range(0, 300).toArray(),
                null,
                IntStream.range(300, 400).toArray());
        Split<Matrix> parts = Moving.parts(whole, chosen);
        Set<FloatBuffer> after = identities(parts.train());
        after.addAll(identities(parts.test()));
        after.removeAll(before);
        assertTrue(after.size() <= 3, after.size() + " new blocks of 100");
    }

    private static Set<FloatBuffer> identities(Matrix matrix) {
        Set<FloatBuffer> identities = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        identities.addAll(
                IntStream.range(0, matrix.blockCount()).mapToObj(matrix::block).collect(Collectors.toList()));
        return identities;
    }

    @Test
    void changesHappenInPlace() {
        Matrix matrix = counting(9, COLUMNS);
        FloatBuffer first = matrix.block(0);
        Matrix.RowChange twice = (row, from, to, offset) -> {
            for (int c = 0; c < COLUMNS; c++) {
                to[offset + c] = 2 * from[offset + c] + row;
            }
        };
        Matrix expected = matrix.map(twice);
        Matrix changed = Moving.changed(matrix, twice);
        assertSameNumbers(expected, changed);
        assertSame(first, changed.block(0));
    }

    @Test
    void whatMustNotBeWrittenIsCopied() {
        Matrix counting = counting(3, 2);
        FloatBuffer block = counting.block(0);
        Matrix readOnly = Matrix.of(3, 2, 3, java.util.List.of(block.asReadOnlyBuffer()));
        Matrix changed = Moving.changed(readOnly, (row, from, to, offset) -> to[offset] = -1);
        assertEquals(-1, changed.get(2, 0));
        assertEquals(14, block.get(4));
    }
}
