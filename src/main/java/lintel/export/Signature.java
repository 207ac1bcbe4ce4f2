package lintel.export;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.data.Target;

/**
 * What an exported graph reads and answers, so that whoever runs it can say what is wrong with a row before the graph
 * sees it. It stands in the graph's metadata as JSON under {@link #METADATA}; reading it needs neither the model file
 * nor Deeplearning4j.
 *
 * @param name       the config's
 * @param kind       how the outputs are read
 * @param columns    what a row (or step) must bring, in order; empty where the features are {@code numbered}
 * @param numbered   how many features there are that go by the numbers 1, 2, … and are 0 when left out; 0: none, there
 *     are columns
 * @param missing    texts that stand for a missing value; a number equal to one of them is missing as well.
 *     None where features are numbered
 * @param steps      present when examples are sequences of rows
 * @param classes    what a label may say: {@code [negative, positive]} for BINARY, one name per output otherwise
 * @param thresholds one per output: a probability at or above it is positive; none for ONE_VS_REST
 * @param origin     where the model comes from
 * @param metrics    part (train, validation, test) to metric name to value; undefined ones are left out
 */
public record Signature(
        String name,
        Target.Kind kind,
        List<Column> columns,
        int numbered,
        List<String> missing,
        Optional<Steps> steps,
        List<String> classes,
        List<Double> thresholds,
        Origin origin,
        SortedMap<String, SortedMap<String, Double>> metrics) {
    /** The key of the graph's metadata that holds this. */
    public static final String METADATA = "lintel.signature";

    /** The one input of a graph whose columns are all numbers: float32 {@code [batch, columns]}, or per step. */
    public static final String FEATURES = "features";

    /** Steps of each sequence, int32 {@code [batch]}; what stands behind them is padding. */
    public static final String LENGTHS = "lengths";

    /** float32 {@code [batch, outputs]}; at every step {@code [batch, time, outputs]}. */
    public static final String PROBABILITY = "probability";

    /** Text {@code [batch]} or {@code [batch, time]}; for MULTI_LABEL one per output, empty where it does not hold. */
    public static final String LABEL = "label";

    /** Longer texts are no signature. */
    public static final int LONGEST = 16 << 20;

    public Signature {
        columns = List.copyOf(columns);
        missing = List.copyOf(missing);
        classes = List.copyOf(classes);
        thresholds = List.copyOf(thresholds);
        TreeMap<String, SortedMap<String, Double>> parts = new TreeMap<>();
        metrics.forEach((part, values) -> parts.put(part, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        metrics = Collections.unmodifiableSortedMap(parts);
    }

    /**
     * One column of a row.
     *
     * @param name          as in the data
     * @param input         the graph's input of that name, where each column has its own: another one only where an
     *     output goes by that name, or where it has characters beyond the basic plane
     * @param allowsMissing whether a missing value has an answer; if not, the graph answers NaN and an empty label
     * @param allowsUnseen  the same for a category that training did not see; true for numbers
     * @param categories    those that training saw; empty for numbers and booleans
     */
    public record Column(
            String name,
            String input,
            ColumnType type,
            boolean allowsMissing,
            boolean allowsUnseen,
            List<String> categories) {
        public Column {
            categories = List.copyOf(categories);
        }

        /** Whether its input holds texts, {@code ""} for a missing one, instead of numbers, NaN for a missing one. */
        public boolean text() {
            return type == ColumnType.CATEGORICAL;
        }
    }

    /**
     * Of sequences.
     *
     * @param everyStep whether there is an answer at every step
     * @param fewest    steps an example must have
     * @param most      steps it may have
     */
    public record Steps(boolean everyStep, int fewest, int most) {}

    /**
     * Where a model comes from.
     *
     * @param created  ISO 8601
     * @param versions name to version, of what trained it
     */
    public record Origin(String created, long seed, SortedMap<String, String> versions) {
        public Origin {
            versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        }
    }

    /** Whether each column is an input of its own, as where some are texts; else {@link #FEATURES} holds all. */
    public boolean perColumn() {
        return columns.stream().anyMatch(Column::text);
    }

    /**
     * What says in a column of texts that there is none: {@code ""} unless that is one of its categories, else the
     * first of {@link #missing}; empty where nothing does, every text being a category or unseen.
     */
    public Optional<String> missingText(Column column) {
        return column.categories().contains("") ? missing.stream().findFirst() : Optional.of("");
    }

    /** Columns, or numbered features. */
    public int features() {
        return numbered > 0 ? numbered : columns.size();
    }

    /** Probabilities per answer, K. */
    public int outputs() {
        return kind == Target.Kind.BINARY ? 1 : classes.size();
    }

    /** What each probability is of: the positive class for BINARY. */
    public List<String> outputNames() {
        return kind == Target.Kind.BINARY ? classes.subList(1, 2) : classes;
    }

    /** Whether there is an answer at every step of a sequence. */
    public boolean everyStep() {
        return steps.isPresent() && steps.get().everyStep();
    }

    /** All of it as JSON, in one line. */
    public String json() {
        return JavaTexts.escaped(SignatureJson.write(this).toString());
    }

    /**
     * Reads what {@link #json} wrote; the text may come from anywhere.
     *
     * @throws InputException if it is no signature, or a newer one, saying what is wrong
     */
    public static Signature parse(String text) {
        return SignatureJson.read(text);
    }
}
