package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.engine.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits that go ahead on few rows, against plain Newton steps, and against the same fits on all rows throughout. */
class ActiveRowsTest {
    /** A first output that the features tell, but for a share of wrong labels, and a second one of chance. */
    @ParameterizedTest
    @CsvSource({
        "1, 4000, 80, 1, 0.01, 0, false",
        "2, 4000, 80, 1, 0.001, 0, true",
        "3, 3000, 120, 2, 0.01, 0, false",
        "4, 6000, 70, 1, 0.01, 0.0002, false",
        "5, 6000, 70, 2, 0.003, 0.0002, true",
    })
    void leadToTheSameOptimumInFewerPasses(
            long seed, int rows, int features, int outputs, double l2, double wrong, boolean weighted) {
        Examples.Dense examples = examples(new Random(seed), rows, features, outputs, wrong, weighted);
        Fit few = fit(examples, l2, true);
        Fit all = fit(examples, l2, false);
        assertTrue(few.passes < all.passes, few.passes + " passes, and " + all.passes + " on all rows");
        for (int k = 0; k < outputs; k++) {
            double[] expected = NewtonReference.fit(examples, k, l2);
            double least = NewtonReference.objective(examples, k, l2, expected);
            double most = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertEquals(least, NewtonReference.objective(examples, k, l2, few.at[k]), 1e-6 * least);
            assertArrayEquals(expected, few.at[k], 2e-4 * Math.max(1, most));
        }
    }

    @Test
    void areNotLookedForWhereChanceDecides() {
        Examples.Dense examples = examples(new Random(6), 3000, 80, 1, 0.5, false);
        assertEquals(fit(examples, 1, false).passes, fit(examples, 1, true).passes);
    }

    private record Fit(double[][] at, int passes) {}

    /** @param looking whether for few rows, which a fit from nearby does not */
    private static Fit fit(Examples.Dense examples, double l2, boolean looking) {
        int outputs = examples.labels().columns();
        byte[][] labels = new byte[outputs][examples.size()];
        for (int k = 0; k < outputs; k++) {
            for (int i = 0; i < labels[k].length; i++) {
                labels[k][i] = (byte) examples.labels().get(i, k);
            }
        }
        double[] penalties = new double[examples.features() + 1];
        Arrays.fill(penalties, 0, examples.features(), l2);
        int[] passes = new int[1];
        ExactSolver solver = new ExactSolver(Curvature.SAMPLED, points -> ++passes[0] > 0);
        double[][] start = new double[outputs][penalties.length];
        try (Team team = Team.of(2);
                FeatureBlocks features = FeatureBlocks.of(examples, team)) {
            float[][] weights = Weighted.byOutput(examples);
            LogisticObjective objective = new LogisticObjective(features, labels, weights, 1, penalties);
            double[][] at = looking
                    ? solver.solve(objective, start)
                    : solver.improve(objective, start, Curvature.SAMPLED.tolerance());
            return new Fit(at, passes[0]);
        }
    }

    private static Examples.Dense examples(
            Random random, int rows, int features, int outputs, double wrong, boolean weighted) {
        float[] x = new float[rows * features];
        float[] y = new float[rows * outputs];
        float[] weights = new float[rows * outputs];
        for (int i = 0; i < rows; i++) {
            double score = 0;
            for (int j = 0; j < features; j++) {
                x[i * features + j] = (float) random.nextGaussian();
                score += Math.sin(j + 1) * x[i * features + j];
            }
            for (int k = 0; k < outputs; k++) {
                boolean chance = k > 0 || random.nextDouble() < wrong;
                y[i * outputs + k] = (chance ? random.nextBoolean() : score > 0) ? 1 : 0;
                weights[i * outputs + k] = 3 * random.nextFloat();
            }
        }
        Examples.Dense examples =
                new Examples.Dense(Matrix.of(rows, features, x), Small.ids(0, rows), Matrix.of(rows, outputs, y));
        return weighted ? (Examples.Dense) examples.weighted(Matrix.of(rows, outputs, weights)) : examples;
    }
}
