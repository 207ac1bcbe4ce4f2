package lintel.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.ColumnType;
import lintel.config.FeaturesConfig.SequenceSummary;
import lintel.config.ModelConfig;
import lintel.config.ModelConfig.Output;
import lintel.config.PreprocessingConfig;
import lintel.config.PreprocessingConfig.Categorical;
import lintel.config.PreprocessingConfig.CategoricalMissing;
import lintel.config.PreprocessingConfig.Encode;
import lintel.config.PreprocessingConfig.Numeric;
import lintel.config.PreprocessingConfig.NumericMissing;
import lintel.config.PreprocessingConfig.Scale;
import lintel.config.PreprocessingConfig.Unseen;
import lintel.config.Seeds;
import lintel.data.Dataset;
import lintel.data.Dataset.SourceFile;
import lintel.data.Field;
import lintel.data.InputForm;
import lintel.data.Preprocessing;
import lintel.data.Rows;
import lintel.data.Schema;
import lintel.data.Target;

/** Small models of every form, with the raw data they were fitted on; the parameters are random numbers. */
public record SampleModels(Model model, Dataset data) {
    private static final Schema SCHEMA = new Schema(List.of(
            new Field("size", ColumnType.NUMERIC, List.of()),
            new Field("colour", ColumnType.CATEGORICAL, List.of("blue", "grün", "red")),
            new Field("sold", ColumnType.BOOLEAN, List.of()),
            new Field("weight", ColumnType.NUMERIC, List.of())));
    /** Beyond Unicode's basic plane, where a character of Java is half of one. */
    private static final Map<String, String> EMOJI =
            Map.of("red", "\uD83D\uDE00", "blue", "\uD83D\uDE80", "colour", "\uD83C\uDFA8 colour");

    private static final Schema EMOJI_SCHEMA = new Schema(List.of(
            new Field("size", ColumnType.NUMERIC, List.of()),
            new Field(
                    EMOJI.get("colour"),
                    ColumnType.CATEGORICAL,
                    List.of("gr\u00FCn", EMOJI.get("red"), EMOJI.get("blue"))),
            new Field("sold", ColumnType.BOOLEAN, List.of()),
            new Field("weight", ColumnType.NUMERIC, List.of())));

    private static final PreprocessingConfig PREPARED = new PreprocessingConfig(
            new Numeric(NumericMissing.MEDIAN, Scale.STANDARD),
            new Categorical(CategoricalMissing.CATEGORY, Encode.ONE_HOT, Unseen.IGNORE, 10));

    public static final List<String> NAMES = List.of(
            "logistic",
            "one-vs-rest",
            "multi-label",
            "logistic-on-sequences",
            "lstm",
            "lstm-on-rows",
            "bidirectional",
            "every-step",
            "truncated");

