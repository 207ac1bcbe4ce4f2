package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.metrics.Predictions;

/**
 * What is predicted, resolved against the data: one output per entry of {@code outputs}.
 *
 * @param kind    how the outputs form a decision
 * @param columns the target column; for multi-label one column per output
 * @param classes what a decision may say: {@code [negative, positive]} for BINARY, one name per output otherwise
 * @param values  source texts that mean each entry of {@code classes}; for MULTI_LABEL the positive texts per column
 */
public record Target(Kind kind, List<String> columns, List<String> classes, List<List<String>> values) {
    public Target {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
        values = values.stream().map(List::copyOf).toList();
    }

    /** How K sigmoid outputs are read. */
    public enum Kind {
        /** One output: the probability of {@code classes[1]}. */
        BINARY,
        /** K outputs, the highest wins. */
        ONE_VS_REST,
        /** K outputs, each decided by itself. */
        MULTI_LABEL
    }

    /** Number of sigmoid outputs, K. */
    public int outputs() {
        return kind == Kind.BINARY ? 1 : classes.size();
    }

    /** {@code {"kind": "binary", "columns": […], "classes": […], "values": [[…], …]}}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", JsonFields.written(kind));
        columns.forEach(json.putArray("columns")::add);
        classes.forEach(json.putArray("classes")::add);
        var lists = json.putArray("values");
        values.forEach(list -> list.forEach(lists.addArray()::add));
        return json;
    }

    /** @throws InputException if that is no target */
    public static Target fromJson(JsonNode json) {
        JsonFields fields = JsonFields.of(json, "target");
        Kind kind = fields.choice("kind", Kind.class);
        List<String> classes = fields.texts("classes");
        List<String> columns = fields.texts("columns");
        if (kind == Kind.BINARY ? classes.size() != 2 : classes.isEmpty()) {
            throw fields.mistake("classes", "two names, or one per output");
        }
        if (Set.copyOf(classes).size() < classes.size()) {
            throw fields.mistake("classes", "distinct names");
        }
        if (columns.size() != (kind == Kind.MULTI_LABEL ? classes.size() : 1)) {
            throw fields.mistake("columns", "one name, or for multi-label one per output");
        }
        List<List<String>> values = fields.list("values", Target::texts);
        if (values.size() != classes.size()) {
            throw fields.mistake("values", "one list per class");
        }
        return new Target(kind, columns, classes, values);
    }

    /**
     * What the metrics judge: probabilities beside the labels they were meant to foretell.
     *
     * @param probabilities {@code [rows * outputs]} row-major, in [0, 1]
     * @param labels        {@code [rows, outputs]} of 0 and 1
     * @param thresholds    one per output, a probability at or above it is positive; empty for ONE_VS_REST
     * @throws IllegalArgumentException if the shapes differ or a probability is out of range, NaN included
     */
    public Predictions predictions(float[] probabilities, Matrix labels, List<Double> thresholds) {
        byte[] truth = new byte[labels.rows() * labels.columns()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = (byte) labels.get(i / labels.columns(), i % labels.columns());
        }
        Predictions.Kind how =
                switch (kind) {
                    case BINARY -> Predictions.Kind.BINARY;
                    case ONE_VS_REST -> Predictions.Kind.ONE_VS_REST;
                    case MULTI_LABEL -> Predictions.Kind.MULTI_LABEL;
                };
        return new Predictions(probabilities, truth, outputs(), how, thresholds, classes);
    }

    private static List<String> texts(JsonNode list, String place) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw new InputException("'%s' must be a list of texts, but is %s".formatted(place, list));
            }
            texts.add(item.textValue());
        }
        return texts;
    }
}
