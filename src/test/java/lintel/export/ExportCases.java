package lintel.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import lintel.data.Field;
import lintel.data.InputForm;
import lintel.data.Preprocessing;
import lintel.data.Rows;
import lintel.data.Schema;
import lintel.data.SparseMatrix;
import lintel.data.Table;
import lintel.data.Target;
import lintel.network.Decision;
import lintel.network.Model;
import lintel.network.Network;
import lintel.network.Provenance;

/** A model with random parameters, and raw data as it was fitted on: one for every way that preprocessing can go. */
record ExportCases(Model model, Dataset data, InputForm form) {
    private static final Field SIZE = new Field("size", ColumnType.NUMERIC, List.of());
    private static final Field SOLD = new Field("sold", ColumnType.BOOLEAN, List.of());
    /** Named as an output, and in letters that are not ASCII's. */
    private static final Field LABEL = new Field("label", ColumnType.NUMERIC, List.of());

    private static final Field CONSTANT = new Field("constant", ColumnType.NUMERIC, List.of());
    private static final Field COLOUR =
            new Field("colour", ColumnType.CATEGORICAL, List.of("blue", "grün", "red, \"dark\""));
    private static final Field SHAPE = new Field("shape/lengths", ColumnType.CATEGORICAL, List.of("1", "no", "yes"));

    private static final List<Field> NUMBERS = List.of(SIZE, SOLD, LABEL, CONSTANT);
    private static final List<Field> TEXTS = List.of(COLOUR, SHAPE);
    private static final List<Field> MIXED = List.of(COLOUR, SIZE, SOLD, SHAPE, LABEL, CONSTANT);

    private static final List<String> MISSING = List.of("", "n/a", "-999");
    private static final Numeric STANDARD = new Numeric(NumericMissing.MEDIAN, Scale.STANDARD);
    private static final Categorical OWN = texts(CategoricalMissing.CATEGORY, Unseen.IGNORE);

    static Map<String, ExportCases> all() {
        Map<String, ExportCases> cases = new LinkedHashMap<>();
        rows(cases);
        sequences(cases);
        for (Scale scale : Scale.values()) {
            for (Target target : List.of(binary(), classes())) {
                cases.put("numbered, %s, %s".formatted(scale, target.kind()), numbered(scale, target));
            }
        }
        return cases;
    }

    private static void rows(Map<String, ExportCases> cases) {
        InputForm rows = new InputForm.Rows();
        ModelConfig logistic = new ModelConfig.Logistic(1);
        cases.put("numbers, binary", of(NUMBERS, STANDARD, OWN, rows, logistic, binary()));
        cases.put("numbers, one-vs-rest", of(NUMBERS, STANDARD, OWN, rows, logistic, classes()));
        cases.put("numbers, multi-label", of(NUMBERS, STANDARD, OWN, rows, logistic, labels()));
        cases.put("texts alone", of(TEXTS, STANDARD, OWN, rows, logistic, binary()));
        for (Target target : List.of(binary(), classes(), labels())) {
            cases.put("mixed, " + target.kind(), of(MIXED, STANDARD, OWN, rows, logistic, target));
        }
        for (NumericMissing missing : NumericMissing.values()) {
            for (Scale scale : Scale.values()) {
                Numeric numeric = new Numeric(missing, scale);
                cases.put(missing + ", " + scale, of(NUMBERS, numeric, OWN, rows, logistic, binary()));
            }
        }
        for (CategoricalMissing missing : CategoricalMissing.values()) {
            for (Unseen unseen : Unseen.values()) {
                Categorical texts = texts(missing, unseen);
                String name = "texts, missing " + missing + ", unseen " + unseen;
                cases.put(name, of(MIXED, STANDARD, texts, rows, logistic, classes()));
            }
        }
        InputForm cut = new InputForm.RowsAsSteps(2);
        cases.put("cut rows", of(NUMBERS, STANDARD, OWN, cut, lstm(Output.LAST, false, 3), binary()));
        cases.put(
                "cut rows, texts",
                of(TEXTS, STANDARD, OWN, new InputForm.RowsAsSteps(7), lstm(Output.LAST, true, 3), classes()));
    }

    private static void sequences(Map<String, ExportCases> cases) {
        InputForm steps = new InputForm.Sequences();
        ModelConfig logistic = new ModelConfig.Logistic(1);
        for (SequenceSummary summary : List.of(SequenceSummary.FLATTEN, SequenceSummary.STATISTICS)) {
            InputForm joined = new InputForm.SequencesAsRows(summary);
            cases.put(summary + ", numbers", of(NUMBERS, STANDARD, OWN, joined, logistic, binary()));
            cases.put(summary + ", mixed", of(MIXED, STANDARD, OWN, joined, logistic, labels()));
            Numeric refusing = new Numeric(NumericMissing.ERROR, Scale.MIN_MAX);
            Categorical strict = texts(CategoricalMissing.ERROR, Unseen.ERROR);
            cases.put(summary + ", refusing", of(MIXED, refusing, strict, joined, logistic, classes()));
        }
        for (Output output : Output.values()) {
            for (Target target : List.of(binary(), classes(), labels())) {
                for (boolean both : List.of(false, true)) {
                    String name = "lstm, %s, %s%s".formatted(output, target.kind(), both ? ", bidirectional" : "");
                    cases.put(name, of(NUMBERS, STANDARD, OWN, steps, lstm(output, both, 4, 3), target));
                }
            }
            Numeric refusing = new Numeric(NumericMissing.ERROR, Scale.NONE);
            Categorical strict = texts(CategoricalMissing.MOST_FREQUENT, Unseen.ERROR);
            ModelConfig deep = lstm(output, true, 3, 2, 3);
            cases.put("lstm, mixed, " + output, of(MIXED, STANDARD, OWN, steps, deep, binary()));
            cases.put("lstm, refusing, " + output, of(MIXED, refusing, strict, steps, deep, labels()));
        }
    }

