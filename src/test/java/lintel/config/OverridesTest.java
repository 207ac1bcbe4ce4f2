package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.ModelConfig.Logistic;
import lintel.config.ModelConfig.Lstm;
import lintel.config.SourceConfig.PathSource;
import lintel.config.TargetConfig.ClassesConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import org.junit.jupiter.api.Test;

class OverridesTest {
    private static final String SHORT =
            "data: {source: a.csv, target: y, features: {steps: 2}}\nmodel: {lstm: {layers: 8}}\n"
                    + "training: {earlyStopping: {patience: 5}}\n";

    private static ExperimentConfig read(String... overrides) {
        return ConfigReader.read(SHORT, "x.yaml", List.of(overrides)).config();
    }

    private static List<String> mistakes(String... overrides) {
        return assertThrows(InputException.class, () -> read(overrides)).mistakes();
    }

    @Test
    void valuesAreYaml() {
        ExperimentConfig config = read("training.epochs=7", "model.lstm.layers=[4, 3]", "training.clipNorm=0.5");
        assertEquals(7, config.training().epochs());
        assertEquals(List.of(4, 3), ((Lstm) config.model()).layers());
        assertEquals(Optional.of(0.5), config.training().clipNorm());
    }

    @Test
    void theLastOneWins() {
        assertEquals(
                9, read("training.epochs=7", "training.epochs=9").training().epochs());
    }

    @Test
    void shortFormsOpenAndOtherChoicesGiveWay() {
        assertEquals(
                Optional.of("no"),
                read("data.target.positive=no").data().target().positive());
        assertEquals(
                Optional.of("y"),
                read("data.target.positive=no").data().target().column());
        assertEquals(
                new OptimizerConfig.Sgd(0.5),
                read("training.optimizer.sgd.learningRate=0.5").training().updates());
        assertEquals(
                new Logistic(3),
                read("model.logistic.l2=3", "data.features.steps=null").model());
    }

    @Test
    void textNeedsNoQuotes() {
        ExperimentConfig config = read("data.features.steps=null", "data.sequences.files=*.csv", "data.source=a b.zip");
        assertEquals(
                Optional.of("*.csv"), config.data().sequences().orElseThrow().files());
        assertEquals(new PathSource("a b.zip"), config.data().source());
        assertEquals(
                Optional.of("null"),
                read("data.target.positive='null'").data().target().positive());
    }

    @Test
    void namesOfTheUsersMayHoldDots() {
        assertEquals(
                Map.of("a.b", ColumnType.BOOLEAN),
                read("data.types.a.b=boolean").data().types());
        assertEquals(
                Optional.of(new ClassesConfig.Named(Map.of("a", List.of("1"), "b", List.of("2", "3")))),
                read("data.target.classes={a: 1, b: [2, 3]}").data().target().classes());
    }

    @Test
    void nullRemovesAKey() {
        assertEquals(
                Optional.empty(), read("training.earlyStopping=null").training().earlyStopping());
    }

    @Test
    void mistakesShowWhatWasTyped() {
        assertEquals(
                List.of(
                        "-o training.ephocs=5: unknown key 'training.ephocs' (did you mean 'epochs'?)",
                        "-o epochs: must be key.path=value, for example -o training.epochs=5",
                        "-o training.learningRate=1: unknown key 'training.learningRate'"
                                + " (did you mean 'training.optimizer.sgd.learningRate'?)",
                        "-o seed.x=1: unknown key 'seed.x'",
                        "-o training.epochs=x: 'training.epochs' must be an integer in [1, 1000000], but is 'x'"),
                mistakes("training.ephocs=5", "epochs", "training.learningRate=1", "seed.x=1", "training.epochs=x"));
    }

    @Test
    void brokenYamlIsAMistakeToo() {
        assertEquals(
                List.of("-o model.lstm.layers=[1, 2: the value must be valid YAML"),
                mistakes("model.lstm.layers=[1, 2"));
    }
}
