package lintel.export;

import java.util.Optional;
import java.util.stream.Stream;
import lintel.config.ExportFormat;
import lintel.config.ModelConfig;
import lintel.config.XmlTexts;
import lintel.data.CutRows;
import lintel.data.Flatten;
import lintel.data.ImputeCategories;
import lintel.data.ImputeNumbers;
import lintel.data.OneHot;
import lintel.data.Preprocessing;
import lintel.data.Scale;
import lintel.data.Step;
import lintel.data.Summarize;
import lintel.data.Target;

/** Which formats have a form for which models and steps of preprocessing, and why others have not. */
final class StepForms {
    /** A row of a graph's input has a place for each feature, filled or not: 4 MB at most. */
    private static final int MOST_NUMBERED = 1_000_000;

    private StepForms() {}

    /** @return why the format cannot hold such a model; empty: it can */
    static Optional<String> refusal(
            ExportFormat format, ModelConfig model, Preprocessing preprocessing, Target target) {
        return switch (format) {
            case ONNX, TRITON, MLFLOW, KSERVE, WEB -> graph(preprocessing);
            case OPENVINO -> graph(preprocessing).or(() -> steps(format, preprocessing));
            case JSON -> rows(format, model, preprocessing);
            case PMML -> rows(format, model, preprocessing).or(() -> pmml(preprocessing, target));
        };
    }

    private static Optional<String> graph(Preprocessing preprocessing) {
        int columns = preprocessing.inputSchema().fields().size();
        return preprocessing.inputSchema().numbered() && columns > MOST_NUMBERED
                ? Optional.of("its input has a place for each numbered feature, at most %,d, but there are %,d"
                        .formatted(MOST_NUMBERED, columns))
                : Optional.empty();
    }

    private static Optional<String> rows(ExportFormat format, ModelConfig model, Preprocessing preprocessing) {
        return logistic(model).or(() -> steps(format, preprocessing)).or(() -> emptyTexts(preprocessing));
    }

    private static Optional<String> emptyTexts(Preprocessing preprocessing) {
        return preprocessing.inputSchema().fields().stream()
                .filter(field -> field.categories().contains(""))
                .findFirst()
                .map(field -> ("the empty text is a missing value there, but a category of column '%s': put \"\" into"
                                + " 'data.missing' and train again")
                        .formatted(field.name()));
    }

    private static Optional<String> logistic(ModelConfig model) {
        return model instanceof ModelConfig.Logistic
                ? Optional.empty()
                : Optional.of("it holds logistic regression only");
    }

    private static Optional<String> pmml(Preprocessing preprocessing, Target target) {
        if (preprocessing.inputSchema().numbered()) {
            return Optional.of("its columns have names, but here they are numbered");
        }
        return target.kind() == Target.Kind.MULTI_LABEL
                ? Optional.of("it holds one target, but here are %d".formatted(target.outputs()))
                : control(preprocessing, target);
    }

    private static Optional<String> control(Preprocessing preprocessing, Target target) {
        Stream<String> columns = preprocessing.inputSchema().fields().stream()
                .flatMap(field -> Stream.concat(Stream.of(field.name()), field.categories().stream()));
        return XmlTexts.refusal(Stream.of(columns, target.classes().stream(), preprocessing.missing().stream())
                .flatMap(texts -> texts));
    }

    private static Optional<String> steps(ExportFormat format, Preprocessing preprocessing) {
        return preprocessing.steps().stream()
                .flatMap(step -> refusal(format, step.getClass()).stream())
                .findFirst();
    }

    /** @return why the format has no form for such a step; empty: it has one */
    static Optional<String> refusal(ExportFormat format, Class<? extends Step> step) {
        boolean texts = step == ImputeCategories.class || step == OneHot.class;
        boolean sequences = step == Flatten.class || step == Summarize.class || step == CutRows.class;
        if (!(texts || sequences || step == ImputeNumbers.class || step == Scale.class)) {
            throw new AssertionError(step);
        }
        String name = name(step);
        return switch (format) {
            case ONNX, TRITON, MLFLOW, KSERVE, WEB -> Optional.empty();
            case OPENVINO ->
                texts
                        ? Optional.of("the step '%s' has no form there, which takes no texts".formatted(name))
                        : Optional.empty();
            case JSON, PMML ->
                sequences
                        ? Optional.of("the step '%s' has no form there, which takes rows only".formatted(name))
                        : Optional.empty();
        };
    }

    /** {@code ImputeNumbers} is {@code impute-numbers}, as in the model file. */
    private static String name(Class<? extends Step> step) {
        return step.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
