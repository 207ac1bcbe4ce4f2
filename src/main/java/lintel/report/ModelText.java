package lintel.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.data.Field;
import lintel.data.Preprocessing;
import lintel.data.Target;
import lintel.network.Model;
import lintel.network.Network;

/** A model in words, for the terminal: what goes in, what comes out, what it was trained on and how well it did. */
public final class ModelText {
    private static final int MOST_COEFFICIENTS = 20;

    private ModelText() {}

    /** @return lines, each ended by a line feed */
    public static String of(Model model) {
        List<String> lines = new ArrayList<>();
        Network network = model.network();
        Preprocessing preprocessing = model.preprocessing();
        line(lines, "model", kind(network));
        line(lines, "parameters", String.format(Locale.ROOT, "%,d", network.parameterCount()));
        if (network.config() instanceof ModelConfig.Logistic logistic && logistic.lambda1() > 0) {
            line(lines, "not 0", nonZero(network));
        }
        line(lines, "reads", reads(preprocessing));
        line(lines, "columns", columns(preprocessing.inputSchema().fields()));
        line(
                lines,
                "prepared by",
                preprocessing.steps().stream()
                        .map(step -> step.toJson().get("step").asText())
                        .collect(Collectors.joining(", ")));
        line(lines, "says", says(model.target()) + (network.everyStep() ? ", at every step" : ""));
        model.decision().thresholds().stream()
                .distinct()
                .forEach(threshold -> line(lines, "threshold", threshold.toString()));
        model.provenance().data().forEach(file -> line(lines, "trained on", file.path() + "  sha256 " + file.sha256()));
        line(lines, "seed", Long.toString(model.provenance().seed()));
        line(lines, "created", model.provenance().created().toString());
        line(lines, "versions", pairs(model.provenance().versions()));
        model.provenance().metrics().forEach((part, metrics) -> line(lines, part, figures(metrics)));
        if (network.config() instanceof ModelConfig.Logistic && network.outputs() == 1) {
            lines.add("");
            lines.addAll(coefficients(network, preprocessing.outputNames()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void line(List<String> lines, String name, String value) {
        lines.add(String.format("%-12s %s", name, value));
    }

    private static String kind(Network network) {
        if (network.config() instanceof ModelConfig.Logistic logistic) {
            double l1 = logistic.lambda1();
            return "logistic regression, " + (l1 > 0 ? "l1 " + l1 + ", " : "") + "l2 " + logistic.lambda2();
        }
        if (network.config() instanceof ModelConfig.Lstm lstm) {
            return "LSTM, units " + lstm.layers() + (lstm.bidirectional() ? ", bidirectional" : "");
        }
        throw new AssertionError(network.config());
    }

    /** How many weights are left. */
    private static String nonZero(Network network) {
        float[] parameters = network.parameters();
        boolean[] weights = network.weightMask();
        long all = IntStream.range(0, weights.length).filter(i -> weights[i]).count();
        long left = IntStream.range(0, weights.length)
                .filter(i -> weights[i] && parameters[i] != 0)
                .count();
        return String.format(Locale.ROOT, "%,d of %,d weights", left, all);
    }

    private static String reads(Preprocessing preprocessing) {
        String examples = preprocessing.sequences() ? "sequences of rows" : "rows";
        int steps = preprocessing.shape().steps();
        String inside =
                String.format(Locale.ROOT, "%,d numbers", preprocessing.shape().features());
        return examples + ", as " + (steps > 0 ? steps + " steps of " + inside : inside)
                + (steps < 0 ? " at each step" : "");
    }

    private static String columns(List<Field> fields) {
        String all = fields.stream()
                .limit(MOST_COEFFICIENTS)
                .map(field -> field.categorical()
                        ? "%s (%d categories)"
                                .formatted(field.name(), field.categories().size())
                        : field.name())
                .collect(Collectors.joining(", "));
        int more = fields.size() - MOST_COEFFICIENTS;
        return more > 0 ? "%s and %d more".formatted(all, more) : all;
    }

    private static String says(Target target) {
        String classes = String.join(", ", target.classes());
        String columns = String.join(", ", target.columns());
        return switch (target.kind()) {
            case BINARY ->
                "%s: %s; the probability is that of %s"
                        .formatted(columns, classes, target.classes().get(1));
            case ONE_VS_REST -> "%s: the most probable of %s".formatted(columns, classes);
            case MULTI_LABEL -> "any of " + classes;
        };
    }

    private static String pairs(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String figures(Map<String, Double> metrics) {
        return List.of("accuracy", "rocAuc", "logLoss", "count").stream()
                .filter(metrics::containsKey)
                .map(name -> name + " "
                        + (name.equals("count")
                                ? String.format(Locale.ROOT, "%,.0f", metrics.get(name))
                                : String.format(Locale.ROOT, "%.4f", metrics.get(name))))
                .collect(Collectors.joining("  "));
    }

    /** The largest first: log-odds per unit of the feature as preprocessed. */
    private static List<String> coefficients(Network network, List<String> names) {
        float[] weights = network.parameters();
        TextTable table = new TextTable().row(List.of("feature", "coefficient"));
        IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -Math.abs(weights[j])))
                .limit(MOST_COEFFICIENTS)
                .forEach(j -> table.row(List.of(names.get(j), String.format(Locale.ROOT, "%.4f", weights[j]))));
        table.row(List.of("intercept", String.format(Locale.ROOT, "%.4f", weights[names.size()])));
        return table.lines();
    }
}
