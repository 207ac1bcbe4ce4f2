package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.data.SparseMatrix;
import lintel.data.Split;
import lintel.engine.Team;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logistic regression under l1: against scikit-learn, {@link FistaReference} and the conditions of optimality. */
class ProximalTrainingTest {
    /** scikit-learn 1.9.1, saga, tol 1e-12: C = 1 / (l1 + l2), l1_ratio = l1 / (l1 + l2). */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 3.1619829, -1.7142485, -0.1879286, -0.4164584",
        "5, 0, 1.8129306, -0.6827645, 0.0, -0.0571731",
        "10, 0, 1.144812, -0.0826235, 0.0, 0.0284894",
        "2, 3, 1.5887501, -0.7071109, -0.1616161, -0.0225517",
        "0.5, 1, 2.3809122, -1.2162798, -0.3081661, -0.1544046"
    })
    void l1AndL2AreScikitLearns(double l1, double l2, float w0, float w1, float w2, float intercept) {
        Examples.Dense rows = Small.rows(0, 100);
        float[] expected = {w0, w1, w2, intercept};
        assertArrayEquals(expected, fit(Solver.AUTO, l1, l2, rows), 1e-4f);
        assertArrayEquals(expected, fit(Solver.NEWTON, l1, l2, rows), 1e-4f);
    }

    /** The same, with {@code sample_weight = 0.5 + i % 4}. */
    @ParameterizedTest
    @CsvSource({
        "3, 0, 2.8385215, -1.6769889, -0.2997507, -0.1212338",
        "2, 1, 2.5512774, -1.4901529, -0.3783448, -0.0265327"
    })
    void rowWeightsAreScikitLearns(double l1, double l2, float w0, float w1, float w2, float intercept) {
        float[] weights = new float[100];
        Arrays.setAll(new double[100], i -> weights[i] = 0.5f + i % 4);
        Examples rows = Small.rows(0, 100).weighted(Matrix.of(100, 1, weights));
        assertArrayEquals(new float[] {w0, w1, w2, intercept}, fit(Solver.AUTO, l1, l2, rows), 1e-4f);
    }

    /** The same, one fit per class. */
    @Test
    void eachOfSeveralOutputsReachesItsOwnOptimum() {
        Examples.Dense rows = Small.rows(0, 100, 3, i -> {
            double s = Small.score(i);
            return new boolean[] {s < -0.5, s >= -0.5 && s < 0.5, s >= 0.5};
        });
        float[] expected = {
            -3.1828663f,
            0.9066689f,
            0f,
            0.3752524f,
            -0.194791f,
            0.3664887f,
            1.7625332f,
            -0.8850325f,
            0f,
            -2.0674024f,
            -0.4297509f,
            -1.0136372f
        };
        float[] found = fit(Solver.AUTO, 2, 0, rows);
        assertArrayEquals(expected, found, 1e-4f);
        assertEquals(0f, found[2]);
        assertEquals(0f, found[8]);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, 3, 0",
        "plain, 0.1, 2",
        "separable, 2, 0",
        "separable, 0.5, 0.5",
        "collinear, 3, 0",
        "collinear, 2, 1",
        "constant, 3, 0",
        "zero, 3, 0",
        "unscaled, 0.5, 0",
        "unscaled, 0.2, 0.1",
        "imbalanced, 1, 0",
        "wide, 1, 0",
        "wide, 0.3, 0.1",
        "sparse, 1, 0",
        "weighted, 2, 0.5"
    })
    void theSecondAlgorithmFindsTheSame(String kind, double l1, double l2) {
        for (long seed = 1; seed <= (kind.equals("wide") ? 1 : 2); seed++) {
            Examples examples = table(kind, seed);
            FistaReference reference = new FistaReference(examples, 0, l1, l2);
            double[] expected = reference.fit(kind.equals("wide") ? 4000 : 6000);
            double[] found = doubles(fit(Solver.AUTO, l1, l2, examples));
            double least = reference.objective(expected);
            double gap = (reference.objective(found) - least) / least;
            assertTrue(Math.abs(gap) <= 1e-6, "gap " + gap);
            reference.assertOptimal(found);
            if (!kind.equals("collinear")) {
                assertArrayEquals(support(expected), support(found), seed + ": " + Arrays.toString(found));
            }
        }
    }

    /** Many more features than rows, most of them 0: solved by columns, and never spread out. */
    @ParameterizedTest
    @CsvSource({"1, 0", "0.3, 0.2"})
    void wideSparseRowsReachTheOptimum(double l1, double l2) {
        Random random = new Random(3);
        int features = 5000;
        SparseMatrix.Builder builder = new SparseMatrix.Builder(150, 10);
        float[] labels = new float[150];
        for (int i = 0; i < 150; i++) {
            int[] columns = random.ints(20, 0, features / (1 + i % 40))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int column : columns) {
                builder.add(column, 1 + random.nextInt(3));
            }
            builder.endRow();
            labels[i] = columns[0] < 30 ^ random.nextInt(10) == 0 ? 1 : 0;
        }
        long[] ids = IntStream.range(0, 150).asLongStream().toArray();
        Examples.Sparse examples = new Examples.Sparse(builder.build(features), ids, Matrix.of(150, 1, labels));
        double[] found = doubles(fit(Solver.AUTO, l1, l2, examples));
        FistaReference reference = new FistaReference(examples, 0, l1, l2);
        reference.assertOptimal(found);
        int left = support(found).length;
        assertTrue(left > 0 && left < (l2 == 0 ? 100 : 1500), left + " weights are left");
    }

    @Test
    void manyRowsReachTheOptimumThroughSamples() {
        Random random = new Random(7);
        int rows = 60_000;
        float[] x = new float[rows * 12];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++) {
            double score = 0;
            for (int j = 0; j < 12; j++) {
                x[i * 12 + j] = (float) (random.nextGaussian() * (1 + j % 3));
                score += j < 6 ? x[i * 12 + j] * Math.cos(j) : 0;
            }
            y[i] = score + 4 * random.nextGaussian() > 0 ? 1 : 0;
        }
        Examples.Dense examples = examples(x, rows, y);
        double[] found = doubles(fit(Solver.AUTO, 300, 0, examples));
        FistaReference reference = new FistaReference(examples, 0, 300, 0);
        reference.assertOptimal(found);
        assertTrue(support(found).length <= 8, Arrays.toString(found));
    }

    @Test
    void aStrongPenaltyLeavesNothingButTheIntercept() {
        float[] found = fit(Solver.AUTO, 1e6, 0, Small.rows(0, 100));
        double positives =
                IntStream.range(0, 100).filter(i -> Small.score(i) > 0).count();
        assertArrayEquals(new float[] {0, 0, 0, (float) Math.log(positives / (100 - positives))}, found, 1e-6f);
    }

    @Test
    void oneClassOnlyLeavesTheWeightsAtZero() {
        Examples.Dense examples = examples(new float[] {1, 2, 3, 4}, 4, new float[] {1, 1, 1, 1});
        float[] found = fit(Solver.AUTO, 1, 0, examples);
        assertEquals(0f, found[0]);
        assertTrue(found[1] > 5, "intercept " + found[1]);
    }

    @Test
    void historyIsTheWholeCostAndAnIterationCanBeTheLast() {
        Split<Examples> split = new Split<>(table("plain", 5), null, null);
        Network network = network(split.train(), 3, 0);
        History history = Small.fit(config(Solver.AUTO), network, split);
        List<History.Epoch> epochs = history.epochs();
        for (int i = 1; i < epochs.size(); i++) {
            assertTrue(epochs.get(i).cost() <= epochs.get(i - 1).cost() * (1 + 1e-7), history.toCsv());
        }
        FistaReference reference = new FistaReference(split.train(), 0, 3, 0);
        double found = reference.objective(doubles(network.parameters()));
        assertEquals(found / 300, epochs.get(epochs.size() - 1).cost(), 1e-6);
        Progress stop = new Progress() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        History stopped = Trainer.of(config(Solver.AUTO), Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network(split.train(), 3, 0), split, stop, Checkpoints.none());
        assertEquals(1, stopped.epochs().size());
    }

    /** The start does not matter for where it ends, and a near one saves iterations. */
    @Test
    void aNearStartSavesIterations() {
        Examples.Dense examples = (Examples.Dense) table("wide", 1);
        try (FeatureBlocks features = FeatureBlocks.of(examples, Team.of(1))) {
            byte[] labels = new byte[examples.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (byte) examples.labels().get(i, 0);
            }
            int size = features.features() + 1;
            int[] iterations = new int[2];
            double[] l1 = new double[size];
            Arrays.fill(l1, 0, size - 1, 1);
            LogisticObjective objective =
                    new LogisticObjective(features, new byte[][] {labels}, new float[1][], 1, new double[size]);
            double[][] at = new ProximalSolver(l1, points -> ++iterations[0] > 0).solve(objective, new double[1][size]);
            double[][] again = new ProximalSolver(l1, points -> ++iterations[1] > 0).solve(objective, at);
            assertArrayEquals(at[0], again[0], 1e-4);
            assertTrue(2 * iterations[1] < iterations[0], Arrays.toString(iterations));
        }
    }

    private static int[] support(double[] found) {
        return IntStream.range(0, found.length - 1).filter(j -> found[j] != 0).toArray();
    }

    private static Examples table(String kind, long seed) {
        Random random = new Random(seed);
        int rows = kind.equals("wide") ? 40 : 300;
        int features = kind.equals("wide") ? 200 : 8;
        float[] x = new float[rows * features];
        float[] y = new float[rows];
        float[] weights = new float[rows];
        for (int i = 0; i < rows; i++) {
            double score = 0;
            for (int j = 0; j < features; j++) {
                double value = kind.equals("sparse") && random.nextInt(20) > 0 ? 0 : random.nextGaussian();
                score += j % 2 == 0 ? value * Math.sin(j + 1) : 0;
                x[i * features + j] = (float) shaped(kind, value, j);
            }
            if (kind.equals("collinear")) {
                x[i * features + 5] = x[i * features] + x[i * features + 1];
            }
            double noise = kind.equals("separable") ? 0 : 2 * random.nextGaussian();
            y[i] = score + noise > (kind.equals("imbalanced") ? 4 : 0) ? 1 : 0;
            weights[i] = random.nextInt(4);
        }
        Examples examples = examples(x, rows, y);
        return kind.equals("weighted") ? examples.weighted(Matrix.of(rows, 1, weights)) : examples;
    }

    private static double shaped(String kind, double value, int feature) {
        return switch (kind) {
            case "constant" -> feature == 2 ? 5 : value;
            case "zero" -> feature == 2 ? 0 : value;
            case "unscaled" -> (value + 5 * feature * feature) * Math.pow(10, feature % 4 - 1);
            default -> value;
        };
    }

    private static Examples.Dense examples(float[] x, int rows, float[] y) {
        return new Examples.Dense(
                Matrix.of(rows, x.length / rows, x),
                IntStream.range(0, rows).asLongStream().toArray(),
                Matrix.of(rows, 1, y));
    }

    private static Network network(Examples examples, double l1, double l2) {
        int outputs = examples.labels().columns();
        return Network.build(new ModelConfig.Logistic(l2, l1), new Shape(examples.features(), 0), outputs, Small.SEEDS);
    }

    private static float[] fit(Solver solver, double l1, double l2, Examples examples) {
        Network network = network(examples, l1, l2);
        Small.fit(config(solver), network, new Split<>(examples, null, null));
        return network.parameters();
    }

    private static TrainingConfig config(Solver solver) {
        return new TrainingConfig(
                solver, Optional.empty(), new ScheduleConfig.Constant(), 50, 32, Optional.empty(), Optional.empty());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
