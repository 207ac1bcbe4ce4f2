package lintel.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.PlainText;
import lintel.data.Table;

/** A commented config for a table: what to predict, what to leave out, what to do about gaps, each with its reason. */
final class StarterConfig {
    /** A target of more different texts is a measure or a name, no class. */
    private static final int MOST_CLASSES = 100;

    private static final int MOST_SHOWN = 10;

    private final ColumnSummary target;
    private final List<ColumnSummary> others;
    private final StringBuilder yaml = new StringBuilder();

    private StarterConfig(Table table, String target) {
        List<ColumnSummary> columns = ColumnSummary.of(table);
        this.target = columns.stream()
                .filter(column -> column.name().equals(target))
                .findFirst()
                .orElseThrow();
        this.others =
                columns.stream().filter(column -> !column.name().equals(target)).toList();
    }

    /**
     * @param source the file's name as the config is to have it
     * @param table  its content, the target column as text
     * @return YAML that a {@link lintel.config.ConfigReader} takes
     * @throws InputException if the target has one class only or too many, or no other column tells rows apart
     */
    static String yaml(String source, Table table, String target) {
        StarterConfig config = new StarterConfig(table, target);
        config.checkLearnable();
        config.line("# Predicts one column of %,d rows from the others. Change what you like:".formatted(table.rows()));
        config.line("# `lintel validate` checks it, `lintel schema --markdown` explains every key.");
        config.data(source);
        config.preprocessing();
        config.model();
        return config.yaml.toString();
    }

    private void checkLearnable() {
        int classes = target.counts().length;
        if (classes < 2 || classes > MOST_CLASSES) {
            throw new InputException("--target must be a column of 2 to %d classes, but '%s' holds %,d different values"
                    .formatted(MOST_CLASSES, target.name(), classes));
        }
        if (others.stream().noneMatch(column -> column.useless().isEmpty())) {
            throw new InputException("no column but '%s' tells rows apart".formatted(target.name()));
        }
    }

    private void data(String source) {
        line("data:");
        line("  source: " + PlainText.written(source));
        line("  # " + classes());
        if (target.missing() > 0) {
            line("  # %,d rows have no target: take them out before training".formatted(target.missing()));
        }
        line("  target: " + target());
        List<ColumnSummary> useless =
                others.stream().filter(column -> !column.useless().isEmpty()).toList();
        if (!useless.isEmpty()) {
            line("  features:");
            line("    exclude:");
            useless.forEach(
                    column -> line("      - %s    # %s".formatted(PlainText.written(column.name()), column.useless())));
        }
        line("  split: {validation: 0.15, test: 0.2, stratify: true}    # every part with the same shares of classes");
    }

    private String classes() {
        List<String> names = target.field().categories();
        String shown = IntStream.range(0, Math.min(names.size(), MOST_SHOWN))
                .mapToObj(i -> "%s in %,d rows".formatted(PlainText.written(names.get(i)), target.counts()[i]))
                .collect(Collectors.joining(", "));
        return names.size() > MOST_SHOWN ? shown + " and %d more".formatted(names.size() - MOST_SHOWN) : shown;
    }

    private String target() {
        String column = PlainText.written(target.name());
        if (target.counts().length > 2) {
            return "{column: %s, classes: all}    # a probability for each, the highest wins".formatted(column);
        }
        String rarer = target.field().categories().get(target.counts()[0] < target.counts()[1] ? 0 : 1);
        return "{column: %s, positive: %s}    # the class whose probability is predicted"
                .formatted(column, PlainText.written(rarer));
    }

    private void preprocessing() {
        line("preprocessing:    # learnt on the training split only");
        List<ColumnSummary> features =
                others.stream().filter(column -> column.useless().isEmpty()).toList();
        List<ColumnSummary> texts =
                features.stream().filter(column -> column.field().categorical()).toList();
        List<ColumnSummary> numbers = features.stream()
                .filter(column -> !column.field().categorical())
                .toList();
        if (!numbers.isEmpty()) {
            line("  numeric: {missing: median, scale: standard}    # " + gaps(numbers));
        }
        if (!texts.isEmpty()) {
            line("  categorical: {missing: category, encode: one-hot, unseen: ignore}    # " + gaps(texts));
        }
    }

    private static String gaps(List<ColumnSummary> columns) {
        String count = columns.size() == 1 ? "1 column" : columns.size() + " columns";
        List<ColumnSummary> gaps = columns.stream()
                .filter(column -> column.missing() > 0)
                .sorted(Comparator.comparingLong(ColumnSummary::missing).reversed())
                .toList();
        return gaps.isEmpty()
                ? count + ", nothing missing"
                : count
                        + gaps.stream()
                                .limit(MOST_SHOWN)
                                .map(column ->
                                        "%s in %,d rows".formatted(PlainText.written(column.name()), column.missing()))
                                .collect(Collectors.joining(", ", ", missing: ", ""));
    }

    private void model() {
        line("model:");
        line("  logistic: {l2: 1.0}    # a larger l2 holds the coefficients smaller");
        line("training:");
        line("  solver: auto    # to the exact optimum");
        line("evaluation:");
        line("  threshold: 0.5    # a probability at or above it is positive");
    }

    private void line(String line) {
        yaml.append(line).append('\n');
    }
}
