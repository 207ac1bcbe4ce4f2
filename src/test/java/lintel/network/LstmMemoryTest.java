package lintel.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import lintel.engine.Lstm;
import lintel.engine.Threads;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** Against what is really allocated: by Lintel's engine, and in Deeplearning4j's workspaces. */
@Isolated
class LstmMemoryTest {
    private static final String[] FORMS = {
        "16 last",
        "64,64 last",
        "64,16 every-step",
        "32 last bidirectional",
        "64,64 last bidirectional",
        "64,64 last dropout"
    };

    @Test
    void isWhatTheEngineAllocates() throws InterruptedException {
        for (String form : FORMS) {
            Problem problem = problem(form, 40, 30);
            PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
            LstmMemory memory = LstmMemory.of(problem.config(), problem.features());
            long steps = problem.examples().values().rows();
            long parameters = problem.parameters().length;
            assertHolds(
                    form,
                    memory.engineScoring(40, steps) + parameters,
                    problem,
                    allocated(problem, lstm -> lstm.answers(batch.steps(), batch.values())));
            assertHolds(
                    form,
                    memory.engineTraining(steps) + (1 + Threads.forWork(Double.POSITIVE_INFINITY)) * parameters,
                    problem,
                    allocated(
                            problem,
                            lstm -> batch.train(
                                    lstm,
                                    0,
                                    0,
                                    (slopes, loss, labels) ->
                                            lstm.gradient(slopes, new float[lstm.parameterCount()]))));
        }
    }

    @Test
    void isWhatDeeplearning4jsWorkspacesTake() {
        for (String form : FORMS) {
            Problem problem = problem(form, 32, 20);
            LstmMemory memory = LstmMemory.of(problem.config(), problem.features());
            Dl4jKernel kernel = new Dl4jKernel(problem.config(), problem.features(), 1, DataType.FLOAT);
            kernel.setParameters(problem.parameters());
            float[] values = new float[problem.examples().values().rows()];
            assertHolds(
                    form,
                    memory.deviceTraining(32, 32 * 20),
                    problem,
                    workspaces(() -> kernel.gradients(problem.examples(), problem.all(), 1, gradient -> {})));
            assertHolds(
                    form,
                    memory.deviceScoring(32, 32 * 20),
                    problem,
                    workspaces(() -> kernel.score(problem.examples(), problem.all(), values)));
        }
    }

    /** The batch itself, {@code [steps, features]}, lies elsewhere. */
    private static void assertHolds(String form, long estimate, Problem problem, long numbers) {
        long batch = (long) problem.examples().values().rows() * problem.features();
        double ratio = (double) (estimate - batch) / numbers;
        assertTrue(ratio >= 0.98 && ratio <= 2, () -> "%s: %.2f".formatted(form, ratio));
    }

    private static Problem problem(String form, int sequences, int time) {
        int[] lengths = new int[sequences];
        Arrays.fill(lengths, time);
        return Problem.of(form, 24, 1, 1, lengths);
    }

    /** Numbers that are held after the computation and were not before. */
    private static long allocated(Problem problem, Consumer<Lstm> computation) throws InterruptedException {
        System.gc();
        Thread.sleep(100); // what the collector found is freed on a thread of its own
        long before = Pointer.totalBytes();
        try (Lstm lstm = new Lstm(LstmNetwork.form(problem.config(), problem.features(), 1), false)) {
            lstm.setParameters(problem.parameters());
            computation.accept(lstm);
            return (Pointer.totalBytes() - before) / Float.BYTES;
        }
    }

    /** Numbers that this thread's workspaces hold once they have learnt how much is needed. */
    private static long workspaces(Runnable computation) {
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        for (int i = 0; i < 3; i++) {
            computation.run();
        }
        return Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread().stream()
                        .mapToLong(MemoryWorkspace::getCurrentSize)
                        .sum()
                / Float.BYTES;
    }
}
