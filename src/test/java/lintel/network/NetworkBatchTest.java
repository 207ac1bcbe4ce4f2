package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.engine.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Batches made ready, and computed later. */
class NetworkBatchTest {
    private static final int[] LENGTHS = {3, 1, 7, 4, 4, 2};

    @ParameterizedTest
    @ValueSource(strings = {"4,3 last dropout", "4 every-step bidirectional", "4,3 every-step truncate=2"})
    void areComputedAtTheParametersOfTheMoment(String form) {
        Problem problem = Problem.of(form, 2, 2, 1, LENGTHS).weighted(2);
        Problem later = problem.times(0.5f);
        List<float[]> expected = new ArrayList<>();
        later.network().gradients(later.examples(), later.all(), 5, gradient -> expected.add(gradient.values()));

        Network network = problem.network();
        Network.Batch batch = network.prepare(problem.examples(), problem.all());
        network.setParameters(later.parameters());
        List<float[]> found = new ArrayList<>();
        batch.gradients(5, gradient -> found.add(gradient.values()));
        assertTrue(expected.size() > 0 && expected.size() == found.size());
        for (int g = 0; g < found.size(); g++) {
            assertArrayEquals(expected.get(g), found.get(g));
        }
        var error = assertThrows(IllegalStateException.class, () -> batch.gradients(5, gradient -> {}));
        assertEquals("a batch is made ready for one use", error.getMessage());
    }

    /** Each batch is made ready while the gradient of the one before is being given. */
    @Test
    void areMadeReadyByAnotherThreadMeanwhile() {
        Problem problem = Problem.of("4,3 last dropout", 2, 1, 3, LENGTHS);
        Network alone = problem.network();
        Network network = problem.network();
        Network.Batch batch = network.prepare(problem.examples(), new int[] {0, 1});
        for (int i = 1; i < 30; i++) {
            int[] next = {i % 6, (i * i + 1) % 6};
            float[][] found = new float[1][];
            CompletableFuture<Network.Batch> ready =
                    CompletableFuture.supplyAsync(() -> network.prepare(problem.examples(), next));
            batch.gradients(i, gradient -> found[0] = gradient.values());
            int[] chosen = i == 1 ? new int[] {0, 1} : new int[] {(i - 1) % 6, ((i - 1) * (i - 1) + 1) % 6};
            alone.gradients(problem.examples(), chosen, i, gradient -> assertArrayEquals(gradient.values(), found[0]));
            batch = ready.join();
        }
    }

    /** Shorter and longer by turns, so that a room is too large or too small; each against a network of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"4,3 last", "4 every-step bidirectional", "4,3 every-step truncate=2"})
    void haveRoomsThatOthersHadBefore(String form) {
        Problem problem = Problem.of(form, 2, 1, 4, LENGTHS);
        Network network = problem.network();
        for (int[] chosen : new int[][] {{0, 1}, {2}, {1}, {2, 3, 4}, {5, 0, 1}, {2, 3, 4}, {1}}) {
            List<float[]> expected = new ArrayList<>();
            List<float[]> found = new ArrayList<>();
            problem.network().gradients(problem.examples(), chosen, 0, gradient -> expected.add(gradient.values()));
            network.gradients(problem.examples(), chosen, 0, gradient -> found.add(gradient.values()));
            assertArrayEquals(expected.toArray(), found.toArray());
        }
    }

    /** By the definition: every value, label and weight of the batch is copied; small ones are for one thread. */
    @Test
    void sayWhatWasCopiedAndWhoComputes() {
        Problem last = Problem.of("4 last", 2, 3, 1, LENGTHS);
        Network.Batch batch = last.network().prepare(last.examples(), new int[] {2, 4});
        assertEquals((7 + 4) * 2 + 2 * 3, batch.copied());
        assertEquals(1, batch.threads());
        Problem steps = Problem.of("4 every-step", 2, 3, 1, LENGTHS).weighted(1);
        assertEquals(
                (7 + 4) * (2 + 3 + 3),
                steps.network().prepare(steps.examples(), new int[] {2, 4}).copied());

        Examples rows = new Examples.Dense(
                Matrix.of(3, 1, new float[] {1, 2, 3}), new long[3], Matrix.of(3, 1, new float[] {1, 0, 1}));
        Network logistic = Network.of(new ModelConfig.Logistic(1), new Shape(1, 0), 1, new float[2]);
        assertEquals(0, logistic.prepare(rows, new int[] {0, 1, 2}).copied());
        LstmKernel kernel = new Dl4jKernel(last.config(), 2, 3, DataType.FLOAT);
        assertEquals(0, kernel.prepare(last.examples(), last.all()).copied());
    }

    /** 3 gradients of P parameters at each of 64 × 100 steps are worth threads from 1e8 multiplications each on. */
    @Test
    void aLargeBatchSaysThatThreadsShareIt() {
        int[] lengths = new int[64];
        Arrays.fill(lengths, 100);
        Problem problem = Problem.of("64 last", 8, 1, 1, lengths);
        int possible = Threads.forWork(Double.POSITIVE_INFINITY);
        assertEquals(
                Math.min(possible, 3), // 3 * 18,753 * 6,400 = 3.6e8, and four times 16 sequences
                problem.network().prepare(problem.examples(), problem.all()).threads());
        int[] few = IntStream.range(0, 31).toArray(); // not twice 16
        assertEquals(1, problem.network().prepare(problem.examples(), few).threads());
    }

    @Test
    void mistakesAreFoundWhenABatchIsMadeReady() {
        Problem problem = Problem.of("4 last", 2, 1, 1, LENGTHS);
        Examples.Steps unlabelled = new Examples.Steps(
                problem.examples().values(),
                problem.examples().starts(),
                problem.examples().ids(),
                null,
                false);
        Network network = problem.network();
        var error = assertThrows(IllegalArgumentException.class, () -> network.prepare(unlabelled, new int[1]));
        assertEquals("a gradient needs labels of whole sequences, not of steps", error.getMessage());
    }
}