    public static SampleModels named(String name) {
        InputForm summary = new InputForm.SequencesAsRows(SequenceSummary.STATISTICS);
        ModelConfig truncated = new ModelConfig.Lstm(List.of(3), 0, Output.EVERY_STEP, false, Optional.of(2), 1);
        return switch (name) {
            case "logistic" -> logistic();
            case "one-vs-rest" -> of(new ModelConfig.Logistic(0.5), new InputForm.Rows(), classes(), false);
            case "multi-label" -> of(new ModelConfig.Logistic(0), new InputForm.Rows(), labels(), false);
            case "logistic-on-sequences" -> of(new ModelConfig.Logistic(1), summary, binary(), true);
            case "lstm" -> lstm();
            case "lstm-on-rows" -> of(lstm(Output.LAST, false, 0), new InputForm.RowsAsSteps(7), classes(), false);
            case "bidirectional" -> of(lstm(Output.LAST, true, 0.1), new InputForm.Sequences(), classes(), true);
            case "every-step" -> of(lstm(Output.EVERY_STEP, true, 0.1), new InputForm.Sequences(), labels(), true);
            case "truncated" -> of(truncated, new InputForm.Sequences(), binary(), true);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static SampleModels logistic() {
        return of(new ModelConfig.Logistic(1), new InputForm.Rows(), binary(), false);
    }

    static SampleModels lstm() {
        return of(lstm(Output.LAST, false, 0.2), new InputForm.Sequences(), binary(), true);
    }

    static SampleModels everyStep() {
        return of(lstm(Output.EVERY_STEP, false, 0), new InputForm.Sequences(), binary(), true);
    }

    /** Models whose categories, classes and a column have characters beyond the basic plane. */
    public static SampleModels emoji(Target.Kind kind) {
        List<String> names = List.of("\uD83D\uDC1C ant", "\uD83D\uDC1D", "k\u00E4fer", "\uD83D\uDC1E");
        Target target =
                switch (kind) {
                    case BINARY ->
                        new Target(
                                kind, List.of("y"), names.subList(0, 2), List.of(List.of(names.get(0)), List.of("1")));
                    case ONE_VS_REST ->
                        new Target(
                                kind,
                                List.of("y"),
                                names,
                                names.stream().map(List::of).toList());
                    case MULTI_LABEL ->
                        new Target(
                                kind,
                                names,
                                names,
                                names.stream().map(name -> List.of("1")).toList());
                };
        boolean steps = kind == Target.Kind.MULTI_LABEL;
        return steps
                ? of(EMOJI_SCHEMA, PREPARED, lstm(Output.EVERY_STEP, true, 0), new InputForm.Sequences(), target, true)
                : of(EMOJI_SCHEMA, PREPARED, new ModelConfig.Logistic(1), new InputForm.Rows(), target, false);
    }

    /** Logistic regression, or an LSTM, that has no answer to a missing value or an unseen category. */
    public static SampleModels refusing(boolean sequences) {
        PreprocessingConfig refusing = new PreprocessingConfig(
                new Numeric(NumericMissing.ERROR, Scale.STANDARD),
                new Categorical(CategoricalMissing.ERROR, Encode.ONE_HOT, Unseen.ERROR, 10));
        return sequences
                ? of(SCHEMA, refusing, lstm(Output.LAST, false, 0), new InputForm.Sequences(), binary(), true)
                : of(SCHEMA, refusing, new ModelConfig.Logistic(1), new InputForm.Rows(), binary(), false);
    }

    /** Logistic regression that knows the empty text as a category. @param missing texts that mean missing */
    public static SampleModels emptyCategory(List<String> missing) {
        Schema schema = new Schema(SCHEMA.fields().stream()
                .map(field ->
                        field.categorical() ? new Field(field.name(), field.type(), List.of("", "grün", "red")) : field)
                .toList());
        return of(schema, PREPARED, new ModelConfig.Logistic(1), new InputForm.Rows(), binary(), false, missing);
    }

    private static ModelConfig lstm(Output output, boolean bidirectional, double dropout) {
        return new ModelConfig.Lstm(List.of(4, 3), dropout, output, bidirectional, Optional.empty(), 1);
    }

    private static SampleModels of(ModelConfig config, InputForm form, Target target, boolean sequences) {
        return of(SCHEMA, PREPARED, config, form, target, sequences);
    }

    private static SampleModels of(
            Schema schema,
            PreprocessingConfig prepared,
            ModelConfig config,
            InputForm form,
            Target target,
            boolean sequences) {
        return of(schema, prepared, config, form, target, sequences, List.of("", "?"));
    }

    private static SampleModels of(
            Schema schema,
            PreprocessingConfig prepared,
            ModelConfig config,
            InputForm form,
            Target target,
            boolean sequences,
            List<String> missing) {
        boolean perStep = config instanceof ModelConfig.Lstm lstm && lstm.output() == Output.EVERY_STEP;
        Random random = new Random(7);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, Object> row = row(i, random);
            row.replaceAll((key, value) -> "blue".equals(value) && !missing.contains("") ? "" : value);
            rows.add(schema == EMOJI_SCHEMA ? emoji(row) : prepared == PREPARED ? row : whole(row));
        }
        int[] starts = {0, 3, 4, 12, 20, 40};
        long[] ids = IntStream.range(0, sequences ? starts.length - 1 : rows.size())
                .asLongStream()
                .toArray();
        Dataset data = new Dataset(
                new Rows(schema, List.of()).table(rows), sequences ? starts : null, ids, target, null, perStep);
        Preprocessing preprocessing = Preprocessing.fit(prepared, form, data).withMissing(missing);
        Network network = Network.build(config, preprocessing.shape(), target.outputs(), new Seeds(1));
        float[] parameters = new float[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        network.setParameters(parameters);
        Decision decision = Decision.of(target, 0.4);
        return new SampleModels(
                new Model(network, preprocessing, decision, target, provenance(config, sequences)), data);
    }

    private static Map<String, Object> row(int i, Random random) {
        Map<String, Object> row = new HashMap<>();
        row.put("size", i % 7 == 3 ? null : random.nextGaussian() * 100);
        row.put("colour", i % 11 == 4 ? null : List.of("blue", "grün", "red").get(i % 3));
        row.put("sold", i % 4 == 1);
        row.put("weight", random.nextFloat());
        return row;
    }

    private static Map<String, Object> emoji(Map<String, Object> row) {
        Map<String, Object> other = new HashMap<>();
        row.forEach((key, value) -> other.put(
                EMOJI.getOrDefault(key, key), value instanceof String text ? EMOJI.getOrDefault(text, text) : value));
        return other;
    }

    /** Without missing values, which training would refuse. */
    private static Map<String, Object> whole(Map<String, Object> row) {
        row.replaceAll((key, value) -> value != null ? value : key.equals("size") ? Double.valueOf(0) : "red");
        return row;
    }

    static Target binary() {
        return new Target(
                Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("no"), List.of("yes", "1")));
    }

    private static Target classes() {
        List<String> names = List.of("ant", "bee", "cat");
        return new Target(
                Target.Kind.ONE_VS_REST,
                List.of("y"),
                names,
                names.stream().map(List::of).toList());
    }

    private static Target labels() {
        List<String> names = List.of("wet", "cold");
        return new Target(Target.Kind.MULTI_LABEL, names, names, List.of(List.of("1", "true"), List.of("1", "true")));
    }

    private static Provenance provenance(ModelConfig model, boolean sequences) {
        String config =
                """
                name: sample
                seed: 1
                data:
                  source: sample.csv
                  target: y
                  missing: ["", "?"]
                %smodel: %s
                training: {epochs: 3, earlyStopping: {metric: logLoss, patience: 2}}
                """
                        .formatted(
                                sequences
                                        ? "  sequences: {id: sequence, maxSteps: 100}\n"
                                        : model instanceof ModelConfig.Lstm ? "  features: {steps: 7}\n" : "",
                                model instanceof ModelConfig.Logistic ? "logistic" : "{lstm: {layers: [4, 3]}}");
        return new Provenance(
                        config,
                        List.of(new SourceFile("sample.csv", "00".repeat(32))),
                        1,
                        Map.of("lintel", "0.1.0", "java", "17"),
                        Instant.parse("2026-01-31T12:00:00Z"))
                .withMetrics(Map.of("test", Map.of("rocAuc", 0.75)));
    }
}
