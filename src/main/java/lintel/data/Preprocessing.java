package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lintel.config.FeaturesConfig.SequenceSummary;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.config.PreprocessingConfig;
import lintel.config.PreprocessingConfig.CategoricalMissing;

/**
 * From raw columns to the numbers a network reads: a chain of {@link Step}s learnt from the training split alone. Kept
 * with the model, so that what is served is what was trained. Immutable.
 */
public final class Preprocessing {
    /** More columns than this are taken for a mistake or an attack. */
    static final int MOST_COLUMNS = 1_000_000;

    /** A model file says in text how each column is scaled: more columns make it too long. */
    private static final int MOST_SCALED = 250_000;

    private static final List<String> EMPTY_IS_MISSING = List.of("");

    private final Schema inputSchema;
    private final List<String> missing;
    private final boolean sequences;
    private final List<Step> steps;
    private final Schema output;
    private final Shape shape;
    /** Made when first asked for. */
    private Rows rows;

    private Preprocessing(Schema inputSchema, List<String> missing, boolean sequences, List<Step> steps) {
        this.inputSchema = inputSchema;
        this.missing = List.copyOf(missing);
        this.sequences = sequences;
        this.steps = List.copyOf(steps);
        Schema schema = inputSchema;
        int length = sequences ? Shape.VARYING : 0;
        for (Step step : steps) {
            boolean joins = step instanceof Flatten || step instanceof Summarize;
            if (joins && length == 0 || step instanceof CutRows && length != 0) {
                throw new InputException("preprocessing steps do not fit together");
            }
            schema = step.output(schema);
            length = joins ? 0 : step instanceof CutRows cut ? cut.steps() : length;
        }
        if (!schema.categorical().isEmpty()) {
            throw new InputException("preprocessing leaves categories unencoded");
        }
        this.output = schema;
        this.shape = new Shape(schema.fields().size(), length);
    }

    /**
     * Learns every step from the training split.
     *
     * @throws InputException if a column has no value at all, too many categories, or the columns cannot be cut into
     *     the steps wanted
     */
    public static Preprocessing fit(PreprocessingConfig config, InputForm form, Dataset train) {
        Schema input = CategoryChecks.seenIn(train.features(), config.categorical());
        Fitting fitting = new Fitting(input, Alignment.align(train, input, false), form instanceof InputForm.Rows);
        if (input.numbered()) {
            checkNumbered(input.fields().size(), config.numeric().scale(), form);
        } else if (!input.numeric().isEmpty()) {
            fitting.add(ImputeNumbers.fit(
                    config.numeric().missing(), fitting.schema, fitting.block(), fitting.statistics()));
            if (config.numeric().missing() == PreprocessingConfig.NumericMissing.ERROR) {
                fitting.block(); // which refuses what is missing
            }
        }
        if (!input.categorical().isEmpty()) {
            if (config.categorical().missing() != CategoricalMissing.CATEGORY) {
                fitting.add(ImputeCategories.fit(config.categorical().missing(), fitting.schema, fitting.block()));
            }
            fitting.add(OneHot.fit(config.categorical().unseen(), fitting.schema, fitting.block()));
        }
        if (form instanceof InputForm.SequencesAsRows rows) {
            fitting.add(summary(rows.summary(), train.starts()));
        }
        if (config.numeric().scale() != PreprocessingConfig.Scale.NONE) {
            fitting.add(Scale.fit(config.numeric().scale(), fitting.schema, fitting.statistics()));
        }
        if (form instanceof InputForm.RowsAsSteps cut) {
            fitting.add(new CutRows(cut.steps()));
        }
        return new Preprocessing(input, EMPTY_IS_MISSING, train.starts() != null, fitting.steps);
    }

    /** Nothing is missing in sparse data, but not every model and file can hold what is made of it. */
    private static void checkNumbered(int columns, PreprocessingConfig.Scale scale, InputForm form) {
        if (!(form instanceof InputForm.Rows)) {
            throw new InputException("sparse data (SVMLight files) is for 'model: logistic'");
        }
        if (scale != PreprocessingConfig.Scale.NONE && columns > MOST_SCALED) {
            throw new InputException(
                    "'preprocessing.numeric.scale: %s' takes at most %,d numbered features, but there are %,d;"
                                    .formatted(JsonFields.written(scale), MOST_SCALED, columns)
                            + " 'none' takes any number");
        }
    }

    /** The chain so far, the columns behind it, and the training split as it comes out there. */
    private static final class Fitting {
        private final List<Step> steps = new ArrayList<>();
        private final List<Step> waiting = new ArrayList<>();
        private final boolean rows;
        private Schema schema;
        private Block block;
        private Matrix measured;
        private ColumnStatistics statistics;

        /** @param rows whether examples stay single rows, which may be stored sparsely */
        Fitting(Schema schema, Block block, boolean rows) {
            this.rows = rows;
            this.schema = schema;
            this.block = block;
        }

        void add(Step step) {
            schema = step.output(schema);
            steps.add(step);
            waiting.add(step);
        }

