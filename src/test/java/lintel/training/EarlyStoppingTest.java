package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import lintel.config.ConfigReader;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.metrics.Metric;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyStoppingTest {
    private static final ModelConfig LOGISTIC = new ModelConfig.Logistic(1);

    @ParameterizedTest
    @EnumSource(Metric.class)
    void everyMetricMayBeWatchedByAConfig(Metric metric) {
        String yaml = "data: {source: a.csv, target: y}\nmodel: logistic\ntraining: {earlyStopping: {metric: %s}}\n";
        var config = ConfigReader.read(yaml.formatted(metric.key()), "a.yaml").config();
        assertEquals(
                Optional.of(metric.key()), config.training().earlyStopping().map(EarlyStopping::metric));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logLoss", "rocAuc", "accuracy", "f1Score"})
    void earlyStoppingKeepsTheBestParameters(String key) {
        Split<Examples> examples = Small.rowSplit();
        Metric metric = Metric.named(key).orElseThrow();
        Network network = Small.network(LOGISTIC, examples);
        var config = new TrainingConfig(
                TrainingConfig.Solver.AUTO,
                Optional.of(new OptimizerConfig.Sgd(0.9)),
                new ScheduleConfig.Constant(),
                200,
                8,
                Optional.empty(),
                Optional.of(new EarlyStopping(key, 5, 0)));
        History history = Small.fit(config, network, examples);

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
    void smallGainsAreNoImprovement() {
        Best best = new Best(3, 0.5, new float[0]);
        assertTrue(best.beatenBy(0.75, true, 0.125));
        assertFalse(best.beatenBy(0.625, true, 0.125));
        assertFalse(best.beatenBy(0.375, false, 0.125));
        assertTrue(best.beatenBy(0.25, false, 0.125));
        assertFalse(best.beatenBy(0.5, true, 0));
        assertTrue(Best.NONE.beatenBy(-1, true, 0.125));
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
                InputException.class,
                () -> Small.fit(stoppingOn("rocAuc"), Small.network(LOGISTIC, examples), examples));
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

    private static void assertRefused(Split<Examples> examples, String metric, String message) {
        var error = assertThrows(
                InputException.class, () -> Small.fit(stoppingOn(metric), Small.network(LOGISTIC, examples), examples));
        assertEquals(message, error.getMessage());
    }

    private static TrainingConfig stoppingOn(String metric) {
        return Small.config(Small.ADAM, 3, 8, new EarlyStopping(metric, 2, 0));
    }
}
