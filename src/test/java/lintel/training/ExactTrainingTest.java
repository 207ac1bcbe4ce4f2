package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact solvers, held to {@link NewtonReference} and to scikit-learn. */
class ExactTrainingTest {
    private static final List<Solver> EXACT = List.of(Solver.AUTO, Solver.NEWTON, Solver.LBFGS);

    /** As quoted in {@link ObjectiveTest}: scikit-learn 1.2.1, C = 1 / l2, newton-cg to 1e-12. */
    @ParameterizedTest
    @CsvSource({"1, 2.5155099, -1.3148297, -0.3581965, -0.181002", "10, 1.0936927, -0.515668, -0.2074658, 0.023066"})
    void l2IsScikitLearnsInverseOfC(double l2, float w0, float w1, float w2, float intercept) {
        for (Solver solver : EXACT) {
            float[] found = fit(solver, l2, Small.rows(0, 100));
            assertArrayEquals(new float[] {w0, w1, w2, intercept}, found, 1e-4f, solver.toString());
        }
    }

    /** As quoted in {@link ObjectiveTest}, one fit per class. */
    @ParameterizedTest
    @EnumSource(
            value = Solver.class,
            names = {"AUTO", "NEWTON", "LBFGS"})
    void eachOfSeveralOutputsReachesItsOwnOptimum(Solver solver) {
        Examples.Dense rows = Small.rows(0, 100, 3, i -> {
            double s = Small.score(i);
            return new boolean[] {s < -0.5, s >= -0.5 && s < 0.5, s >= 0.5};
        });
        float[] expected = {
            -2.7558673f,
            1.1740069f,
            -0.1491862f,
            0.5415291f,
            -0.375463f,
            0.5192146f,
            1.8666706f,
            -1.0195106f,
            -0.0733963f,
            -1.8309178f,
            -0.4575869f,
            -1.0601759f
        };
        assertArrayEquals(expected, fit(solver, 1, rows), 1e-4f);
    }

