package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final ModelConfig LOGISTIC = new ModelConfig.Logistic(1);

    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of(LOGISTIC, Small.rowSplit()),
                Arguments.of(Small.lstm(0.3, false, Optional.empty()), Small.sequenceSplit(false)),
                Arguments.of(Small.lstm(0.3, true, Optional.empty()), Small.sequenceSplit(true)),
                Arguments.of(Small.lstm(0.3, true, Optional.of(2)), Small.sequenceSplit(true)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void sameSeedGivesTheSameBitsAndAnotherSeedOthers(ModelConfig model, Split<Examples> examples) {
        float[] first = trained(model, examples, Small.SEEDS);
        assertArrayEquals(first, trained(model, examples, Small.SEEDS));
        float[] other = trained(model, examples, new Seeds(43));
        for (int i = 0; i < first.length; i++) {
            assertNotEquals(first[i], other[i], "parameter " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void oneUpdateChangesEveryParameter(ModelConfig model, Split<Examples> examples) {
        Network network = Small.network(model, examples);
        float[] before = network.parameters();
        // 4096 examples are more than there are, so an epoch is one batch; dropout leaves some weights without gradient
        TrainingConfig config = Small.config(Small.ADAM, 10, 4096, null);
        Small.fit(config, network, examples);
        for (int i = 0; i < before.length; i++) {
            assertNotEquals(before[i], network.parameters()[i], "parameter " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void lossFalls(ModelConfig model, Split<Examples> examples) {
        Network network = Small.network(model, examples);
        History history = Small.fit(Small.config(Small.ADAM, 15, 8, null), network, examples);
        double first = history.epochs().get(0).trainLoss();
        double last = history.epochs().get(14).trainLoss();
        assertTrue(last < 0.9 * first, "from " + first + " to " + last);
    }

    @Test
    void historyTellsLossesOfTheUntrainedStateRatesAndBatches() {
        Split<Examples> examples = Small.rowSplit();
        Network network = Small.network(LOGISTIC, examples);
        network.setParameters(new float[network.parameterCount()]);
        List<Progress.Batch> batches = new ArrayList<>();
        List<History> news = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void batchDone(Batch batch) {
                batches.add(batch);
            }

            @Override
            public void epochDone(History history) {
                news.add(history);
            }
        };
        var config = new TrainingConfig(
                TrainingConfig.Solver.AUTO,
                Optional.of(new OptimizerConfig.Sgd(0.5)),
                new ScheduleConfig.Exponential(0.5),
                2,
                32,
                Optional.empty(),
                Optional.empty());
        History history =
                Trainer.of(config, Small.YES_NO, 0.5, Small.SEEDS).fit(network, examples, progress, Checkpoints.none());

        // All probabilities are 1/2 before the first update: ln 2 nats per label.
        assertEquals(Math.log(2), batches.get(0).trainLoss(), 1e-6);
        assertEquals(
                List.of(1, 2, 3, 1, 2, 3),
                batches.stream().map(Progress.Batch::batch).toList());
        assertTrue(batches.stream().allMatch(b -> b.batches() == 3 && b.epochs() == 2 && b.examplesPerSecond() > 0));
        assertEquals(
                List.of(0.5, 0.25),
                history.epochs().stream().map(History.Epoch::learningRate).toList());
        assertEquals(batches.get(2).trainLoss(), history.epochs().get(0).trainLoss());
        assertEquals(
                List.of(History.Ending.RUNNING, History.Ending.COMPLETED),
                news.stream().map(History::ending).toList());
        assertEquals(history, news.get(1));
        assertEquals("accuracy", history.metric());
        assertEquals(2, history.bestEpoch());
    }

    @Test
    void withoutValidationItsFiguresAreAbsent() {
        Split<Examples> examples = new Split<>(Small.rows(0, 50), null, null);
        History history = Small.fit(Small.config(Small.ADAM, 1, 8, null), Small.network(LOGISTIC, examples), examples);
        assertEquals(OptionalDouble.empty(), history.epochs().get(0).validationLoss());
        assertEquals(OptionalDouble.empty(), history.epochs().get(0).validationMetric());
    }

    @Test
    void divergenceIsNamedWithItsRemedy() {
        ModelConfig stiff = new ModelConfig.Logistic(1e30); // each step multiplies the weights by -1e29
        float[] values = {1, 1, 1, -1, 1, 1, 1, -1};
        Examples rows = new Examples.Dense(
                Matrix.of(4, 2, values), new long[] {0, 1, 2, 3}, Matrix.of(4, 1, new float[] {0, 1, 0, 0}));
        Split<Examples> examples = new Split<>(rows, null, null);
        var config = new TrainingConfig(
                TrainingConfig.Solver.AUTO,
                Optional.of(new OptimizerConfig.Sgd(0.5)),
                new ScheduleConfig.Constant(),
                3,
                1,
                Optional.empty(),
                Optional.empty());
        var error =
                assertThrows(InputException.class, () -> Small.fit(config, Small.network(stiff, examples), examples));
        assertTrue(
                error.getMessage()
                        .matches("training diverged in epoch 1, batch [234] \\(.*\\): lower"
                                + " 'training\\.optimizer\\.sgd\\.learningRate'"
                                + " \\(now 0\\.5\\) or set 'training\\.clipNorm'"),
                error.getMessage());
    }

    @Test
    void stoppedBeforeTheFirstBatchChangesNothing() {
        Split<Examples> examples = Small.rowSplit();
        Network network = Small.network(LOGISTIC, examples);
        float[] before = network.parameters();
        Progress stop = new Progress() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        History history = Trainer.of(Small.config(Small.ADAM, 3, 8, null), Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network, examples, stop, Checkpoints.none());
        assertTrue(history.stopped());
        assertEquals(List.of(), history.epochs());
        assertEquals(0, history.bestEpoch());
        assertArrayEquals(before, network.parameters());
        assertFalse(history.toCsv().isEmpty());
    }

    private static float[] trained(ModelConfig model, Split<Examples> examples, Seeds seeds) {
        Network network = Small.network(model, examples);
        Trainer.of(Small.config(Small.ADAM, 3, 8, null), Small.YES_NO, 0.5, seeds)
                .fit(network, examples, Progress.none(), Checkpoints.none());
        return network.parameters();
    }
}
