package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import lintel.config.TrainingConfig.OptimizerConfig;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private static final String SHORTEST = "data:\n  source: a.csv\n  target: y\nmodel: logistic\n";

    @Test
    void threeLinesAreEnough() {
        ExperimentConfig config =
                ConfigReader.read(SHORTEST, "configs/first.yaml").config();

        assertEquals("first", config.name());
        assertEquals(42, config.seed());
        assertEquals(List.of("", "NA", "?"), config.data().missing());
        assertEquals(Optional.of("y"), config.data().target().column());
        assertEquals(new ModelConfig.Logistic(1.0), config.model());
        assertEquals(
                new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-8),
                config.training().optimizer());
    }

    @Test
    void allMistakesAtOnce() {
        var error = assertThrows(
                InputException.class,
                () -> ConfigReader.read(
                        "data: {source: 5, tarjet: y}\nmodel: logistik\ntraining:\n  epochs: 0\n  learningRate: NaN\n",
                        "x.yaml"));
        assertEquals(
                List.of(
                        "x.yaml:1:16: 'data.source' must be a path, or a mapping with the keys images, labels, but is 5",
                        "x.yaml:1:19: unknown key 'data.tarjet' (did you mean 'target'?)",
                        "x.yaml:2:8: 'model' must be one of logistic, lstm, but is 'logistik' (did you mean 'logistic'?)",
                        "x.yaml:4:11: 'training.epochs' must be an integer in [1, 1000000], but is 0",
                        "x.yaml:5:3: unknown key 'training.learningRate'"
                                + " (did you mean 'training.optimizer.adam.learningRate'?)"),
                error.mistakes());
    }
}
