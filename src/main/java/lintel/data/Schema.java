package lintel.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.JsonFields;

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
            var node = json.addObject().put("name", field.name()).put("type", JsonFields.written(field.type()));
            if (field.categorical()) {
                field.categories().forEach(node.putArray("categories")::add);
            }
        }
        return json;
    }

    /** @param key of {@code object}, holds the columns; @throws InputException if it is no schema */
    public static Schema fromJson(JsonFields object, String key) {
        Schema schema =
                new Schema(object.objects(key).stream().map(Schema::field).toList());
        if (new HashSet<>(schema.names()).size() < schema.fields().size()) {
            throw object.mistake(key, "columns of distinct names");
        }
        return schema;
    }

    private static Field field(JsonFields json) {
        ColumnType type = json.choice("type", ColumnType.class);
        List<String> categories = type == ColumnType.CATEGORICAL ? json.texts("categories") : List.of();
        if (new HashSet<>(categories).size() < categories.size()) {
            throw json.mistake("categories", "distinct");
        }
        return new Field(json.text("name"), type, categories);
    }
}
