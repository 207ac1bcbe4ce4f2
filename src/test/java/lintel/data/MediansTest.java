package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediansTest {

    /** The second algorithm: sort the values present, take the mean of the middle ones. */
    private static float bySorting(Matrix matrix, int column) {
        double[] present = IntStream.range(0, matrix.rows())
                .mapToDouble(row -> matrix.get(row, column))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int n = present.length;
        return n == 0 ? Float.NaN : (float) ((present[(n - 1) / 2] + present[n / 2]) / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11, 1000, 1001})
    void agreesWithSorting(int rows) {
        Random random = new Random(rows);
        int columns = 35;
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (i % columns % 5) {
                case 0 -> random.nextInt(4);
                case 1 -> (float) random.nextGaussian();
                case 2 -> Float.intBitsToFloat(random.nextInt() & ~0x40000000);
                case 3 -> random.nextBoolean() ? Float.NaN : -random.nextFloat();
                default -> random.nextInt(3) - 1;
            };
        }
        Matrix matrix = Matrix.of(rows, columns, values);
        float[] medians = Medians.of(matrix);
        for (int c = 0; c < columns; c++) {
            assertEquals(bySorting(matrix, c) + 0f, medians[c] + 0f, "column " + c);
        }
    }

    @Test
    void middleOfTwoIsTakenInDouble() {
        float most = Float.MAX_VALUE;
        assertArrayEquals(new float[] {most}, Medians.of(Matrix.of(2, 1, new float[] {most, most})));
        assertArrayEquals(new float[] {Float.NaN}, Medians.of(Matrix.of(1, 1, new float[] {Float.NaN})));
    }

    @Test
    void severalBlocksAreOneColumn() {
        Matrix.Builder builder = new Matrix.Builder(2);
        float[] column = new float[150_001];
        Random random = new Random(1);
        for (int row = 0; row < column.length; row++) {
            column[row] = random.nextFloat();
            builder.current()[builder.offset() + 1] = column[row];
            builder.endRow();
        }
        Arrays.sort(column);
        assertEquals(column[75_000], Medians.of(builder.build())[1]);
    }
}
