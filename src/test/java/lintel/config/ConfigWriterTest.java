package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigWriterTest {
    private static ExperimentConfig read(String yaml) {
        return ConfigReader.read(yaml, "x.yaml").config();
    }

    @Test
    void everyDefaultIsWrittenInTheOrderOfTheRecords() {
        assertEquals(
                """
                name: x
                seed: 42
                data:
                  source: a.csv
                  types: {}
                  missing: ["", NA, "?"]
                  target:
                    column: outcome
                    columns: []
                    positive: "no"
                  features:
                    include: []
                    exclude: []
                    steps: 4
                    summary: auto
                  split:
                    validation: 0.15
                    test: 0.2
                    stratify: true
                preprocessing:
                  numeric:
                    missing: median
                    scale: standard
                  categorical:
                    missing: category
                    encode: one-hot
                    unseen: ignore
                    maxCategories: 1000
                model:
                  lstm:
                    layers: [8]
                    dropout: 0.0
                    output: last
                    bidirectional: false
                    forgetGateBias: 1.0
                training:
                  solver: auto
                  schedule: constant
                  epochs: 50
                  batchSize: 32
                evaluation:
                  threshold: 0.5
                export: []
                card: {}
                backend: auto
                """,
                ConfigWriter.yaml(
                        read("data: {source: a.csv, target: {column: outcome, positive: no}, features: {steps: 4}}\n"
                                + "model: {lstm: {layers: 8}}\n")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenReadsBackEqual(long seed) {
        RandomConfigs configs = new RandomConfigs(new Random(seed));
        int sound = 0;
        for (int i = 0; i < 400; i++) {
            String json = configs.next().toString();
            ExperimentConfig config;
            try {
                config = read(json);
            } catch (InputException broken) {
                continue;
            }
            assertEquals(config, read(ConfigWriter.yaml(config)), json);
            sound++;
        }
        assertTrue(sound > 10, "sound: " + sound);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextSurvives(long seed) {
        Random random = new Random(seed);
        String pieces = "ab z019-._/*&!%@#:,[]{}'\"\\|>?~=\t\n\r\u0000\u0007\u0085\u00e9\u2028\ufeff\u4e2d";
        ExperimentConfig config = read("data: {source: a, target: y}\nmodel: logistic\n");
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder("x".repeat(random.nextInt(2)));
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            text.append(random.nextInt(4) == 0 ? "\ud83d\ude00" : "");
            if (!text.toString().isBlank()) {
                ExperimentConfig changed = config.with("data.features.exclude", List.of(text.toString()));
                assertEquals(List.of(text.toString()), changed.data().features().exclude());
                assertEquals(changed, read(ConfigWriter.yaml(changed)));
            }
        }
    }

    /** YAML 1.1 and 1.2 readers must agree on what a text is: all but harmless words are quoted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        malignant | malignant
        mean radius | mean radius
        /data/a-1.csv | /data/a-1.csv
        ../a.csv | "../a.csv"
        no | "no"
        Y | "Y"
        1 | "1"
        1e3 | "1e3"
        null | "null"
        true | "true"
        NaN | "NaN"
        a: b | "a: b"
        a # b | "a # b"
        *.csv | "*.csv"
        é | "é"
        """)
    void textIsQuotedWhereYamlWouldChangeIt(String text, String written) {
        assertEquals(written, PlainText.written(text));
    }

    @Test
    void withChecksKeyTypeAndRule() {
        ExperimentConfig config = read("data: {source: a, target: y}\nmodel: logistic\ntraining: {solver: adam}\n");
        assertEquals(20, config.with("training.epochs", 20).training().epochs());
        assertEquals(
                50,
                config.with("training.epochs", 20)
                        .with("training.epochs", null)
                        .training()
                        .epochs());
        assertEquals(
                new ModelConfig.Logistic(0.5),
                config.with("model", java.util.Map.of("logistic", java.util.Map.of("l2", 0.5)))
                        .model());
        assertEquals(
                0, // no default of l2 stands in the way
                ((ModelConfig.Logistic) config.with("training.solver", "auto")
                                .with("model.logistic.l1", 2)
                                .model())
                        .lambda2());
        assertMistake(
                "training.epochs=twenty: 'training.epochs' must be an integer in [1, 1000000], but is 'twenty'",
                () -> config.with("training.epochs", "twenty"));
        assertMistake(
                "training.epoch=2: unknown key 'training.epoch' (did you mean 'epochs'?)",
                () -> config.with("training.epoch", 2));
        assertMistake(
                "training.optimizer.adam.learningRate=NaN: 'training.optimizer.adam.learningRate' must be a number in"
                        + " (0, 1], but is NaN",
                () -> config.with("training.optimizer.adam.learningRate", Double.NaN));
    }

    private static void assertMistake(String message, org.junit.jupiter.api.function.Executable change) {
        assertEquals(
                message,
                org.junit.jupiter.api.Assertions.assertThrows(InputException.class, change)
                        .getMessage());
    }
}
