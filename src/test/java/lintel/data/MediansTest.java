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

    private static float[] of(Matrix matrix) {
        return Medians.of(matrix, ColumnStatistics.of(matrix));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11, 1000, 1001, 20_000, 20_001}) // the last two by way of a sample
    void agreesWithSorting(int rows) {
        Random random = new Random(rows);
        int columns = 35;
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            values[i] = switch (i % columns % 9) {
                case 0 -> random.nextInt(4);
                case 1 -> (float) random.nextGaussian();
                case 2 -> Float.intBitsToFloat(random.nextInt() & ~0x40000000);
                case 3 -> random.nextBoolean() ? Float.NaN : -random.nextFloat();
                case 4 -> row % 1000 == 7 ? -random.nextFloat() : Float.NaN;
                case 5 -> row - rows / 3f;
                case 6 -> row % 2 == 0 ? 1e30f : -row;
                case 7 -> random.nextInt(50) == 0 ? Float.intBitsToFloat(0xffc00001) : 3;
                default -> random.nextInt(3) - 1;
            };
        }
        Matrix matrix = Matrix.of(rows, columns, values);
        float[] medians = of(matrix);
        for (int c = 0; c < columns; c++) {
            assertEquals(bySorting(matrix, c) + 0f, medians[c] + 0f, "column " + c);
        }
    }

    @Test
    void middleOfTwoIsTakenInDouble() {
        float most = Float.MAX_VALUE;
        assertArrayEquals(new float[] {most}, of(Matrix.of(2, 1, new float[] {most, most})));
        assertArrayEquals(new float[] {Float.NaN}, of(Matrix.of(1, 1, new float[] {Float.NaN})));
    }

    @Test
    void whatLiesOutOfBoundsIsNotGuessed() {
        Ranks ranks = new Ranks(new int[] {1});
        ranks.bound(0, -1, 2, 0);
        float[] column = {7, -0f, 2, -3, 2, Float.NaN, -1, 1, -1, -1};
        for (float value : column) {
            ranks.add(new float[] {0, value}, 1, 2);
        }
        float[] sorted = {Float.NaN, -1, -1, -1, -0f, 1, 2, 2, Float.NaN, Float.NaN}; // but for -3, 7 and NaN
        for (int rank = 0; rank < sorted.length; rank++) {
            assertEquals(sorted[rank], ranks.value(0, rank), "rank " + rank);
        }
        assertEquals(7, ranks.between(0));
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
        assertEquals(column[75_000], of(builder.build())[1]);
    }
}
