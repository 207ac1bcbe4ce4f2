package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import lintel.data.Matrix;
import lintel.engine.Team;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Plain Java's fits of small tables against those by OpenBLAS: neither shares a line with the other. */
class SmallBlocksTest {
    @ParameterizedTest
    @EnumSource(Curvature.class)
    void bothEndAtTheSameOptimum(Curvature curvature) {
        for (int seed = 1; seed <= 12; seed++) {
            Random random = new Random(seed);
            int rows = 1 + random.nextInt(700);
            int columns = 1 + random.nextInt(40);
            int outputs = 1 + seed % 3;
            Matrix matrix = random(random, rows, columns);
            byte[][] labels = new byte[outputs][rows];
            float[][] weights = new float[outputs][];
            for (int k = 0; k < outputs; k++) {
                weights[k] = k == 1 ? new float[rows] : null;
                for (int i = 0; i < rows; i++) {
                    labels[k][i] = (byte) (matrix.get(i, 0) + random.nextGaussian() > k - 1 ? 1 : 0);
                    if (weights[k] != null) {
                        weights[k][i] = 3 * random.nextFloat();
                    }
                }
            }
            double[][] small = solve(new SmallBlocks(matrix), labels, weights, curvature);
            double[][] dense = solve(new DenseBlocks(matrix, Team.of(1)), labels, weights, curvature);
            for (int k = 0; k < outputs; k++) {
                assertArrayEquals(dense[k], small[k], 2e-3, "seed " + seed + ", output " + k);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "500, 7", "513, 30", "1030, 64"})
    void passesAreTheSameToFloat32(int rows, int columns) {
        Random random = new Random(rows);
        Matrix matrix = random(random, rows, columns);
        float[] weights = new float[2 * columns];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        FeatureBlocks.BlockStep half = (lane, first, count, products) -> {
            for (int i = 0; i < count * 2; i++) {
                products[i] /= 2;
            }
        };
        double[] small = new SmallBlocks(matrix).pass(weights, 2, half);
        double[] dense = new DenseBlocks(matrix, Team.of(1)).pass(weights, 2, half);
        double size = Arrays.stream(dense).map(Math::abs).max().orElseThrow();
        assertArrayEquals(dense, small, 1e-5 * size);
    }

    /** The factor's solution x of {@code (Σ weight row rowᵀ + penalties) x = b}, put into the equation. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 6", "40, 3", "101, 17", "400, 64"})
    void theFactorSolvesTheHessian(int rows, int columns) {
        Random random = new Random(columns);
        Matrix matrix = random(random, rows, columns);
        double[] weights = random.doubles(rows).toArray();
        double[] penalties = new double[columns + 1];
        Arrays.fill(penalties, 0, columns, 0.1);
        double[] right = random.doubles(columns + 1).toArray();
        double[] x = right.clone();
        new SmallBlocks(matrix).factor(weights, penalties).solve(x);
        double[] left = new double[columns + 1];
        for (int j = 0; j <= columns; j++) {
            left[j] = penalties[j] * x[j];
        }
        for (int i = 0; i < rows; i++) {
            double product = x[columns];
            for (int j = 0; j < columns; j++) {
                product += matrix.get(i, j) * x[j];
            }
            for (int j = 0; j <= columns; j++) {
                left[j] += weights[i] * product * (j < columns ? matrix.get(i, j) : 1);
            }
        }
        assertArrayEquals(right, left, 1e-9);
    }

    /** Equal columns without a penalty leave their difference free: the step keeps it small. */
    @ParameterizedTest
    @CsvSource({"10", "300"})
    void collinearColumnsHaveAFiniteStep(int rows) {
        Matrix once = random(new Random(rows), rows, 2);
        Matrix twice = once.columns(new int[] {0, 1, 0});
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        double[] step = {1, 1, 1, 0};
        new SmallBlocks(twice).factor(weights, new double[4]).solve(step);
        assertEquals(step[0], step[2], 1e-6 * Math.abs(step[0]));
        assertTrue(Double.isFinite(step[0]) && Double.isFinite(step[1]));
    }

    @ParameterizedTest
    @CsvSource({"1562, 64, true", "1563, 64, false", "10, 65, false", "100000, 1, true"})
    void onlySmallTablesAreTakenWithoutOpenblas(int rows, int columns, boolean small) {
        Matrix matrix = Matrix.of(rows, columns, new float[rows * columns]);
        try (FeatureBlocks blocks = FeatureBlocks.of(matrix, Team.of(1))) {
            assertEquals(small, blocks instanceof SmallBlocks);
            assertFalse(blocks instanceof SparseBlocks);
        }
    }

    private static double[][] solve(FeatureBlocks blocks, byte[][] labels, float[][] weights, Curvature curvature) {
        try (blocks) {
            double[] penalties = new double[blocks.features() + 1];
            Arrays.fill(penalties, 0, blocks.features(), 1.0);
            penalties[blocks.features()] = 0.1; // where all examples are of one class
            LogisticObjective objective = new LogisticObjective(blocks, labels, weights, 1, penalties);
            return new ExactSolver(curvature, points -> true)
                    .solve(objective, new double[labels.length][blocks.features() + 1]);
        }
    }

    private static Matrix random(Random random, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + (i % columns == 1 ? 2 : 0));
        }
        return Matrix.of(rows, columns, values);
    }
}
