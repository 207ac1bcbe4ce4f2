package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is killed and resumed, again and again, against the same one left alone: equal bits. */
class ResumeTest {
    private static final EarlyStopping STOPPING = new EarlyStopping("rocAuc", 4, 0.001);

    @TempDir
    Path folder;

    static Stream<Arguments> trainings() {
        ModelConfig logistic = new ModelConfig.Logistic(1);
        return Stream.of(
                Arguments.of(logistic, Small.rowSplit(), Small.ADAM),
                Arguments.of(logistic, Small.rowSplit(), new OptimizerConfig.Nesterov(0.02, 0.9)),
                Arguments.of(Small.lstm(0.3, false, Optional.empty()), Small.sequenceSplit(false), Small.ADAM),
                Arguments.of(Small.lstm(0.3, true, Optional.of(2)), Small.sequenceSplit(true), Small.ADAM),
                Arguments.of(Small.lstm(0.3, true, Optional.of(2)), weighted(), Small.ADAM));
    }

    /** Labels at every step, of which every seventh counts nothing. */
    private static Split<Examples> weighted() {
        Split<Examples> plain = Small.sequenceSplit(true);
        float[] weights = new float[plain.train().labels().rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 7;
        }
        Examples train = plain.train().weighted(Matrix.of(weights.length, 1, weights));
        return new Split<>(train, plain.validation(), null);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void killedAtRandomBatchesEndsWithTheSameBits(ModelConfig model, Split<Examples> examples, OptimizerConfig rule) {
        TrainingConfig config = Small.config(rule, 4, 8, STOPPING);
        Network whole = Small.network(model, examples);
        History expected = trainer(config).fit(whole, examples, Progress.none(), Checkpoints.none());

        Path file = folder.resolve("checkpoint.bin");
        Random random = new Random(7);
        Network resumed;
        Optional<History> history;
        int kills = -1;
        do {
            kills++;
            resumed = Small.network(model, examples);
            history = fitUntilKilled(config, resumed, examples, file, 1 + random.nextInt(9), 1 + random.nextInt(5));
        } while (history.isEmpty());

        assertTrue(kills >= 3, "the test should kill more often than " + kills);
        assertArrayEquals(whole.parameters(), resumed.parameters());
        assertSameHistory(expected, history.orElseThrow());
    }

    @Test
    void stoppingSavesAndResumingEndsWithTheSameBits() {
        ModelConfig model = Small.lstm(0.3, false, Optional.empty());
        Split<Examples> examples = Small.sequenceSplit(false);
        TrainingConfig config = Small.config(Small.ADAM, 3, 8, null);
        Network whole = Small.network(model, examples);
        History expected = trainer(config).fit(whole, examples, Progress.none(), Checkpoints.none());

        Path file = folder.resolve("checkpoint.bin");
        Network network = Small.network(model, examples);
        History stopped = trainer(config).fit(network, examples, new StopAfter(7), Checkpoints.at(file));
        assertTrue(stopped.stopped());
        assertEquals(1, stopped.epochs().size());

        History ended = trainer(config).fit(network, examples, Progress.none(), Checkpoints.resume(file));
        assertFalse(ended.stopped());
        assertArrayEquals(whole.parameters(), network.parameters());
        assertSameHistory(expected, ended);
    }

    @Test
    void endedTrainingResumesToItsEnd() {
        Split<Examples> examples = Small.rowSplit();
        TrainingConfig config = Small.config(Small.ADAM, 3, 8, STOPPING);
        Path file = folder.resolve("checkpoint.bin");
        Checkpoints often = new Checkpoints(Optional.of(file), true, Duration.ZERO, Duration.ZERO);
        Network first = Small.network(new ModelConfig.Logistic(1), examples);
        History expected = trainer(config).fit(first, examples, Progress.none(), often);

        Network second = Small.network(new ModelConfig.Logistic(1), examples);
        assertEquals(expected, trainer(config).fit(second, examples, Progress.none(), often));
        assertArrayEquals(first.parameters(), second.parameters());
    }

    @Test
    void checkpointOfAnotherSeedIsRefused() {
        Split<Examples> examples = Small.rowSplit();
        TrainingConfig config = Small.config(Small.ADAM, 3, 8, STOPPING);
        Path file = folder.resolve("checkpoint.bin");
        Network network = Small.network(new ModelConfig.Logistic(1), examples);
        trainer(config).fit(network, examples, new StopAfter(2), Checkpoints.at(file));

        Trainer other = Trainer.of(config, Small.YES_NO, 0.5, new Seeds(43));
        var error = assertThrows(
                InputException.class, () -> other.fit(network, examples, Progress.none(), Checkpoints.resume(file)));
        assertEquals(file + ": belongs to a training with another config, seed or split", error.getMessage());
    }

    @Test
    void freshStartIgnoresAnOldCheckpoint() throws Exception {
        Path file = folder.resolve("checkpoint.bin");
        Files.writeString(file, "something old");
        Split<Examples> examples = Small.rowSplit();
        Network network = Small.network(new ModelConfig.Logistic(1), examples);
        TrainingConfig config = Small.config(Small.ADAM, 2, 8, null);
        assertEquals(
                2,
                trainer(config)
                        .fit(network, examples, Progress.none(), Checkpoints.at(file))
                        .epochs()
                        .size());
    }

    /**
     * Trains from the last checkpoint until {@code batches} more are done, then throws, as if the process had died. A
     * checkpoint is kept only every {@code keep} batches, so some kills lose work and the first may come before any.
     */
    private static Optional<History> fitUntilKilled(
            TrainingConfig config, Network network, Split<Examples> examples, Path file, int batches, int keep) {
        Duration pause = keep == 1 ? Duration.ZERO : Duration.ofDays(1);
        Checkpoints checkpoints = new Checkpoints(Optional.of(file), true, pause, Duration.ZERO);
        try {
            return Optional.of(trainer(config).fit(network, examples, new KillAfter(batches), checkpoints));
        } catch (Killed killed) {
            return Optional.empty();
        }
    }

    private static Trainer trainer(TrainingConfig config) {
        return Trainer.of(config, Small.YES_NO, 0.5, Small.SEEDS);
    }

    /** Everything but wall times. */
    private static void assertSameHistory(History expected, History actual) {
        assertEquals(expected.ending(), actual.ending());
        assertEquals(expected.bestEpoch(), actual.bestEpoch());
        assertEquals(
                expected.epochs().stream().map(ResumeTest::untimed).toList(),
                actual.epochs().stream().map(ResumeTest::untimed).toList());
    }

    private static History.Epoch untimed(History.Epoch e) {
        return new History.Epoch(
                e.epoch(),
                e.learningRate(),
                e.trainLoss(),
                e.cost(),
                e.validationLoss(),
                e.validationMetric(),
                e.gradientNorm(),
                0,
                0);
    }

    private static final class StopAfter implements Progress {
        private int left;

        StopAfter(int batches) {
            left = batches;
        }

        @Override
        public boolean stopRequested() {
            return left-- == 0;
        }
    }

    private static final class KillAfter implements Progress {
        private int left;

        KillAfter(int batches) {
            left = batches;
        }

        @Override
        public void batchDone(Batch batch) {
            if (left-- == 0) {
                throw new Killed();
            }
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