    private static Categorical texts(CategoricalMissing missing, Unseen unseen) {
        return new Categorical(missing, Encode.ONE_HOT, unseen, 10);
    }

    private static ModelConfig lstm(Output output, boolean bidirectional, Integer... layers) {
        return new ModelConfig.Lstm(List.of(layers), 0, output, bidirectional, Optional.empty(), 1);
    }

    private static ExportCases of(
            List<Field> fields,
            Numeric numeric,
            Categorical categorical,
            InputForm form,
            ModelConfig config,
            Target target) {
        Random random = new Random(3);
        boolean sequences = form instanceof InputForm.Sequences || form instanceof InputForm.SequencesAsRows;
        boolean flat = form instanceof InputForm.SequencesAsRows joined && joined.summary() == SequenceSummary.FLATTEN;
        boolean everyStep = config instanceof ModelConfig.Lstm lstm && lstm.output() == Output.EVERY_STEP;
        boolean numbersMiss = numeric.missing() != NumericMissing.ERROR;
        boolean textsMiss = categorical.missing() != CategoricalMissing.ERROR;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(row(i, random, numbersMiss, textsMiss));
        }
        int[] starts = !sequences
                ? null
                : flat ? IntStream.range(0, 21).map(i -> 3 * i).toArray() : new int[] {0, 3, 4, 12, 40, 60};
        long[] ids = IntStream.range(0, sequences ? starts.length - 1 : rows.size())
                .asLongStream()
                .toArray();
        Table table = new Rows(new Schema(fields), MISSING).table(rows);
        Dataset data = new Dataset(table, starts, ids, target, null, everyStep);
        return fitted(data, new PreprocessingConfig(numeric, categorical), form, config);
    }

    /** As from an SVMLight file: few numbers in each row, none in some, one column that is always 0, one always 7. */
    private static ExportCases numbered(Scale scale, Target target) {
        Random random = new Random(4);
        int columns = 30;
        SparseMatrix.Builder rows = new SparseMatrix.Builder(60, 8);
        for (int row = 0; row < 60; row++) {
            for (int c = 1; c < columns - 1; c++) {
                if (row % 7 != 3 && random.nextInt(5) == 0) {
                    rows.add(c, (float) (c + c * random.nextGaussian()));
                }
            }
            rows.add(columns - 1, 7);
            rows.endRow();
        }
        long[] ids = IntStream.range(0, 60).asLongStream().toArray();
        Dataset data = new Dataset(Table.of(rows.build(columns)), null, ids, target, null, false);
        PreprocessingConfig prepared = new PreprocessingConfig(new Numeric(NumericMissing.MEDIAN, scale), OWN);
        return fitted(data, prepared, new InputForm.Rows(), new ModelConfig.Logistic(1));
    }

    private static ExportCases fitted(Dataset data, PreprocessingConfig prepared, InputForm form, ModelConfig config) {
        Target target = data.target();
        Preprocessing preprocessing = Preprocessing.fit(prepared, form, data).withMissing(MISSING);
        Network network = Network.build(config, preprocessing.shape(), target.outputs(), new Seeds(1));
        Random random = new Random(5);
        float[] parameters = new float[network.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        network.setParameters(parameters);
        Decision decision = Decision.of(target, 0.3);
        String yaml = CaseConfig.yaml(data, prepared, form, config);
        Model model = new Model(network, preprocessing, decision, target, provenance(yaml));
        return new ExportCases(model, data, form);
    }

    private static Map<String, Object> row(int i, Random random, boolean numbersMiss, boolean textsMiss) {
        Map<String, Object> row = new HashMap<>();
        row.put("size", numbersMiss && i % 7 == 3 ? null : 2000 + random.nextGaussian() * 5);
        row.put("sold", i % 4 == 1);
        row.put("label", random.nextFloat());
        row.put("constant", 7);
        row.put("colour", textsMiss && i % 11 == 4 ? null : COLOUR.categories().get(random.nextInt(3)));
        row.put("shape/lengths", SHAPE.categories().get(random.nextInt(3)));
        return row;
    }

    private static Target binary() {
        return new Target(Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("0"), List.of("1")));
    }

    private static Target classes() {
        List<String> names = List.of("ant", "bee", "Käfer");
        return new Target(
                Target.Kind.ONE_VS_REST,
                List.of("y"),
                names,
                names.stream().map(List::of).toList());
    }

    private static Target labels() {
        List<String> names = List.of("wet", "cold");
        return new Target(Target.Kind.MULTI_LABEL, names, names, List.of(List.of("1"), List.of("1")));
    }

    private static Provenance provenance(String config) {
        Instant created = Instant.parse("2026-01-31T12:00:00Z");
        return new Provenance(config, List.of(), 1, Map.of("lintel", "0.1.0", "java", "17"), created)
                .withMetrics(Map.of("test", Map.of("rocAuc", 0.75, "count", 60.0)));
    }

    /** Whether training has such a step. */
    boolean has(Class<?> step) {
        return model.preprocessing().steps().stream().anyMatch(step::isInstance);
    }

    static List<String> names() {
        return List.copyOf(all().keySet());
    }

    @Override
    public String toString() {
        return Arrays.toString(model.preprocessing().outputNames().toArray());
    }
}
