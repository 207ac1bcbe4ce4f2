package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;

/** The columns a table has, or a model expects, in order. */
public record Schema(List<Field> fields) {
    public Schema {
        fields = List.copyOf(fields);
    }

    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /** Position of the column, or -1. */
    public int indexOf(String name) {
        return names().indexOf(name);
    }

    /** The columns that stand in {@link Table#numbers()}: numeric and boolean. */
    public List<Field> numeric() {
        return fields.stream().filter(field -> !field.categorical()).toList();
    }

    /** The columns that stand in {@link Table#codes()}. */
    public List<Field> categorical() {
        return fields.stream().filter(Field::categorical).toList();
    }

    /** @throws InputException unless the numeric and boolean columns are exactly these */
    Schema requireNumeric(List<String> columns, String step) {
        return require(columns, numeric(), step);
    }

    /** @throws InputException unless the categorical columns are exactly these */
    Schema requireCategorical(List<String> columns, String step) {
        return require(columns, categorical(), step);
    }

    private Schema require(List<String> columns, List<Field> found, String step) {
        if (!columns.equals(found.stream().map(Field::name).toList())) {
            throw new InputException("preprocessing step '%s' was made for other columns".formatted(step));
        }
        return this;
    }

    /** {@code [{"name": …, "type": "categorical", "categories": […]}, …]}. */
    public ArrayNode toJson() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode(fields.size());
        for (Field field : fields) {
            var node = json.addObject().put("name", field.name()).put("type", JsonFields.word(field.type()));
            if (field.categorical()) {
                node.set("categories", JsonFields.array(field.categories()));
            }
        }
        return json;
    }

    /** @param key the field of {@code object} that holds the columns; @throws InputException if it is no schema */
    public static Schema fromJson(JsonNode object, String key) {
        Schema schema = new Schema(JsonFields.list(object, key, node -> {
            ColumnType type = JsonFields.choice(node, "type", ColumnType.class);
            List<String> categories = type == ColumnType.CATEGORICAL ? JsonFields.texts(node, "categories") : List.of();
            if (new HashSet<>(categories).size() < categories.size()) {
                throw JsonFields.mistake("categories", "distinct", categories);
            }
            return new Field(JsonFields.text(node, "name"), type, categories);
        }));
        if (new HashSet<>(schema.names()).size() < schema.fields().size()) {
            throw JsonFields.mistake(key, "columns of distinct names", schema.names());
        }
        return schema;
    }
}
