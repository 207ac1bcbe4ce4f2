package lintel.cli;

import static lintel.cli.Mistake.CONFIG;
import static lintel.cli.Mistake.mistake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a config ends in exit code 2 and one line each that says what to mend. */
class MistakesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatToMend(Mistake mistake) {
        mistake.check(folder);
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                mistake("YAML syntax error")
                        .config("data: {source: people.csv, target: [ill}\nmodel: logistic\n")
                        .says("DIR/config.yaml:1:40: not valid YAML: expected ',' or ']', but got }"),
                mistake("tab as indentation")
                        .config("data:\n\tsource: people.csv\n")
                        .says("DIR/config.yaml:2:1: not valid YAML: indent with blanks, not with a tab"),
                mistake("config that is no file").without("config.yaml").says("DIR/config.yaml: no such file"),
                mistake("empty config")
                        .config("")
                        .says(
                                "DIR/config.yaml:1:1: 'data' is missing; it must be a mapping with the keys"
                                        + " source, types, missing, target, weight, features, split, sequences",
                                "DIR/config.yaml:1:1: 'model' is missing; it must be one of logistic, lstm"),
                mistake("config that is not UTF-8")
                        .with("config.yaml", "name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))
                        .says("DIR/config.yaml:1:10: text must be UTF-8, but here is byte 0xE9"),
                mistake("unknown key")
                        .config(CONFIG + "trainin: {epochs: 5}\n")
                        .says("DIR/config.yaml:3:1: unknown key 'trainin' (did you mean 'training'?)"),
                mistake("key of a later step")
                        .config(CONFIG + "studies: []\n")
                        .says("DIR/config.yaml:3:1: unknown key 'studies'; known here: name, seed, data,"
                                + " preprocessing, model, training, evaluation, export, card, backend"),
                mistake("key given twice")
                        .config(CONFIG + "seed: 1\nseed: 2\n")
                        .says("DIR/config.yaml:4:1: 'seed' is given twice, first in line 3"),
                mistake("wrong type")
                        .config(CONFIG + "training: {epochs: many}\n")
                        .says("DIR/config.yaml:3:20: 'training.epochs' must be an integer in [1, 1000000], but"
                                + " is 'many'"),
                mistake("number where a block belongs")
                        .config(CONFIG + "preprocessing: 20\n")
                        .says("DIR/config.yaml:3:16: 'preprocessing' must be a mapping with the keys numeric,"
                                + " categorical, but is 20"),
                mistake("value out of range")
                        .config(CONFIG + "evaluation: {threshold: 1.5}\n")
                        .says("DIR/config.yaml:3:25: 'evaluation.threshold' must be a number in [0, 1], but is 1.5"),
                mistake("learning rate 0")
                        .config(CONFIG + "training: {optimizer: {adam: {learningRate: 0}}}\n")
                        .says("DIR/config.yaml:3:45: 'training.optimizer.adam.learningRate' must be a number"
                                + " in (0, 1], but is 0"),
                mistake("learning rate below 0")
                        .config(CONFIG + "training: {optimizer: {sgd: {learningRate: -0.1}}}\n")
                        .says("DIR/config.yaml:3:44: 'training.optimizer.sgd.learningRate' must be a number in"
                                + " (0, 1], but is -0.1"),
                mistake("learning rate that is no number")
                        .config(CONFIG + "training: {optimizer: {adam: {learningRate: .nan}}}\n")
                        .says("DIR/config.yaml:3:45: 'training.optimizer.adam.learningRate' must be a number"
                                + " in (0, 1], but is .nan"),
                mistake("override")
                        .options("-o", "training.epoch=5", "-o", "training.batchSize=0")
                        .says(
                                "-o training.epoch=5: unknown key 'training.epoch' (did you mean 'epochs'?)",
                                "-o training.batchSize=0: 'training.batchSize' must be an integer in [1,"
                                        + " 1000000], but is 0"),
                mistake("many at once")
                        .config(
                                """
                                data:
                                  source: people.csv
                                  target: ill
                                  split: {validation: 0.6, test: 0.5}
                                model:
                                  lstm: {layers: [8, 0], output: every, truncate: 5}
                                training: {epochs: 0, patience: 3}
                                """)
                        .says(
                                "DIR/config.yaml:4:34: 'data.split.test' must leave rows to train on: validation"
                                        + " + test < 1, but they are 1.1",
                                "DIR/config.yaml:6:22: 'model.lstm.layers[1]' must be an integer in [1, 65536],"
                                        + " but is 0",
                                "DIR/config.yaml:6:34: 'model.lstm.output' must be one of last, every-step, but"
                                        + " is 'every'",
                                "DIR/config.yaml:7:20: 'training.epochs' must be an integer in [1, 1000000], but is 0",
                                "DIR/config.yaml:7:23: unknown key 'training.patience' (did you mean"
                                        + " 'training.earlyStopping.patience'?)"));
    }
}
