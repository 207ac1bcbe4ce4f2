package lintel.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.PreprocessingConfig.Unseen;
import lintel.data.CutRows;
import lintel.data.Flatten;
import lintel.data.ImputeCategories;
import lintel.data.ImputeNumbers;
import lintel.data.OneHot;
import lintel.data.Scale;
import lintel.data.Step;
import lintel.data.Summarize;
import lintel.data.Table;
import lintel.export.Columns.TextInput;
import lintel.export.Graph.Type;

/** The graph form of each step of preprocessing. */
final class StepGraph {
    private final Graph graph;
    private final List<String> missing;

    /** @param missing texts that stand for a missing value */
    StepGraph(Graph graph, List<String> missing) {
        this.graph = graph;
        this.missing = List.copyOf(missing);
    }

    /** The columns after a step. */
    Columns apply(Step step, Columns columns) {
        if (step instanceof ImputeNumbers impute) {
            return impute(impute, columns);
        }
        if (step instanceof ImputeCategories impute) {
            return impute(impute, columns);
        }
        if (step instanceof OneHot oneHot) {
            return oneHot(oneHot, columns);
        }
        if (step instanceof Flatten flatten) {
            return flatten(flatten, columns);
        }
        if (step instanceof Summarize) {
            return new SummaryGraph(graph).apply(columns);
        }
        if (step instanceof Scale scale) {
            return scale(scale, columns);
        }
        if (step instanceof CutRows cut) {
            return cut(cut, columns);
        }
        throw new AssertionError(step);
    }

    private Columns impute(ImputeNumbers step, Columns columns) {
        float[] values = step.values();
        String absent = graph.node("IsNaN", List.of(columns.numbers()));
        boolean[] refused = new boolean[values.length];
        boolean refuses = false;
        for (int c = 0; c < values.length; c++) {
            refused[c] = Float.isNaN(values[c]);
            refuses |= refused[c];
        }
        String filled = graph.node("Where", List.of(absent, graph.floats(values, values.length), columns.numbers()));
        Columns result = columns.withNumbers(filled, columns.width());
        return refuses ? result.refusing(Columns.any(graph, graph.node("IsNaN", List.of(filled)))) : result;
    }

    private static Columns impute(ImputeCategories step, Columns columns) {
        List<TextInput> texts = new ArrayList<>();
        for (int c = 0; c < columns.texts().size(); c++) {
            TextInput text = columns.texts().get(c);
            int value = step.values()[c] == Table.MISSING ? TextInput.REFUSED : step.values()[c];
            texts.add(new TextInput(text.name(), text.input(), text.categories(), value));
        }
        return columns.withTexts(texts);
    }

    /** A code at or above a column's width lights none of its places; the one above that is refused. */
    private Columns oneHot(OneHot step, Columns columns) {
        List<String> parts = new ArrayList<>();
        Columns result = columns;
        int total = 0;
        for (int c = 0; c < step.columns().size(); c++) {
            OneHot.Column column = step.columns().get(c);
            TextInput text = columns.texts().get(c);
            int width = column.categories() + (column.missing() ? 1 : 0);
            int unknown = step.unseen() == Unseen.ERROR ? width + 1 : width;
            int absent = absent(text, column, unknown);
            String codes = codes(text, absent, unknown);
            if (unknown > width || absent > width) {
                String refused = graph.node("Equal", List.of(codes, graph.scalar(width + 1L)));
                result = result.refusing(Columns.any(graph, refused));
            }
            parts.add(graph.node(
                    "OneHot",
                    List.of(codes, graph.scalar(width), graph.floats(new float[] {0, 1}, 2)),
                    Graph.number("axis", -1)));
            total += width;
        }
        String lights = parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Graph.number("axis", -1));
        lights = graph.node("Squeeze", List.of(lights, graph.longs(-2)));
        String all = columns.numbers() == null
                ? lights
                : graph.node("Concat", List.of(columns.numbers(), lights), Graph.number("axis", -1));
        return result.withTexts(List.of()).withNumbers(all, columns.width() + total);
    }

    private static int absent(TextInput text, OneHot.Column column, int unknown) {
        if (text.replacement() == TextInput.REFUSED) {
            return column.categories() + (column.missing() ? 1 : 0) + 1;
        }
        if (text.replacement() != Table.MISSING) {
            return text.replacement();
        }
        return column.missing() ? column.categories() : unknown;
    }

    /**
     * What the config calls missing comes first, then the categories; the empty text is missing unless it is one. A
     * text that comes otherwise from Java has both forms.
     */
    private String codes(TextInput text, int absent, int unknown) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        missing.forEach(name -> codes.put(name, absent));
        for (int k = 0; k < text.categories().size(); k++) {
            codes.putIfAbsent(text.categories().get(k), k);
        }
        codes.putIfAbsent("", absent);
        List<byte[]> keys = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        codes.forEach((key, code) -> {
            keys.add(key.getBytes(StandardCharsets.UTF_8));
            values.add(code);
            if (JavaTexts.changed(key)) {
                keys.add(JavaTexts.seen(key));
                values.add(code);
            }
        });
        return graph.mlNode(
                "LabelEncoder",
                List.of(text.input()),
                Graph.texts("keys_strings", keys),
                Graph.numbers(
                        "values_int64s",
                        values.stream().mapToLong(Integer::longValue).toArray()),
                Graph.number("default_int64", unknown));
    }

    /** As training does: the distance and the quotient in double, then rounded once. */
    private Columns scale(Scale step, Columns columns) {
        int width = columns.width();
        String wide = graph.cast(columns.numbers(), Type.DOUBLE);
        String distance = graph.node("Sub", List.of(wide, graph.doubles(step.centers(), width)));
        String scaled = graph.node("Div", List.of(distance, graph.doubles(step.scales(), width)));
        return columns.withNumbers(graph.cast(scaled, Type.FLOAT), width);
    }

    /** Sequences of another length are refused. */
    private Columns flatten(Flatten step, Columns columns) {
        int width = Math.multiplyExact(columns.width(), step.length());
        String fits = graph.node("Equal", List.of(columns.lengths(), graph.longs(step.length())));
        String steps = graph.node(
                "Slice", List.of(columns.numbers(), graph.longs(0), graph.longs(step.length()), graph.longs(1)));
        String rows = graph.node("Reshape", List.of(steps, graph.longs(0, width)));
        return columns.joined(graph, rows, width).refusing(graph.node("Not", List.of(fits)));
    }

    private Columns cut(CutRows step, Columns columns) {
        int width = columns.width() / step.steps();
        String steps = graph.node("Reshape", List.of(columns.numbers(), graph.longs(0, step.steps(), width)));
        return columns.withNumbers(steps, width);
    }
}
