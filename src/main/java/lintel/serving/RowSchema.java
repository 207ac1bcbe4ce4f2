package lintel.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import lintel.export.Signature;
import lintel.export.Signature.Column;

/**
 * What a model's rows and examples are in the words of OpenAPI 3.0: the columns that a row must have, the type of each,
 * whether it may be null, and its categories. Very many columns or categories are cut off, and said to be.
 */
final class RowSchema {
    private static final int MOST_COLUMNS = 1000;
    /** Characters of all categories of a model. */
    private static final int MOST_CATEGORIES = 100_000;

    private final String model;
    private final Signature signature;
    private int room = MOST_CATEGORIES;

    /** @param model as in the paths of requests */
    RowSchema(String model, Signature signature) {
        this.model = model;
        this.signature = signature;
    }

    /** One row, or one step of a sequence. */
    ObjectNode row() {
        ObjectNode row = object("object");
        if (signature.numbered() > 0) {
            String rule = "the numbers of features, from 1 to %d, to their values; those left out are 0";
            row.put("description", rule.formatted(signature.numbered()));
            row.set("additionalProperties", object("number").put("nullable", true));
            return row;
        }
        List<Column> columns = signature.columns();
        List<Column> shown = columns.subList(0, Math.min(MOST_COLUMNS, columns.size()));
        boolean all = shown.size() == columns.size();
        String others = "so are %d more, which /models/%s lists".formatted(columns.size() - shown.size(), model);
        row.put(
                "description",
                "these columns are required" + (all ? "" : ", and " + others)
                        + "; columns that the model does not know are skipped");
        ArrayNode required = row.putArray("required");
        ObjectNode properties = row.putObject("properties");
        ObjectNode example = row.objectNode();
        for (Column column : shown) {
            required.add(column.name());
            properties.set(column.name(), column(column));
            example(column, example);
        }
        if (all) {
            row.set("example", example);
        }
        return row;
    }

    private ObjectNode column(Column column) {
        ObjectNode schema =
                switch (column.type()) {
                    case NUMERIC -> object("number").put("format", "float");
                    case BOOLEAN -> object("boolean");
                    case CATEGORICAL -> categories(column);
                };
        return column.allowsMissing() ? schema.put("nullable", true) : schema;
    }

    /** Categories that are all there may be are an enum; where others have an answer too, they are told of only. */
    private ObjectNode categories(Column column) {
        ObjectNode schema = object("string");
        List<String> categories = column.categories();
        int characters = categories.stream().mapToInt(String::length).sum() + categories.size();
        if (characters > room) {
            return schema.put(
                    "description", "one of %d categories, which /models/%s lists".formatted(categories.size(), model));
        }
        room -= characters;
        if (column.allowsUnseen()) {
            schema.put("description", "a category that training did not see has an answer, too");
            categories.forEach(schema.putArray("x-categories")::add);
        } else {
            ArrayNode choices = schema.putArray("enum");
            categories.forEach(choices::add);
            if (column.allowsMissing()) {
                choices.addNull(); // OpenAPI 3.0.3: "nullable" adds nothing to an enum
            }
        }
        return schema;
    }

    private static void example(Column column, ObjectNode row) {
        switch (column.type()) {
            case NUMERIC -> row.put(column.name(), 0);
            case BOOLEAN -> row.put(column.name(), false);
            case CATEGORICAL ->
                row.put(column.name(), column.categories().stream().findFirst().orElse(null));
        }
    }

    /** What {@code /predict} reads: an example or a list of them. @param row a reference to {@link #row} */
    ObjectNode examples(ObjectNode row) {
        ObjectNode one = row;
        if (signature.steps().isPresent()) {
            Signature.Steps steps = signature.steps().get();
            one = list(row, steps.fewest()).put("maxItems", steps.most()).put("description", "a sequence: its steps");
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("oneOf").add(one).add(list(one.deepCopy(), 1));
        return either;
    }

    private static ObjectNode list(ObjectNode items, int fewest) {
        return object("array").put("minItems", fewest).set("items", items);
    }

    private static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
