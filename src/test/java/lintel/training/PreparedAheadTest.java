package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.metrics.Metric;
import lintel.network.GradientConsumer;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trainings whose batches another thread makes ready, against those that do all on one: equal bits. */
class PreparedAheadTest {
    @TempDir
    Path folder;

    /** A batch that is small, and said to be large. */
    private record SaidLarge(Network.Batch batch) implements Network.Batch {
        @Override
        public void gradients(long dropoutSeed, GradientConsumer consumer) {
            batch.gradients(dropoutSeed, consumer);
        }

        @Override
        public long copied() {
            return BatchesAhead.LEAST_NUMBERS;
        }
    }

    static Stream<Arguments> trainings() {
        return Stream.of(
                Arguments.of(new ModelConfig.Logistic(1), Small.rowSplit()),
                Arguments.of(Small.lstm(0.3, false, Optional.empty()), Small.sequenceSplit(false)),
                Arguments.of(Small.lstm(0.3, true, Optional.empty()), Small.sequenceSplit(true)),
                Arguments.of(Small.lstm(0.3, true, Optional.of(2)), Small.sequenceSplit(true)));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void endWithTheSameBits(ModelConfig model, Split<Examples> examples) {
        TrainingConfig config = Small.config(Small.ADAM, 3, 8, null);
        Network whole = Small.network(model, examples);
        Small.fit(config, whole, new Split<>(examples.train(), null, null));

        Network ahead = Small.network(model, examples);
        Set<Thread> threads = fitAhead(config, ahead, examples, Progress.none(), Checkpoints.none());
        assertEquals(2, threads.size());
        assertArrayEquals(whole.parameters(), ahead.parameters());
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void stopAndResumeAtAnyBatch(ModelConfig model, Split<Examples> examples) throws InterruptedException {
        TrainingConfig config = Small.config(Small.ADAM, 2, 8, null);
        Network whole = Small.network(model, examples);
        Small.fit(config, whole, new Split<>(examples.train(), null, null));

        Path file = folder.resolve("checkpoint.bin");
        int batches = 2 * whole.batches(examples.train(), 8, null).size();
        Network resumed = null;
        for (int i = 0; i <= batches; i++) {
            int[] left = {1};
            Progress one = new Progress() {
                @Override
                public boolean stopRequested() {
                    return left[0]-- == 0;
                }
            };
            resumed = Small.network(model, examples);
            for (Thread thread : fitAhead(config, resumed, examples, one, Checkpoints.resume(file))) {
                if (thread != Thread.currentThread()) {
                    thread.join(); // it ends
                }
            }
        }
        assertArrayEquals(whole.parameters(), resumed.parameters());
    }

    @Test
    void divergenceIsNamedAndLeavesNoThread() throws InterruptedException {
        Split<Examples> examples = Small.sequenceSplit(false);
        var config = new TrainingConfig(
                TrainingConfig.Solver.AUTO,
                Optional.of(new OptimizerConfig.Sgd(1e38)),
                new ScheduleConfig.Constant(),
                3,
                8,
                Optional.empty(),
                Optional.empty());
        Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
        Network network = Small.network(Small.lstm(0, false, Optional.empty()), examples);
        var error = assertThrows(
                InputException.class,
                () -> fitAhead(config, network, examples, Progress.none(), Checkpoints.none(), threads));
        assertTrue(error.getMessage().startsWith("training diverged in epoch 1, batch "), error.getMessage());
        assertEquals(2, threads.size());
        List<Thread> others = new ArrayList<>(threads);
        others.remove(Thread.currentThread());
        others.get(0).join();
    }

    private static Set<Thread> fitAhead(
            TrainingConfig config,
            Network network,
            Split<Examples> examples,
            Progress progress,
            Checkpoints checkpoints) {
        Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
        fitAhead(config, network, examples, progress, checkpoints, threads);
        return threads;
    }

    /** @param threads to which those are added that make batches ready */
    private static void fitAhead(
            TrainingConfig config,
            Network network,
            Split<Examples> examples,
            Progress progress,
            Checkpoints checkpoints,
            Set<Thread> threads) {
        Weighted train = Weighted.of(examples.train(), null);
        Split<Examples> only = new Split<>(train.examples(), null, null);
        CheckpointKeeper keeper = new CheckpointKeeper(
                checkpoints, () -> Fingerprint.of(config, network, Small.SEEDS, Small.YES_NO, 0.5, only));
        try (BatchesAhead ahead = new BatchesAhead(
                chosen -> {
                    threads.add(Thread.currentThread());
                    return new SaidLarge(network.prepare(train.examples(), chosen));
                },
                2)) {
            new TrainingRun(config, Small.SEEDS, network, train, Optional.empty(), Metric.ACCURACY, progress)
                    .run(keeper, ahead);
        }
    }
}
