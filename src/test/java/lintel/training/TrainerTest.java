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
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.metrics.Metric;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        fit(config, network, examples);
        for (int i = 0; i < before.length; i++) {
            assertNotEquals(before[i], network.parameters()[i], "parameter " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void lossFalls(ModelConfig model, Split<Examples> examples) {
        Network network = Small.network(model, examples);
        History history = fit(Small.config(Small.ADAM, 30, 8, null), network, examples);
        double first = history.epochs().get(0).trainLoss();
        double last = history.epochs().get(29).trainLoss();
        assertTrue(last < 0.9 * first, "from " + first + " to " + last);
    }

    /**
     * scikit-learn 1.2.1 with NumPy 1.24.2, rows and score as in {@link Small}:
     *
     * <pre>
     * i = np.arange(100)[:, None]; j = np.arange(3)[None, :]
     * X = np.sin(1 + 0.7 * i * (j + 1)).astype(np.float32).astype(float)
     * s = X[:, 0] - 0.5 * X[:, 1] + 0.8 * np.sin(3.1 * np.arange(100))
     * LogisticRegression(C=1 / l2, tol=1e-12, max_iter=10000, solver='newton-cg').fit(X, s > 0)
     * </pre>
     */
    @ParameterizedTest
    @CsvSource({
        "1, 33, 2.5155099, -1.3148297, -0.3581965, -0.181002",
        "1, 100, 2.5155099, -1.3148297, -0.3581965, -0.181002",
        "10, 16, 1.0936927, -0.515668, -0.2074658, 0.023066",
        "10, 100, 1.0936927, -0.515668, -0.2074658, 0.023066"
    })
    void l2IsScikitLearnsInverseOfC(double l2, int batchSize, float w0, float w1, float w2, float intercept) {
        Split<Examples> all = new Split<>(Small.rows(0, 100), null, null);
        Network network = Small.network(new ModelConfig.Logistic(l2), all);
        fit(longDecay(batchSize == 100 ? 400 : 150, batchSize), network, all);
        assertArrayEquals(new float[] {w0, w1, w2, intercept}, network.parameters(), 2e-3f);
    }

    /** As above, one fit per class: s &lt; -0.5, -0.5 &lt;= s &lt; 0.5, s &gt;= 0.5. */
    @Test
    void eachOfSeveralOutputsReachesItsOwnOptimum() {
        Examples rows = Small.rows(0, 100, 3, i -> {
            double s = Small.score(i);
            return new boolean[] {s < -0.5, s >= -0.5 && s < 0.5, s >= 0.5};
        });
        Split<Examples> all = new Split<>(rows, null, null);
        Network network = Small.network(LOGISTIC, all);
        fit(longDecay(200, 20), network, all);
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
        assertArrayEquals(expected, network.parameters(), 2e-3f);
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
                new OptimizerConfig.Sgd(0.5),
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
        History history = fit(Small.config(Small.ADAM, 1, 8, null), Small.network(LOGISTIC, examples), examples);
        assertEquals(OptionalDouble.empty(), history.epochs().get(0).validationLoss());
        assertEquals(OptionalDouble.empty(), history.epochs().get(0).validationMetric());
    }

    @ParameterizedTest
    @ValueSource(strings = {"logLoss", "rocAuc", "accuracy", "f1Score"})
    void earlyStoppingKeepsTheBestParameters(String key) {
        Split<Examples> examples = Small.rowSplit();
        Metric metric = Metric.named(key).orElseThrow();
        Network network = Small.network(LOGISTIC, examples);
        var config = new TrainingConfig(
                new OptimizerConfig.Sgd(0.9),
                new ScheduleConfig.Constant(),
                200,
                8,
                Optional.empty(),
                Optional.of(new EarlyStopping(key, 5, 0)));
        History history = fit(config, network, examples);

        assertEquals(History.Ending.EARLY, history.ending());
        assertEquals(history.bestEpoch() + 5, history.epochs().size());
        double sign = metric.largerIsBetter() ? 1 : -1;
        double best =
                history.epochs().get(history.bestEpoch() - 1).validationMetric().orElseThrow();
        for (History.Epoch epoch : history.epochs()) {
            double value = epoch.validationMetric().orElseThrow();
            assertTrue(epoch.epoch() < history.bestEpoch() ? sign * value < sign * best : sign * value <= sign * best);
        }
        var kept = new Validation(examples.validation(), Small.YES_NO, 0.5, metric).of(network);
        assertEquals(best, kept.metric().value());
    }

    @Test
    void divergenceIsNamedWithItsRemedy() {
        float[] huge = {3e38f, 3e38f, 3e38f, -3e38f, 3e38f, 3e38f, 3e38f, -3e38f};
        Examples rows = new Examples.Dense(
                Matrix.of(4, 2, huge), new long[] {0, 1, 2, 3}, Matrix.of(4, 1, new float[] {0, 1, 0, 0}));
        Split<Examples> examples = new Split<>(rows, null, null);
        var config = new TrainingConfig(
                new OptimizerConfig.Sgd(0.5), new ScheduleConfig.Constant(), 3, 1, Optional.empty(), Optional.empty());
        var error = assertThrows(InputException.class, () -> fit(config, Small.network(LOGISTIC, examples), examples));
        assertTrue(
                error.getMessage()
                        .matches(
                                "training diverged in epoch 1, batch [234] \\(.*\\): lower"
                                        + " 'training\\.optimizer\\.sgd\\.learningRate' \\(now 0\\.5\\) or set 'training\\.clipNorm'"),
                error.getMessage());
    }

    @Test
    void earlyStoppingNeedsValidationExamples() {
        Split<Examples> examples = new Split<>(Small.rows(0, 50), null, null);
        assertRefused(
                examples, "logLoss", "'training.earlyStopping' needs validation examples, but 'data.split' gives none");
    }

    @Test
    void metricThatTheseLabelsCannotDefineIsRefusedBeforeTraining() {
        Split<Examples> examples =
                new Split<>(Small.rows(0, 50), Small.rows(50, 60, 1, i -> new boolean[] {false}), null);
        var error = assertThrows(
                InputException.class, () -> fit(stoppingOn("rocAuc"), Small.network(LOGISTIC, examples), examples));
        assertTrue(
                error.getMessage()
                        .startsWith("'training.earlyStopping.metric': 'rocAuc' is undefined on the validation split: "),
                error.getMessage());
    }

    @Test
    void unknownMetricIsNamed() {
        assertRefused(
                Small.rowSplit(),
                "auc",
                "'training.earlyStopping.metric' must be one of %s, but is 'auc'"
                        .formatted(String.join(", ", Metric.keys())));
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

    private static void assertRefused(Split<Examples> examples, String metric, String message) {
        var error = assertThrows(
                InputException.class, () -> fit(stoppingOn(metric), Small.network(LOGISTIC, examples), examples));
        assertEquals(message, error.getMessage());
    }

    private static TrainingConfig stoppingOn(String metric) {
        return Small.config(Small.ADAM, 3, 8, new EarlyStopping(metric, 2, 0));
    }

    private static TrainingConfig longDecay(int epochs, int batchSize) {
        return new TrainingConfig(
                new OptimizerConfig.Adam(0.05, 0.9, 0.999, 1e-8),
                new ScheduleConfig.Cosine(0),
                epochs,
                batchSize,
                Optional.empty(),
                Optional.empty());
    }

    private static float[] trained(ModelConfig model, Split<Examples> examples, Seeds seeds) {
        Network network = Small.network(model, examples);
        Trainer.of(Small.config(Small.ADAM, 3, 8, null), Small.YES_NO, 0.5, seeds)
                .fit(network, examples, Progress.none(), Checkpoints.none());
        return network.parameters();
    }

    private static History fit(TrainingConfig config, Network network, Split<Examples> examples) {
        return Trainer.of(config, Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network, examples, Progress.none(), Checkpoints.none());
    }
}
