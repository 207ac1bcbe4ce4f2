package lintel.export;

import java.util.List;
import java.util.stream.Collectors;
import lintel.config.JsonFields;
import lintel.config.ModelConfig;
import lintel.config.ModelConfig.Lstm;
import lintel.config.PreprocessingConfig;
import lintel.data.Dataset;
import lintel.data.InputForm;
import lintel.data.Target;

/** The config by which a model of {@link ExportCases} would have been trained. */
final class CaseConfig {
    private CaseConfig() {}

    /** What a user says of the columns' types, in a line of its own. */
    static final String TYPES = "  types: ";

    static String yaml(Dataset data, PreprocessingConfig prepared, InputForm form, ModelConfig model) {
        boolean numbered = data.features().sparse() != null;
        return """
                name: sample
                data:
                  source: sample.%s
                  target: %s
                  missing: ["", n/a, -999]
                %s%s
                preprocessing:
                  numeric: {missing: %s, scale: %s}
                  categorical: {missing: %s, unseen: %s}
                model: %s
                training: {earlyStopping: {metric: logLoss, patience: 2}}
                card: {summary: A sample., licence: CC0}
                """
                .formatted(
                        numbered ? "svm" : "csv",
                        numbered ? "label" : target(data.target()),
                        numbered ? "" : TYPES + types(data) + "\n",
                        form(form),
                        JsonFields.written(prepared.numeric().missing()),
                        JsonFields.written(prepared.numeric().scale()),
                        JsonFields.written(prepared.categorical().missing()),
                        JsonFields.written(prepared.categorical().unseen()),
                        model(model));
    }

    private static String target(Target target) {
        List<String> columns = target.columns();
        return target.kind() == Target.Kind.MULTI_LABEL ? "{columns: " + columns + "}" : columns.get(0);
    }

    private static String types(Dataset data) {
        return data.features().schema().fields().stream()
                .map(field -> field.name() + ": " + JsonFields.written(field.type()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String form(InputForm form) {
        String sequences = "  sequences: {id: sequence, maxSteps: 100}";
        if (form instanceof InputForm.RowsAsSteps cut) {
            return "  features: {steps: %d}".formatted(cut.steps());
        }
        if (form instanceof InputForm.SequencesAsRows joined) {
            return sequences + "\n  features: {summary: %s}".formatted(JsonFields.written(joined.summary()));
        }
        return form instanceof InputForm.Sequences ? sequences : "";
    }

    private static String model(ModelConfig model) {
        if (!(model instanceof Lstm lstm)) {
            return "logistic";
        }
        return "{lstm: {layers: %s, output: %s, bidirectional: %s}}"
                .formatted(lstm.layers(), JsonFields.written(lstm.output()), lstm.bidirectional());
    }
}
