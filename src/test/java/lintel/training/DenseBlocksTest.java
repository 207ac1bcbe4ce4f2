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
        Matrix matrix = random(rows, columns, blockRows);
        float[] weights = weights(outputs * columns);
        double[] expected = pass(matrix, weights, outputs);
        double[] one = pass(matrix, weights, outputs, 1);
        double scale = Math.sqrt((double) rows * columns);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], one[i], 2e-5 * scale);
        }
        assertArrayEquals(one, pass(matrix, weights, outputs, 2)); // the same bits on any number of threads
        assertArrayEquals(one, pass(matrix, weights, outputs, 5));
    }

    /** Large enough to be read where they lie, with blocks of more and of fewer rows than a step, and small. */
    @ParameterizedTest
    @CsvSource({"3000, 1500, 1, 2", "9001, 750, 3, 3", "100, 90000, 1, 3", "2000, 30, 2, 7"})
    void samplesAreTheRowsTheyName(int rows, int columns, int outputs, int step) {
        Matrix matrix = random(rows, columns, rows);
        Matrix chosen = matrix.select(FeatureBlocks.every(step, rows));
        float[] weights = weights(outputs * columns);
        try (Team team = Team.of(1);
                DenseBlocks all = new DenseBlocks(matrix, team);
                FeatureBlocks sample = all.sample(step);
                DenseBlocks copy = new DenseBlocks(chosen, team)) {
            assertEquals(copy.rows(), sample.rows());
            double scale = Math.sqrt((double) rows * columns);
            assertArrayEquals(pass(copy, weights, outputs), pass(sample, weights, outputs), 2e-5 * scale);
            float[] expected = new float[columns];
            float[] found = new float[columns];
            for (int i = 0; i < copy.rows(); i++) {
                copy.copyRow(i, expected, 0);
                sample.copyRow(i, found, 0);
                assertArrayEquals(expected, found);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3000, 1500, 1", "3000, 1500, 2", "100, 3, 1"})
    void selectedRowsAreCopied(int rows, int columns, int step) {
        Matrix matrix = random(rows, columns, rows);
        int[] chosen = {0, 7, 8, 31};
        try (Team team = Team.of(1);
                DenseBlocks all = new DenseBlocks(matrix, team);
                FeatureBlocks sample = all.sample(step);
                FeatureBlocks some = sample.select(chosen)) {
            assertEquals(chosen.length, some.rows());
            float[] expected = new float[columns];
            float[] found = new float[columns];
            for (int i = 0; i < chosen.length; i++) {
                matrix.copyRow(chosen[i] * step, expected, 0);
                some.copyRow(i, found, 0);
                assertArrayEquals(expected, found);
            }
        }
    }

    private static Matrix random(int rows, int columns, int blockRows) {
        Random random = new Random(rows + columns);
        Matrix.Builder builder = new Matrix.Builder(columns, Math.min(rows, blockRows));
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                builder.current()[builder.offset() + j] = (float) random.nextGaussian();
            }
            builder.endRow();
        }
        return builder.build();
    }

    private static float[] weights(int count) {
        Random random = new Random(count);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return weights;
    }

    private static double[] pass(Matrix matrix, float[] weights, int outputs, int threads) {
        try (Team team = Team.of(threads);
                DenseBlocks blocks = new DenseBlocks(matrix, team)) {
            return pass(blocks, weights, outputs);
        }
    }

    private static double[] pass(FeatureBlocks blocks, float[] weights, int outputs) {
        return blocks.pass(weights, outputs, (lane, first, rows, products) -> {
            for (int i = 0; i < rows * outputs; i++) {
                products[i] = (float) residual(products[i], first + i / outputs);
            }
        });
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
