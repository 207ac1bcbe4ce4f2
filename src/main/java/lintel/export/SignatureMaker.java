package lintel.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lintel.config.ConfigReader;
import lintel.config.ExperimentConfig;
import lintel.config.SequencesConfig;
import lintel.data.Field;
import lintel.data.Flatten;
import lintel.data.Preprocessing;
import lintel.data.Refusals;
import lintel.data.Schema;
import lintel.export.Signature.Column;
import lintel.network.Model;
import lintel.network.Provenance;

/** What a model's export reads and answers. */
final class SignatureMaker {
    private static final int LONGEST_SEQUENCE = 100_000_000;

    private SignatureMaker() {}

    static Signature of(Model model) {
        ExperimentConfig config = config(model);
        Preprocessing preprocessing = model.preprocessing();
        Schema schema = preprocessing.inputSchema();
        Provenance from = model.provenance();
        return new Signature(
                config.name(),
                model.target().kind(),
                schema.numbered() ? List.of() : columns(schema, preprocessing.refusals()),
                schema.numbered() ? schema.fields().size() : 0,
                schema.numbered() ? List.of() : preprocessing.missing(),
                preprocessing.sequences() ? Optional.of(steps(model, config)) : Optional.empty(),
                model.target().classes(),
                model.decision().thresholds(),
                new Signature.Origin(from.created().toString(), from.seed(), from.versions()),
                from.metrics());
    }

    /** The config the model was trained by. */
    static ExperimentConfig config(Model model) {
        return ConfigReader.read(model.provenance().config(), "model.zip").config();
    }

    private static List<Column> columns(Schema schema, Refusals refusals) {
        List<Column> columns = new ArrayList<>();
        Set<String> taken = new HashSet<>(Set.of(Signature.LENGTHS, Signature.PROBABILITY, Signature.LABEL));
        for (Field field : schema.fields()) {
            columns.add(new Column(
                    field.name(),
                    input(field.name(), schema, taken),
                    field.type(),
                    !refusals.missing().containsKey(field.name()),
                    !refusals.unseen().containsKey(field.name()),
                    field.categories()));
        }
        return columns;
    }

    /** A graph's inputs and outputs need distinct names, which ONNX Runtime's Java interface can say. */
    private static String input(String name, Schema schema, Set<String> taken) {
        String free = JavaTexts.named(name);
        while (taken.contains(free)
                || free.startsWith("/")
                || !free.equals(name) && schema.names().contains(free)) {
            free = "column:" + free;
        }
        taken.add(free);
        return free;
    }

    private static Signature.Steps steps(Model model, ExperimentConfig config) {
        boolean everyStep = model.network().everyStep();
        return model.preprocessing().steps().stream()
                .filter(Flatten.class::isInstance)
                .map(step -> ((Flatten) step).length())
                .map(length -> new Signature.Steps(everyStep, length, length))
                .findFirst()
                .orElseGet(() -> new Signature.Steps(everyStep, 1, most(config)));
    }

    private static int most(ExperimentConfig config) {
        return config.data().sequences().map(SequencesConfig::maxSteps).orElse(LONGEST_SEQUENCE);
    }
}
