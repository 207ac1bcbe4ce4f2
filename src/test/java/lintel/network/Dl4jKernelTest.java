package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Shape;
import lintel.data.Split;
import lintel.data.Target;
import lintel.engine.Lstm;
import lintel.training.Checkpoints;
import lintel.training.Progress;
import lintel.training.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The way a GPU computes, on ND4J's other backend, the CPU's: Deeplearning4j's layers give what Lintel's engine gives,
 * whatever the lengths.
 */
class Dl4jKernelTest {
    private static final int[] LENGTHS = {4, 7, 1, 7, 2, 4};
    private static final Target TARGET =
            new Target(Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("no"), List.of("yes")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5 last",
                "4,3 last",
                "6,4 every-step",
                "3 last bidirectional",
                "4,3 last bidirectional",
                "4,3,2 every-step bidirectional",
                "4 every-step truncate=3",
                "4,3 every-step truncate=1",
                "3,2 every-step truncate=100"
            })
    void agreesWithTheEngineInDouble(String form) {
        for (int[] lengths : new int[][] {LENGTHS, {1}, {1, 1}, {6, 6}}) {
            assertAgreesInDouble(Problem.of(form, 3, 2, 5, lengths));
        }
        for (int seed = 1; seed < 9; seed++) {
            assertAgreesInDouble(Problem.of(form, 3, 2, 5, LENGTHS).weighted(seed));
        }
    }

    private static void assertAgreesInDouble(Problem problem) {
        Dl4jKernel kernel = kernel(problem, DataType.DOUBLE);
        kernel.setParameters(problem.parameters());
        int at = 0;
        List<GradientConsumer.Gradient> found = new ArrayList<>();
        kernel.gradients(problem.examples(), problem.all(), 0, found::add);
        for (GradientConsumer.Gradient expected : inDouble(problem)) {
            GradientConsumer.Gradient gradient = found.get(at++);
            assertEquals(expected.labels(), gradient.labels());
            assertEquals(expected.lossSum(), gradient.lossSum(), 1e-10 * expected.lossSum());
            assertArrayEquals(expected.values(), gradient.values(), 2e-7f); // both are rounded to float
        }
        assertEquals(at, found.size());
        assertScoresAgree(problem, kernel, 1e-7f);
    }

    @Test
    void agreesWithTheEngineInFloat() {
        for (String form : new String[] {"16,16 last", "16 every-step", "8,8 last bidirectional"}) {
            int[] lengths = new int[40];
            Arrays.setAll(lengths, i -> 9 + i * 7 % 5);
            Problem problem = Problem.of(form, 5, 3, 2, lengths).asBegun(2);
            Dl4jKernel kernel = kernel(problem, DataType.FLOAT);
            kernel.setParameters(problem.parameters());
            kernel.gradients(problem.examples(), problem.all(), 0, gradient -> {
                float[] exact = inDouble(problem).get(0).values();
                assertTrue(distance(gradient.values(), exact) < 1e-5, form);
            });
            assertScoresAgree(problem, kernel, 2e-6f);
        }
    }

    /** Each segment is computed at the parameters that the update before it left. */
    @Test
    void parametersMayChangeBetweenSegments() {
        Problem problem = Problem.of("4,3 every-step truncate=2", 2, 1, 3, 6, 3, 5);
        List<List<float[]>> seen = new ArrayList<>();
        for (Network network : List.of(problem.network(), network(problem))) {
            List<float[]> gradients = new ArrayList<>();
            network.gradients(problem.examples(), problem.all(), 0, gradient -> {
                gradients.add(gradient.values().clone());
                float[] moved = network.parameters();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] -= gradient.values()[i];
                }
                network.setParameters(moved);
            });
            seen.add(gradients);
        }
        assertEquals(3, seen.get(0).size());
        for (int segment = 0; segment < 3; segment++) {
            assertArrayEquals(seen.get(0).get(segment), seen.get(1).get(segment), 2e-6f);
        }
    }

    @Test
    void gradientLeavesNoStateBehind() {
        Problem problem = Problem.of("3,2 every-step truncate=2", 2, 1, 3, 6, 3);
        Network network = network(problem);
        List<float[]> seen = new ArrayList<>();
        float[] before = network.score(problem.examples()).values();
        for (int i = 0; i < 2; i++) {
            network.gradients(problem.examples(), problem.all(), 0, gradient -> seen.add(gradient.values()));
        }
        assertArrayEquals(seen.get(0), seen.get(3));
        assertArrayEquals(before, network.score(problem.examples()).values());
    }

    /** Far from 0 the rounded probability is 1: Deeplearning4j's own loss is NaN there. */
    @Test
    void confidentMistakesHaveAFiniteGradient() {
        Problem problem = Problem.of("3 last", 2, 1, 3, 4, 4).times(100);
        Dl4jKernel kernel = kernel(problem, DataType.FLOAT);
        kernel.setParameters(problem.parameters());
        kernel.gradients(problem.examples(), problem.all(), 0, gradient -> {
            assertTrue(gradient.lossSum() > 17, "a confident mistake: " + gradient.lossSum());
            assertEquals(inDouble(problem).get(0).lossSum(), gradient.lossSum(), 1e-4 * gradient.lossSum());
            assertTrue(distance(gradient.values(), inDouble(problem).get(0).values()) < 1e-4);
        });
    }

    /** With one seed the same inputs are dropped, so that the loss has a slope; at other seeds others are. */
    @ParameterizedTest
    @ValueSource(strings = {"3,2 last dropout", "3,2 every-step dropout", "3,2 last bidirectional dropout"})
    void dropoutIsFixedByItsSeed(String form) {
        Problem problem = Problem.of(form, 2, 1, 3, 5, 5, 5);
        Dl4jKernel kernel = kernel(problem, DataType.DOUBLE);
        float[] moved = problem.parameters().clone();
        kernel.setParameters(moved);
        List<GradientConsumer.Gradient> at = new ArrayList<>();
        kernel.gradients(problem.examples(), problem.all(), 17, at::add);
        kernel.gradients(problem.examples(), problem.all(), 18, at::add);
        assertNotEquals(at.get(0).lossSum(), at.get(1).lossSum());
        for (int i = 0; i < moved.length; i += 29) {
            double[] losses = new double[2];
            float step = Math.scalb(1f, -10);
            for (int side = 0; side < 2; side++) {
                moved[i] = problem.parameters()[i] + (side == 0 ? -step : step);
                kernel.setParameters(moved);
                int which = side;
                kernel.gradients(problem.examples(), problem.all(), 17, g -> losses[which] = g.lossSum() / g.labels());
            }
            assertEquals((losses[1] - losses[0]) / (2 * step), at.get(0).values()[i], 2e-5);
            moved[i] = problem.parameters()[i];
        }
    }

    /** Losses and parameters of a whole training stay together. */
    @ParameterizedTest
    @ValueSource(strings = {"6,4 last", "5 every-step truncate=3", "4 every-step bidirectional"})
    void trainsToTheSameNetwork(String form) {
        int[] lengths = new int[30];
        Arrays.setAll(lengths, i -> 1 + i * 5 % 8);
        assertTrainsToTheSame(Problem.of(form, 3, 1, 4, lengths).asBegun(4));
        assertTrainsToTheSame(Problem.of(form, 3, 1, 4, lengths).asBegun(4).weighted(4));
    }

    private static void assertTrainsToTheSame(Problem problem) {
        TrainingConfig config = new TrainingConfig(
                Solver.ADAM,
                Optional.of(new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-8)),
                new ScheduleConfig.Constant(),
                8,
                8,
                Optional.of(1.0),
                Optional.empty());
        List<float[]> ends = new ArrayList<>();
        List<Network> networks = List.of(problem.network(), network(problem));
        for (Network network : networks) {
            Trainer.of(config, TARGET, 0.5, new Seeds(1))
                    .fit(
                            network,
                            new Split<Examples>(problem.examples(), null, null),
                            Progress.none(),
                            Checkpoints.none());
            ends.add(network.parameters());
        }
        assertTrue(distance(ends.get(0), problem.parameters()) > 0.05, "it trains");
        assertTrue(distance(ends.get(0), ends.get(1)) < 1e-4, () -> "" + distance(ends.get(0), ends.get(1)));
    }

    private static void assertScoresAgree(Problem problem, Dl4jKernel kernel, float tolerance) {
        Examples.Steps examples = problem.examples();
        int rows = examples.perStep() ? examples.values().rows() : examples.size();
        float[] values = new float[rows * problem.outputs()];
        kernel.score(examples, problem.all(), values);
        assertArrayEquals(problem.network().score(examples).values(), values, Math.max(tolerance, 2e-6f));
    }

    private static List<GradientConsumer.Gradient> inDouble(Problem problem) {
        List<GradientConsumer.Gradient> result = new ArrayList<>();
        PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
        try (Lstm lstm = problem.inDouble()) {
            batch.train(lstm, problem.config().truncate().orElse(0), 0, (slopes, loss, labels) -> {
                double[] gradient = new double[lstm.parameterCount()];
                lstm.gradient(slopes, gradient);
                float[] mean = new float[gradient.length];
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = (float) (gradient[i] / labels);
                }
                result.add(new GradientConsumer.Gradient(mean, loss, labels));
            });
        }
        return result;
    }

    private static Dl4jKernel kernel(Problem problem, DataType type) {
        return new Dl4jKernel(problem.config(), problem.features(), problem.outputs(), type);
    }

    private static Network network(Problem problem) {
        return new LstmNetwork(
                problem.config(),
                new Shape(problem.features(), Shape.VARYING),
                problem.outputs(),
                problem.parameters(),
                () -> kernel(problem, DataType.FLOAT));
    }

    private static double distance(float[] found, float[] expected) {
        double differences = 0;
        double squares = 0;
        for (int i = 0; i < found.length; i++) {
            differences += Math.pow(found[i] - expected[i], 2);
            squares += Math.pow(expected[i], 2);
        }
        return Math.sqrt(differences / squares);
    }
}
