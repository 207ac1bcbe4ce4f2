package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lintel.config.TargetConfig.ClassesConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertEquals(new ModelConfig.Logistic(Optional.empty(), 0, Optional.empty()), config.model());
        assertEquals(
                new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-8),
                config.training().updates());
        assertEquals(TrainingConfig.Solver.AUTO, config.training().solver());
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
                        "x.yaml:1:16: 'data.source' must be a path, or a mapping with the keys"
                                + " images, labels, but is 5",
                        "x.yaml:1:19: unknown key 'data.tarjet' (did you mean 'target'?)",
                        "x.yaml:2:8: 'model' must be one of logistic, lstm, but is 'logistik' (did"
                                + " you mean 'logistic'?)",
                        "x.yaml:4:11: 'training.epochs' must be an integer in [1, 1000000], but is 0",
                        "x.yaml:5:3: unknown key 'training.learningRate'"
                                + " (did you mean 'training.optimizer.sgd.learningRate'?)"),
                error.mistakes());
    }

    private static List<String> mistakes(String yaml) {
        return assertThrows(InputException.class, () -> ConfigReader.read(yaml, "x.yaml"))
                .mistakes();
    }

    /** One value each in place of a sound one; the message follows the place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            training: {epochs: 1.5} | 'training.epochs' must be an integer in [1, 1000000], but is 1.5
            training: {epochs: "50"} | 'training.epochs' must be an integer in [1, 1000000], but is '50'
            training: {epochs: 1e300} | 'training.epochs' must be an integer in [1, 1000000], but is 1e300
            training: {epochs: [1]} | 'training.epochs' must be an integer in [1, 1000000], but is a list of 1
            training: {epochs: } | 'training.epochs' must be an integer in [1, 1000000], but is empty
            training: {clipNorm: 0} | 'training.clipNorm' must be a number > 0, but is 0
            training: {clipNorm: .inf} | 'training.clipNorm' must be a number > 0, but is .inf
            training: {clipNorm: 1e999} | 'training.clipNorm' must be a number > 0, but is 1e999
            training: {optimizer: {adam: {learningRate: NaN}}} | 'training.optimizer.adam.learningRate' must be a \
            number in (0, 1], but is NaN
            training: {optimizer: {adam: {learningRate: -1}}} | 'training.optimizer.adam.learningRate' must be a \
            number in (0, 1], but is -1
            training: {optimizer: {adam: {}, sgd: {}}} | 'training.optimizer' must be exactly one of sgd, momentum, \
            nesterov, adam, adamW, rmsProp, but there are adam and sgd
            training: {optimizer: {}} | 'training.optimizer' must be exactly one of sgd, momentum, nesterov, adam, \
            adamW, rmsProp, but none is given
            training: {optimizer: [adam]} | 'training.optimizer' must be one of sgd, momentum, nesterov, adam, \
            adamW, rmsProp, but is a list of 1
            training: {schedule: {step: {every: 2}}} | 'training.schedule.step.factor' is missing; it must be a \
            number in (0, 1]
            training: {earlyStopping: {metric: logloss}} | 'training.earlyStopping.metric' must be one of logLoss, \
            brierLoss, calibrationError, accuracy, balancedAccuracy, precision, recall, specificity, f1Score, \
            matthewsScore, rocAuc, prAuc, but is 'logloss' (did you mean 'logLoss'?)
            training: | 'training' must be a mapping with the keys solver, optimizer, schedule, epochs, batchSize, \
            clipNorm, earlyStopping, classWeights, but is empty
            training: fast | 'training' must be a mapping with the keys solver, optimizer, schedule, epochs, \
            batchSize, clipNorm, earlyStopping, classWeights, but is 'fast'
            preprocessing: {numeric: {scale: min_max}} | 'preprocessing.numeric.scale' must be one of standard, \
            min-max, none, but is 'min_max' (did you mean 'min-max'?)
            evaluation: {threshold: half} | 'evaluation.threshold' must be a number in [0, 1], but is 'half'
            name: a/b | 'name' must be letters, digits, '-', '_' and '.', beginning with a letter or digit, but is 'a/b'
            name: .. | 'name' must be letters, digits, '-', '_' and '.', beginning with a letter or digit, but is '..'
            seed: 1e16 | 'seed' must be an integer in [-9007199254740991, 9007199254740991], but is 1e16
            colour: red | unknown key 'colour'; known here: name, seed, data, preprocessing, model, training, \
            evaluation, export, card, backend
            """)
    void everyBrokenRuleIsNamed(String line, String message) {
        List<String> mistakes = mistakes(SHORTEST + line + "\n");
        assertEquals(1, mistakes.size(), mistakes.toString());
        assertEquals(message, mistakes.get(0).replaceFirst("^x.yaml:5:[0-9]+: ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            source: {images: a} | x.yaml:1:16: 'data.source.labels' is missing; it must be a path
            source: [a] | x.yaml:1:16: 'data.source' must be a path, or a mapping with the keys images, labels, but \
            is a list of 1
            source: a, types: {b: number} | x.yaml:1:30: 'data.types.b' must be one of numeric, categorical, \
            boolean, but is 'number'
            source: a, split: {test: 1.5} | x.yaml:1:33: 'data.split.test' must be a number in [0, 1), but is 1.5
            source: a, split: {test: NaN} | x.yaml:1:33: 'data.split.test' must be a number in [0, 1), but is NaN
            source: a, split: {stratify: yes} | x.yaml:1:37: 'data.split.stratify' must be true or false, but is 'yes'
            source: a, missing: [NA, NA] | x.yaml:1:33: 'data.missing[1]' repeats 'NA'
            source: a, missing: [~] | x.yaml:1:29: 'data.missing[0]' must be text, but is ~
            source: a, features: {include: [a, ""]} | x.yaml:1:43: 'data.features.include[1]' must be text, but is ''
            """)
    void soIsEveryOneOfTheDataBlock(String keys, String message) {
        assertEquals(List.of(message), mistakes("data: {" + keys + ", target: y}\nmodel: logistic\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {column: c, classes: al} | x.yaml:1:48: 'data.target.classes' must be 'all', or a mapping of at least 2 \
            names, each to a list of at least 1, each text, but is 'al' (did you mean 'all'?)
            {column: c, classes: {a: 1}} | x.yaml:1:48: 'data.target.classes' must be a mapping of at least 2 names, \
            each to a list of at least 1, each text, but is a mapping of 1
            {column: c, classes: {a: [], b: 1}} | x.yaml:1:52: 'data.target.classes.a' must be a list of at least 1, \
            each text, but is a list of 0
            {column: c, positive: null} | x.yaml:1:49: 'data.target.positive' must be text, but is null
            """)
    void andOfTheTarget(String target, String message) {
        assertEquals(List.of(message), mistakes("data: {source: a, target: " + target + "}\nmodel: logistic\n"));
    }

    @Test
    void classLabelsAreSourceText() {
        DataConfig data = ConfigReader.read(
                        """
                        data:
                          source: a.csv
                          target: {column: 1, classes: {no: [no, 1.0, 007], yes: 1e3}}
                        model: logistic
                        """,
                        "x.yaml")
                .config()
                .data();
        assertEquals(Optional.of("1"), data.target().column());
        ClassesConfig.Named classes =
                (ClassesConfig.Named) data.target().classes().orElseThrow();
        assertEquals(List.of("no", "1.0", "007"), classes.values().get("no"));
        assertEquals(List.of("1e3"), classes.values().get("yes"));
        assertEquals(List.of("no", "yes"), List.copyOf(classes.values().keySet()));
    }

    @Test
    void valuesKnowWhereTheyStand() {
        LocatedConfig located = ConfigReader.read(
                "data:\n  source: a.csv\n  target: y\n  features:\n    exclude: [a, b]\nmodel: logistic\n",
                "x.yaml",
                List.of("training.solver=adam", "training.epochs=5"));
        assertEquals("x.yaml:2:11: 'data.source'", located.at("data.source"));
        assertEquals("x.yaml:3:11: 'data.target.column'", located.at("data.target.column"));
        assertEquals("x.yaml:5:18: 'data.features.exclude[1]'", located.at("data.features.exclude[1]"));
        assertEquals("x.yaml:1:1: 'data.split.test'", located.at("data.split.test"));
        assertEquals("-o training.epochs=5: 'training.epochs'", located.at("training.epochs"));
        assertEquals(
                "training.epochs=7: 'training.epochs'",
                located.with("training.epochs", 7).at("training.epochs"));
    }

    @Test
    void aChoiceNeedsNothingAfterItsName() {
        String yaml = "data: {source: a, target: y}\nmodel:\n  logistic:\n";
        assertEquals(
                new ModelConfig.Logistic(Optional.empty(), 0, Optional.empty()),
                ConfigReader.read(yaml, "x.yaml").config().model());
        assertEquals(
                List.of("x.yaml:3:8: 'model.lstm' must be a mapping with the keys layers, dropout,"
                        + " output, bidirectional,"
                        + " truncate, forgetGateBias, but is empty"),
                mistakes(yaml.replace("logistic", "lstm")));
    }

    @Test
    void aNameTakenAwayGoesBackToTheFiles() {
        LocatedConfig named = ConfigReader.read("name: other\n" + SHORTEST, "first.yaml", List.of("seed=1"));
        assertEquals("other", named.config().name());
        assertEquals("first", named.with("name", null).config().name());
    }

    @Test
    void theDefaultNameIsFitForAFolder() {
        assertEquals(
                "a-b-1-",
                ConfigReader.read(SHORTEST, "runs/a b(1).yaml").config().name());
        assertEquals(
                "xhidden", ConfigReader.read(SHORTEST, ".hidden.yaml").config().name());
    }

    @Test
    void emptyFilesLackWhatEveryConfigNeeds() {
        assertEquals(
                List.of(
                        "x.yaml:1:1: 'data' is missing; it must be a mapping with the keys source,"
                                + " types, missing, target, weight,"
                                + " features, split, sequences",
                        "x.yaml:1:1: 'model' is missing; it must be one of logistic, lstm"),
                mistakes("# nothing yet\n"));
        assertEquals(List.of("x.yaml:1:1: a config must be a mapping, but is 'data'"), mistakes("data\n"));
    }

    @Test
    void unreadableFilesSayWhy(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("breast-cancer.yaml"), SHORTEST);
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9, '\n'});
        assertFileMistake(folder.resolve("breast-cancr.yaml"), "no such file (did you mean 'breast-cancer.yaml'?)");
        assertFileMistake(folder.resolve("none").resolve("a.yaml"), "no such file");
        assertFileMistake(folder, "is a folder, not a config file");
        assertEquals(
                folder.resolve("latin.yaml") + ":1:4: text must be UTF-8, but here is byte 0xE9",
                assertThrows(InputException.class, () -> ConfigReader.read(folder.resolve("latin.yaml")))
                        .getMessage());
    }

    private static void assertFileMistake(Path file, String message) {
        InputException error = assertThrows(InputException.class, () -> ConfigReader.read(file));
        assertEquals(List.of(file + ": " + message), error.mistakes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        {} | 0 | 1
        {l2: 3} | 0 | 3
        {l1: 2} | 2 | 0
        {l1: 0} | 0 | 1
        {l1: 2, l2: 3} | 2 | 3
        {elasticNet: {penalty: 4, l1Ratio: 0.25}} | 1 | 3
        """)
    void l1AloneIsAllOfThePenalty(String logistic, double lambda1, double lambda2) {
        String yaml = "data: {source: a.csv, target: y}\nmodel: {logistic: %s}\n".formatted(logistic);
        ModelConfig.Logistic model = (ModelConfig.Logistic)
                ConfigReader.read(yaml, "x.yaml").config().model();
        assertEquals(lambda1, model.lambda1());
        assertEquals(lambda2, model.lambda2());
    }
}