    /** Every solver against Newton's method in double precision, on tables of all kinds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "separable",
                "collinear",
                "constant",
                "unscaled",
                "imbalanced",
                "wide",
                "zero",
                "large",
                "sparse"
            })
    void gapToTheOptimumIsAtMostAMillionth(String kind) {
        Examples.Dense examples = table(kind, 1);
        double[] optimum = NewtonReference.fit(examples, 0, 1);
        double least = NewtonReference.objective(examples, 0, 1, optimum);
        for (Solver solver : EXACT) {
            double[] found = doubles(fit(solver, 1, examples));
            double gap = (NewtonReference.objective(examples, 0, 1, found) - least) / least;
            assertTrue(gap <= 1e-6 && gap >= -1e-9, solver + ": gap " + gap);
        }
    }

    /** Gaps of 1e-6 may hide in coefficients; these are all well determined. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "constant", "imbalanced", "large", "zero"})
    void allSolversAgreeOnTheCoefficients(String kind) {
        Examples.Dense examples = table(kind, 2);
        float[] expected = floats(NewtonReference.fit(examples, 0, 1));
        for (Solver solver : EXACT) {
            assertArrayEquals(expected, fit(solver, 1, examples), kind.equals("large") ? 1e-3f : 2e-4f, solver + "");
        }
    }

    /** Enough rows for samples, sampled Hessians and several blocks of the matrix. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void manyRowsReachTheOptimumThroughSamples(int outputs) {
        Random random = new Random(7);
        int rows = 60_000;
        int features = 12;
        assertEquals(Curvature.SAMPLED, Curvature.suiting(rows, features + 1));
        float[] x = new float[rows * features];
        float[] y = new float[rows * outputs];
        for (int i = 0; i < rows; i++) {
            double score = 0;
            for (int j = 0; j < features; j++) {
                x[i * features + j] = (float) (random.nextGaussian() * (1 + j % 3));
                score += x[i * features + j] * Math.cos(j);
            }
            for (int k = 0; k < outputs; k++) {
                y[i * outputs + k] = score + 4 * random.nextGaussian() > 2 * k ? 1 : 0;
            }
        }
        Examples.Dense examples = examples(x, rows, y, outputs);
        float[] found = fit(Solver.AUTO, 1, examples);
        for (int k = 0; k < outputs; k++) {
            double[] of = NewtonReference.fit(examples, k, 1);
            for (int j = 0; j < features; j++) {
                assertEquals(of[j], found[k * features + j], 1e-4, "output " + k + ", feature " + j);
            }
            assertEquals(of[features], found[outputs * features + k], 1e-4);
        }
    }

    @Test
    void withoutPenaltyThePlainMaximumOfLikelihoodIsFound() {
        Examples.Dense examples = table("plain", 3);
        float[] expected = floats(NewtonReference.fit(examples, 0, 0));
        assertArrayEquals(expected, fit(Solver.AUTO, 0, examples), 2e-4f);
    }

    @Test
    void withoutPenaltySeparableExamplesHaveNoOptimum() {
        var error = assertThrows(InputException.class, () -> fit(Solver.AUTO, 0, table("separable", 1)));
        assertEquals(
                "the training examples can be told apart without error, so that without a penalty the weights would"
                        + " grow for ever: set 'model.logistic.l2' above 0",
                error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreNamed(float value) {
        float[] x = {1, 2, 3, 4, 5, value, 7, 8};
        Examples.Dense examples = examples(x, 4, new float[] {0, 1, 0, 1}, 1);
        for (Solver solver : EXACT) {
            var error = assertThrows(InputException.class, () -> fit(solver, 1, examples));
            assertEquals(
                    "every feature must be a finite number, but feature 2 of training example 3 is " + value,
                    error.getMessage());
        }
    }

    @Test
    void oneClassOnlyLeavesTheWeightsAtZero() {
        Examples.Dense examples = examples(new float[] {1, 2, 3, 4}, 4, new float[] {1, 1, 1, 1}, 1);
        float[] found = fit(Solver.AUTO, 1, examples);
        assertEquals(0, found[0], 1e-3);
        assertTrue(found[1] > 5, "intercept " + found[1]);
    }

    @Test
    void theStartDoesNotMatter() {
        Split<Examples> split = new Split<>(table("plain", 4), null, null);
        Network network = network(split.train(), 1);
        float[] parameters = new float[network.parameterCount()];
        Arrays.fill(parameters, 3);
        network.setParameters(parameters);
        Small.fit(config(Solver.AUTO), network, split);
        assertArrayEquals(fit(Solver.AUTO, 1, (Examples.Dense) split.train()), network.parameters());
    }

    @Test
    void historyIsTheCostCurve() {
        Split<Examples> split = new Split<>(table("plain", 5), table("plain", 6), null);
        Network network = network(split.train(), 1);
        History history = Small.fit(config(Solver.AUTO), network, split);
        List<History.Epoch> epochs = history.epochs();
        for (int i = 1; i < epochs.size(); i++) {
            assertTrue(epochs.get(i).cost() < epochs.get(i - 1).cost(), history.toCsv());
            assertEquals(OptionalDouble.empty(), epochs.get(i - 1).validationLoss());
        }
        History.Epoch last = epochs.get(epochs.size() - 1);
        double[] optimum = NewtonReference.fit((Examples.Dense) split.train(), 0, 1);
        double least = NewtonReference.objective((Examples.Dense) split.train(), 0, 1, optimum);
        assertEquals(least / split.train().size(), last.cost(), 1e-6 * last.cost());
        assertTrue(last.validationLoss().isPresent());
        assertEquals(History.Ending.COMPLETED, history.ending());
        assertEquals(epochs.size(), history.bestEpoch());
    }

    @Test
    void aStoppedTrainingStartsAgainWhenResumed(@TempDir Path folder) {
        Split<Examples> split = new Split<>(table("plain", 8), null, null);
        Path file = folder.resolve("checkpoint.bin");
        Network network = network(split.train(), 1);
        Progress stop = new Progress() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        Trainer trainer = Trainer.of(config(Solver.AUTO), Small.YES_NO, 0.5, Small.SEEDS);
        History stopped = trainer.fit(network, split, stop, Checkpoints.at(file));
        assertTrue(stopped.stopped());
        assertEquals(1, stopped.epochs().size());
        History resumed = trainer.fit(network, split, Progress.none(), Checkpoints.resume(file));
        assertFalse(resumed.stopped());
        assertArrayEquals(fit(Solver.AUTO, 1, (Examples.Dense) split.train()), network.parameters());
    }

    private static Examples.Dense table(String kind, long seed) {
        Random random = new Random(seed);
        int rows = kind.equals("wide") ? 40 : kind.equals("large") ? 30_000 : 300;
        int features = kind.equals("wide") ? 200 : kind.equals("large") ? 10 : 6;
        float[] x = new float[rows * features];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++) {
            double score = 0;
            for (int j = 0; j < features; j++) {
                double value = kind.equals("sparse") && random.nextInt(20) > 0 ? 0 : random.nextGaussian();
                score += value * Math.sin(j + 1);
                x[i * features + j] = (float) shaped(kind, value, j);
            }
            if (kind.equals("collinear")) {
                x[i * features + 5] = x[i * features] + x[i * features + 1];
            }
            double noise = kind.equals("separable") ? 0 : 2 * random.nextGaussian();
            y[i] = score + noise > (kind.equals("imbalanced") ? 5 : 0) ? 1 : 0;
        }
        return examples(x, rows, y, 1);
    }

    private static double shaped(String kind, double value, int feature) {
        return switch (kind) {
            case "constant" -> feature == 2 ? 5 : value;
            case "zero" -> feature == 2 ? 0 : value;
            case "unscaled" -> (value + 5 * feature * feature) * Math.pow(10, feature - 2);
            default -> value;
        };
    }

    private static Examples.Dense examples(float[] x, int rows, float[] y, int outputs) {
        return new Examples.Dense(
                Matrix.of(rows, x.length / rows, x),
                IntStream.range(0, rows).asLongStream().toArray(),
                Matrix.of(rows, outputs, y));
    }

    private static Network network(Examples examples, double l2) {
        Shape shape = new Shape(examples.features(), 0);
        return Network.build(
                new ModelConfig.Logistic(l2), shape, examples.labels().columns(), Small.SEEDS);
    }

    private static float[] fit(Solver solver, double l2, Examples.Dense examples) {
        Network network = network(examples, l2);
        Small.fit(config(solver), network, new Split<>(examples, null, null));
        return network.parameters();
    }

    private static TrainingConfig config(Solver solver) {
        return new TrainingConfig(
                solver, Optional.empty(), new ScheduleConfig.Constant(), 50, 32, Optional.empty(), Optional.empty());
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
