package lintel.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Everything the metrics say about one set of predictions.
 *
 * <p>With several outputs, {@code perClass} judges each output as a yes-or-no question and {@code macro} is the plain
 * mean of these over the outputs, undefined as soon as one of them is. The top level is then
 *
 * <ul>
 *   <li>one-vs-rest: {@code accuracy} the share of rows whose class is right, {@code balancedAccuracy} the mean recall,
 *       {@code matthewsScore} the R_K of all classes at once;
 *   <li>multi-label: {@code accuracy} the share of rows right in every label;
 *   <li>and {@code macro} for all others.
 * </ul>
 *
 * Without rows everything but the count is undefined.
 *
 * @param count           number of rows
 * @param prevalence      share of positives; undefined for several outputs
 * @param confusionMatrix true by decided class; absent without rows and for multi-label
 * @param values          every metric
 * @param perClass        by class name, in the order of the outputs; empty for a single yes-or-no output
 * @param macro           every metric; empty for a single yes-or-no output
 */
public record Scores(
        int count,
        Score prevalence,
        Optional<ConfusionMatrix> confusionMatrix,
        Map<Metric, Score> values,
        Map<String, Scores> perClass,
        Map<Metric, Score> macro) {

    /** What has a meaning for all classes at once when the highest output wins. */
    private static final Map<Metric, Function<ConfusionMatrix, Score>> OF_CLASSES = Map.of(
            Metric.ACCURACY, ConfusionMatrix::accuracy,
            Metric.BALANCED_ACCURACY, ConfusionMatrix::balancedAccuracy,
            Metric.MATTHEWS_SCORE, ConfusionMatrix::matthewsScore);

    public Scores {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
        macro = Collections.unmodifiableMap(new LinkedHashMap<>(macro));
    }

    /** One metric alone: what {@code all(predictions).values().get(metric)} says, for less work. */
    public static Score of(Predictions predictions, Metric metric) {
        if (predictions.kind() == Predictions.Kind.BINARY) {
            return metric.of(predictions.output(0));
        }
        return overall(predictions, metric).orElseGet(() -> {
            IntStream outputs = IntStream.range(0, predictions.outputs());
            return mean(
                    predictions,
                    outputs.mapToObj(k -> metric.of(predictions.output(k))).toList());
        });
    }

    /** Every metric, for all outputs together and for each. */
    public static Scores all(Predictions predictions) {
        if (predictions.kind() == Predictions.Kind.BINARY) {
            return ofOne(predictions.output(0));
        }
        Map<String, Scores> perClass = new LinkedHashMap<>();
        for (int k = 0; k < predictions.outputs(); k++) {
            perClass.put(predictions.classes().get(k), ofOne(predictions.output(k)));
        }
        Map<Metric, Score> values = new EnumMap<>(Metric.class);
        Map<Metric, Score> macro = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            List<Score> each =
                    perClass.values().stream().map(s -> s.values().get(metric)).toList();
            macro.put(metric, mean(predictions, each));
            values.put(metric, overall(predictions, metric).orElse(macro.get(metric)));
        }
        boolean matrix = predictions.kind() == Predictions.Kind.ONE_VS_REST && predictions.rows() > 0;
        return new Scores(
                predictions.rows(),
                Score.undefined("there are several classes, each with its own: see perClass"),
                matrix ? Optional.of(predictions.decisions()) : Optional.empty(),
                values,
                perClass,
                macro);
    }

    private static Scores ofOne(OneOutput rows) {
        Map<Metric, Score> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            values.put(metric, metric.of(rows));
        }
        ConfusionMatrix decisions = rows.decisions();
        return new Scores(
                rows.labels().length,
                decisions.prevalence(1),
                decisions.total() > 0 ? Optional.of(decisions) : Optional.empty(),
                values,
                Map.of(),
                Map.of());
    }

    /** The metrics of several outputs that are no mean over them. */
    private static Optional<Score> overall(Predictions predictions, Metric metric) {
        return switch (predictions.kind()) {
            case BINARY -> Optional.empty();
            case ONE_VS_REST ->
                Optional.ofNullable(OF_CLASSES.get(metric)).map(score -> score.apply(predictions.decisions()));
            case MULTI_LABEL ->
                metric == Metric.ACCURACY ? Optional.of(predictions.shareOfRowsAllRight()) : Optional.empty();
        };
    }

    private static Score mean(Predictions predictions, List<Score> each) {
        if (predictions.rows() == 0) {
            return Score.undefined(ConfusionMatrix.NO_ROWS);
        }
        double sum = 0;
        for (int k = 0; k < each.size(); k++) {
            if (!each.get(k).defined()) {
                return Score.undefined("class '" + predictions.classes().get(k) + "': "
                        + each.get(k).reason());
            }
            sum += each.get(k).value();
        }
        return Score.of(sum / each.size());
    }
}