        /** The examples behind the steps so far; the last step's result is never needed, and not made. */
        Block block() {
            waiting.forEach(step -> block = Preprocessing.apply(step, block, rows));
            waiting.clear();
            return block;
        }

        /** Those of the numbers in {@link #block}. */
        ColumnStatistics statistics() {
            Matrix numbers = block().numbers();
            if (numbers != measured) {
                measured = numbers;
                statistics =
                        block.sparse() == null ? ColumnStatistics.of(numbers) : ColumnStatistics.of(block.sparse());
            }
            return statistics;
        }
    }

    private static Block apply(Step step, Block block, boolean rows) {
        if (rows
                && step instanceof OneHot oneHot
                && oneHot.suitsSparse(block.numbers().columns())) {
            return oneHot.applySparse(block);
        }
        return step.apply(block);
    }

    private static Step summary(SequenceSummary summary, int[] starts) {
        boolean equal = true;
        for (int i = 2; i < starts.length; i++) {
            equal &= starts[i] - starts[i - 1] == starts[1];
        }
        return switch (summary) {
            case AUTO -> equal ? new Flatten(starts[1]) : new Summarize();
            case FLATTEN -> new Flatten(starts[1]);
            case STATISTICS -> new Summarize();
        };
    }

    /**
     * The examples a network reads. Columns are found by name, others ignored; categories the training split did not
     * have count as unseen.
     *
     * @throws InputException if a column is missing or of another type, or a value is one that the config refuses
     */
    public Examples apply(Dataset data) {
        return apply(data, false);
    }

    /** The same as {@link #apply} in the place of the data, which must not be used any more: it need not fit twice. */
    public Examples consume(Dataset data) {
        return apply(data, true);
    }

    private Examples apply(Dataset data, boolean own) {
        if ((data.starts() != null) != sequences) {
            throw new InputException(
                    sequences ? "the model reads sequences, not rows" : "the model reads rows, not sequences");
        }
        Block block = Alignment.align(data, inputSchema, own);
        for (Step step : steps) {
            block = apply(step, block, !sequences && !shape.sequences());
        }
        if (block.sparse() != null) {
            return new Examples.Sparse(block.sparse(), data.ids(), data.labels(), data.weights());
        }
        if (!shape.sequences()) {
            return new Examples.Dense(block.numbers(), data.ids(), data.labels(), data.weights());
        }
        return new Examples.Steps(
                block.numbers(), block.starts(), data.ids(), data.labels(), data.weights(), data.perStep());
    }

    /** Raw rows as callers in Java have them, one each: {@link Rows#table}. */
    public Table table(List<? extends Map<String, ?>> named) {
        if (rows == null) {
            rows = new Rows(inputSchema, missing);
        }
        return rows.table(named);
    }

    /** The columns a row must bring, with the categories known. */
    public Schema inputSchema() {
        return inputSchema;
    }

    /** The same for raw rows in which other texts stand for a missing value: the config's {@code data.missing}. */
    public Preprocessing withMissing(List<String> texts) {
        return new Preprocessing(inputSchema, texts, sequences, steps);
    }

    /** Texts that stand for a missing value in raw rows; only the empty text unless {@link #withMissing} said so. */
    public List<String> missing() {
        return missing;
    }

    /** Which raw values are an error. */
    public Refusals refusals() {
        return Refusals.of(steps);
    }

    /** Whether what goes in are sequences of rows. */
    public boolean sequences() {
        return sequences;
    }

    /** What comes out. */
    public Shape shape() {
        return shape;
    }

    /** One name per feature that comes out, {@code [shape().features()]}. */
    public List<String> outputNames() {
        return output.names();
    }

    /** The chain, in order of application. */
    public List<Step> steps() {
        return steps;
    }

    /** All that {@link #fromJson} needs to do the same again, bit for bit. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("columns", inputSchema.toJson());
        missing.forEach(json.putArray("missing")::add);
        json.put("sequences", sequences);
        var list = json.putArray("steps");
        steps.forEach(step -> list.add(step.toJson()));
        return json;
    }

    /** @throws InputException if that is no preprocessing, or its steps do not fit together */
    public static Preprocessing fromJson(JsonNode json) {
        JsonFields fields = JsonFields.of(json, "preprocessing");
        return new Preprocessing(
                Schema.fromJson(fields, "columns"),
                fields.texts("missing"),
                fields.flag("sequences"),
                fields.objects("steps").stream().map(Step::fromJson).toList());
    }

    static void refuseWide(long columns) {
        if (columns > MOST_COLUMNS) {
            throw new InputException(
                    "preprocessing makes %,d columns; %,d are the most".formatted(columns, MOST_COLUMNS));
        }
    }

    static InputException missing(Block block, int row, String column, String kind) {
        return new InputException("%s: column '%s' is missing, and 'preprocessing.%s.missing' is error"
                .formatted(block.place(row), column, kind));
    }

    static String noValues(String column, int rows) {
        return "column '%s' has no value in the %d rows of the training split: put it in 'data.features.exclude'"
                .formatted(column, rows);
    }
}
