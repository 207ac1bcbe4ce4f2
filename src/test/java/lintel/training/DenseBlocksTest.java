package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import lintel.data.Matrix;
import lintel.engine.Team;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One pass against the sums that it stands for, in double. */
class DenseBlocksTest {
    /** Around the sizes at which tiles, lanes and blocks of a matrix end, and where products go unpacked. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "7, 1, 1, 100",
        "1000, 30, 1, 1000",
        "9000, 30, 1, 4000",
        "4097, 70, 3, 5000",
        "700, 784, 1, 300",
        "700, 784, 10, 257",
        "300, 2000, 2, 300",
        "3, 90000, 1, 2",
    })
    void sumsFeaturesTimesResiduals(int rows, int columns, int outputs, int blockRows) {
        Random random = new Random(rows + columns);
        Matrix.Builder builder = new Matrix.Builder(columns, Math.min(rows, blockRows));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                builder.current()[builder.offset() + j] = (float) random.nextGaussian();
            }
            builder.endRow();
        }
        Matrix matrix = builder.build();
        float[] weights = new float[outputs * columns];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        double[] expected = pass(matrix, weights, outputs);
        double[] one = pass(matrix, weights, outputs, 1);
        double scale = Math.sqrt((double) rows * columns);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], one[i], 2e-5 * scale);
        }
        assertArrayEquals(one, pass(matrix, weights, outputs, 2)); // the same bits on any number of threads
        assertArrayEquals(one, pass(matrix, weights, outputs, 5));
    }

    private static double[] pass(Matrix matrix, float[] weights, int outputs, int threads) {
        try (Team team = Team.of(threads);
                DenseBlocks blocks = new DenseBlocks(matrix, team)) {
            return blocks.pass(weights, outputs, (lane, first, rows, products) -> {
                for (int i = 0; i < rows * outputs; i++) {
                    products[i] = (float) residual(products[i], first + i / outputs);
                }
            });
        }
    }

    private static double residual(double product, int row) {
        return Math.tanh(product) + row % 3;
    }

    private static double[] pass(Matrix matrix, float[] weights, int outputs) {
        double[] sums = new double[weights.length];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int k = 0; k < outputs; k++) {
                double product = 0;
                for (int j = 0; j < matrix.columns(); j++) {
                    product += (double) matrix.get(i, j) * weights[k * matrix.columns() + j];
                }
                double residual = residual(product, i);
                for (int j = 0; j < matrix.columns(); j++) {
                    sums[k * matrix.columns() + j] += residual * matrix.get(i, j);
                }
            }
        }
        return sums;
    }
}
