package lintel.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lintel.evaluation.Evaluation;
import lintel.metrics.ConfusionMatrix;
import lintel.metrics.Metric;
import lintel.metrics.Score;
import lintel.metrics.Scores;

/**
 * An evaluation for the terminal: every metric by part, then, for the last part (test, where there is one), the figures
 * of each class and the confusion matrix. Figures have four decimals; {@code metrics.json} has all of them.
 */
public final class EvaluationText {
    /** Tables that no terminal shows without folding lines are left out. */
    private static final int WIDEST = 120;

    private static final int LONGEST_NAME = 24;

    private static final List<Metric> OF_EACH_CLASS =
            List.of(Metric.PRECISION, Metric.RECALL, Metric.F1_SCORE, Metric.ROC_AUC, Metric.PR_AUC, Metric.LOG_LOSS);

    private EvaluationText() {}

    /** @return lines in plain ASCII but for class names, each ended by a line feed */
    public static String of(Evaluation evaluation) {
        List<String> lines = new ArrayList<>(metrics(evaluation.parts()).lines());
        lines.addAll(reasons(evaluation.parts()));
        List<String> parts = List.copyOf(evaluation.parts().keySet());
        if (!parts.isEmpty()) {
            String last = parts.get(parts.size() - 1);
            Scores scores = evaluation.parts().get(last);
            lines.addAll(classes(last, scores));
            scores.confusionMatrix().ifPresent(matrix -> lines.addAll(confusion(last, matrix)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static TextTable metrics(Map<String, Scores> parts) {
        TextTable table = new TextTable();
        List<Scores> columns = List.copyOf(parts.values());
        table.row(Stream.concat(Stream.of(""), parts.keySet().stream()).toList());
        for (Metric metric : Metric.values()) {
            table.row(row(
                    metric.key(),
                    columns.stream().map(scores -> number(scores.values().get(metric)))));
        }
        if (columns.stream().anyMatch(scores -> scores.prevalence().defined())) {
            table.row(row("prevalence", columns.stream().map(scores -> number(scores.prevalence()))));
        }
        return table.row(row("count", columns.stream().map(scores -> Integer.toString(scores.count()))));
    }

    /** Why some figures are missing, one line for each metric and reason. */
    private static List<String> reasons(Map<String, Scores> parts) {
        Map<List<String>, List<String>> partsByCase = new LinkedHashMap<>();
        parts.forEach((part, scores) -> scores.values().forEach((metric, score) -> {
            if (!score.defined()) {
                List<String> which = List.of(metric.key(), score.reason());
                partsByCase.computeIfAbsent(which, key -> new ArrayList<>()).add(part);
            }
        }));
        List<String> lines = new ArrayList<>();
        partsByCase.forEach((which, where) ->
                lines.add("- %s (%s): %s".formatted(which.get(0), String.join(", ", where), which.get(1))));
        return lines.isEmpty() ? lines : below("", lines);
    }

    private static List<String> classes(String part, Scores scores) {
        if (scores.perClass().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable();
        Stream<String> keys = OF_EACH_CLASS.stream().map(Metric::key);
        table.row(row("class", Stream.concat(keys, Stream.of("count"))));
        scores.perClass().forEach((name, ofClass) -> {
            Stream<String> values =
                    OF_EACH_CLASS.stream().map(metric -> number(ofClass.values().get(metric)));
            table.row(row(shortened(name), Stream.concat(values, Stream.of(positives(ofClass)))));
        });
        return below(part + ", each class against the rest:", table.lines());
    }

    private static List<String> confusion(String part, ConfusionMatrix matrix) {
        List<String> names =
                matrix.classes().stream().map(EvaluationText::shortened).toList();
        TextTable table = new TextTable().row(row("true \\ decided", names.stream()));
        long[][] counts = matrix.counts();
        IntStream.range(0, counts.length)
                .forEach(k ->
                        table.row(row(names.get(k), Arrays.stream(counts[k]).mapToObj(Long::toString))));
        return table.width() <= WIDEST
                ? below(part + ", confusion matrix:", table.lines())
                : below("", List.of("The confusion matrix of %d classes is in metrics.json.".formatted(names.size())));
    }

    private static List<String> below(String title, List<String> lines) {
        Stream<String> head = title.isEmpty() ? Stream.of("") : Stream.of("", title);
        return Stream.concat(head, lines.stream()).toList();
    }

    private static List<String> row(String name, Stream<String> cells) {
        return Stream.concat(Stream.of(name), cells).toList();
    }

    private static String positives(Scores ofClass) {
        return ofClass.confusionMatrix()
                .map(matrix -> Long.toString(Arrays.stream(matrix.counts()[1]).sum()))
                .orElse("0");
    }

    /** Four decimals; more where they would show a whole 0 or 1 that is none. */
    static String number(Score score) {
        if (!score.defined()) {
            return "-";
        }
        String text = "";
        for (int decimals = 4; decimals <= 8; decimals++) {
            text = String.format(Locale.ROOT, "%." + decimals + "f", score.value());
            double shown = Double.parseDouble(text);
            if (shown == score.value() || (shown != 0 && Math.abs(shown) != 1)) {
                return text;
            }
        }
        return text;
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 3)) + "...";
    }
}
