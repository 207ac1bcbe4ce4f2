package lintel.export;

import java.util.ArrayList;
import java.util.List;
import lintel.export.Graph.Type;

/**
 * Where the columns are on their way through a graph: as {@link lintel.data.Block} says of examples on theirs.
 *
 * @param numbers  float32 {@code [batch, columns]}, or per step {@code [batch, time, columns]}; null: there is none
 * @param width    how many numbers
 * @param texts    those not yet encoded, in order
 * @param lengths  steps of each sequence, int64 {@code [batch]}; null when there is no time axis, or all have all
 * @param valid    which steps are no padding, boolean {@code [batch, time]}; null as lengths
 * @param refusals which examples (steps, where there are lengths) hold what a policy refuses, boolean each of
 *     {@code [batch]} or {@code [batch, time]}
 */
record Columns(String numbers, int width, List<TextInput> texts, String lengths, String valid, List<String> refusals) {
    Columns {
        texts = List.copyOf(texts);
        refusals = List.copyOf(refusals);
    }

    /**
     * A column of texts whose codes are still to be looked up.
     *
     * @param input       {@code [batch, 1]}, or per step {@code [batch, time, 1]}
     * @param categories  the text of each code
     * @param replacement the code that a missing text gets; {@link lintel.data.Table#MISSING}: none; {@link #REFUSED}
     */
    record TextInput(String name, String input, List<String> categories, int replacement) {
        /** A missing text has no answer. */
        static final int REFUSED = -3;
    }

    Columns withNumbers(String other, int columns) {
        return new Columns(other, columns, texts, lengths, valid, refusals);
    }

    Columns withTexts(List<TextInput> others) {
        return new Columns(numbers, width, others, lengths, valid, refusals);
    }

    /** The same where one more value is refused. */
    Columns refusing(String condition) {
        List<String> more = new ArrayList<>(refusals);
        more.add(condition);
        return new Columns(numbers, width, texts, lengths, valid, more);
    }

    /** Sequences have become rows. */
    Columns joined(Graph graph, String rows, int columns) {
        String refused = refused(graph);
        return new Columns(rows, columns, List.of(), null, null, refused == null ? List.of() : List.of(refused));
    }

    /** Which examples no answer may be given to, boolean {@code [batch]}; null: none. */
    String refused(Graph graph) {
        if (refusals.isEmpty()) {
            return null;
        }
        String any = refusals.get(0);
        for (String other : refusals.subList(1, refusals.size())) {
            any = graph.node("Or", List.of(any, other));
        }
        return valid == null ? any : anyStep(graph, graph.node("And", List.of(any, valid)));
    }

    /** From {@code [batch, time]} to {@code [batch]}. */
    private static String anyStep(Graph graph, String steps) {
        return any(graph, steps);
    }

    /** Whether any along the last axis holds. */
    static String any(Graph graph, String conditions) {
        String most = graph.node(
                "ReduceMax",
                List.of(graph.cast(conditions, Type.FLOAT)),
                Graph.numbers("axes", -1),
                Graph.number("keepdims", 0));
        return graph.cast(most, Type.BOOLEAN);
    }
}
