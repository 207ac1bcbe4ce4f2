package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import lintel.data.Examples;
import lintel.data.SparseMatrix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Newton's steps by products with the Hessian against those by its factor. */
class ConjugateGradientsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 300, 20, 1, 1, false, false",
        "2, 40, 300, 1, 1, true, false",
        "3, 200, 100, 3, 0.01, false, true",
        "4, 500, 30, 2, 0, true, false",
        "5, 60, 90, 1, 100, true, true",
        "6, 300, 200, 1, 0.001, true, true",
    })
    void endsAtTheSameOptimum(
            long seed, int rows, int features, int outputs, double l2, boolean sparse, boolean weighted) {
        Random random = new Random(seed);
        Examples.Sparse some = SparseTrainingTest.random(random, rows, features, outputs, true);
        Examples examples = sparse ? some : SparseTrainingTest.dense(some);
        float[] weights = weighted ? new float[rows] : null;
        for (int i = 0; weighted && i < rows; i++) {
            weights[i] = 3 * random.nextFloat();
        }
        double[] expected = values(examples, Curvature.FULL, l2, weights);
        double[] found = values(examples, Curvature.PRODUCTS, l2, weights);
        for (int k = 0; k < outputs; k++) {
            assertEquals(expected[k], found[k], 1e-6 * expected[k]);
        }
    }

    /** Stored in full these features would take 80 GB. */
    @Test
    @Tag("slow")
    void hugeSparseDataTrainsInBoundedMemory() {
        int rows = 200_000;
        int features = 100_000;
        Random random = new Random(1);
        SparseMatrix.Builder builder = new SparseMatrix.Builder(rows, 20);
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            int[] columns = random.ints(20, 0, features).sorted().distinct().toArray();
            double score = random.nextGaussian();
            for (int j : columns) {
                builder.add(j, 1);
                score += Math.sin(j);
            }
            builder.endRow();
            labels[i] = score > 0 ? 1 : 0;
        }
        Examples.Sparse examples = SparseTrainingTest.examples(builder.build(features), labels, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        float[] parameters = SparseTrainingTest.fit(lintel.config.TrainingConfig.Solver.AUTO, examples);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertTrue(allocated < 1L << 30, "allocated " + allocated);
        int agreeing = 0;
        for (int j = 0; j < features; j++) {
            agreeing += parameters[j] * Math.sin(j) > 0 ? 1 : 0;
        }
        assertTrue(agreeing > 0.75 * features, "signs right: " + agreeing);
    }

    /** What is left to be minimised at the end, per output. */
    private static double[] values(Examples examples, Curvature curvature, double l2, float[] weights) {
        int outputs = examples.labels().columns();
        byte[][] labels = new byte[outputs][examples.size()];
        float[][] rowWeights = new float[outputs][];
        for (int k = 0; k < outputs; k++) {
            rowWeights[k] = weights;
            for (int i = 0; i < examples.size(); i++) {
                labels[k][i] = (byte) examples.labels().get(i, k);
            }
        }
        double[] penalties = new double[examples.features() + 1];
        Arrays.fill(penalties, 0, examples.features(), l2);
        try (FeatureBlocks features = FeatureBlocks.of(examples, lintel.engine.Team.of(1))) {
            LogisticObjective objective = new LogisticObjective(features, labels, rowWeights, 1, penalties);
            double[][] at = new ExactSolver(curvature, points -> true)
                    .solve(objective, new double[outputs][examples.features() + 1]);
            int[] all = java.util.stream.IntStream.range(0, outputs).toArray();
            return Arrays.stream(objective.evaluate(all, at))
                    .mapToDouble(LogisticObjective.Point::value)
                    .toArray();
        }
    }
}
