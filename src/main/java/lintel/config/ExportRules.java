package lintel.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lintel.config.ModelConfig.Logistic;
import lintel.config.SourceConfig.PathSource;
import lintel.config.TargetConfig.ClassesConfig;

/** Which exports a config can promise. What only the data tells is said when it has been read. */
final class ExportRules {
    private final ExperimentConfig config;

    private ExportRules(ExperimentConfig config) {
        this.config = config;
    }

    static void check(ExperimentConfig config, BoundBlock keys) {
        List<ExportFormat> formats = config.export();
        for (int i = 0; i < formats.size(); i++) {
            String key = "export[%d]".formatted(i);
            String format = formats.get(i).toString();
            new ExportRules(config)
                    .refusal(formats.get(i))
                    .ifPresent(reason -> keys.refuse(key, "must not be '%s': %s".formatted(format, reason)));
        }
    }

    private Optional<String> refusal(ExportFormat format) {
        return switch (format) {
            case ONNX, TRITON, MLFLOW, KSERVE -> Optional.empty();
            case WEB ->
                Optional.of("it needs the files of onnxruntime-web; use 'lintel export RUN --to web --runtime DIR'");
            case JSON -> logistic();
            case PMML -> logistic().or(this::pmml);
            case OPENVINO -> openvino();
        };
    }

    private Optional<String> logistic() {
        if (!(config.model() instanceof Logistic)) {
            return Optional.of("it holds 'model: logistic' only");
        }
        return config.data().sequences().isPresent()
                ? Optional.of("the steps 'flatten' and 'summarize' have no form there; 'onnx' has them")
                : Optional.empty();
    }

    private Optional<String> pmml() {
        if (!config.data().target().columns().isEmpty()) {
            return Optional.of("it holds one target, but 'data.target.columns' makes several");
        }
        boolean numbered = config.data().source() instanceof PathSource path && path.svmLight();
        return numbered
                ? Optional.of("its columns have names, but those of an SVMLight file are numbered")
                : controlCharacters();
    }

    /** In what the config itself names; categories are known only from the data. */
    private Optional<String> controlCharacters() {
        DataConfig data = config.data();
        Stream<String> classes = data.target().classes().stream()
                .flatMap(given ->
                        given instanceof ClassesConfig.Named named ? named.values().keySet().stream() : Stream.empty());
        Stream<String> columns = data.types().keySet().stream().filter(this::isFeature);
        return XmlTexts.refusal(Stream.of(data.missing().stream(), data.target().positive().stream(), classes, columns)
                .flatMap(texts -> texts));
    }

    private Optional<String> openvino() {
        return config.data().types().entrySet().stream()
                .filter(type -> type.getValue() == ColumnType.CATEGORICAL && isFeature(type.getKey()))
                .map(type ->
                        "the step 'one-hot' has no form there, and column '%s' is categorical".formatted(type.getKey()))
                .findFirst();
    }

    private boolean isFeature(String column) {
        FeaturesConfig features = config.data().features();
        TargetConfig target = config.data().target();
        boolean predicted = target.columns().contains(column)
                || target.column().filter(column::equals).isPresent();
        boolean chosen = features.include().isEmpty() || features.include().contains(column);
        return chosen && !predicted && !features.exclude().contains(column);
    }
}
