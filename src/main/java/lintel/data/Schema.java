package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.JsonFields;

/** The columns a table has, or a model expects, in order. */
public record Schema(List<Field> fields) {
    private static final String NUMBERED = "numbered";

    public Schema {
        fields = Numbered.orCopyOf(fields);
    }

    /** Numeric columns {@code 1}, {@code 2}, … {@code count}: those of sparse data. */
    static Schema numbered(int count) {
        return new Schema(Numbered.fields(count));
    }

    /** Whether these are the columns of sparse data. */
    public boolean numbered() {
        return fields instanceof Numbered;
    }

    public List<String> names() {
        return numbered()
                ? Numbered.names(fields.size())
                : fields.stream().map(Field::name).toList();
    }

    /** Position of the column, or -1. */
    public int indexOf(String name) {
        return names().indexOf(name);
    }

    /** The columns that stand in {@link Table#numbers()}: numeric and boolean. */
    public List<Field> numeric() {
        return numbered()
                ? fields
                : fields.stream().filter(field -> !field.categorical()).toList();
    }

    /** The columns that stand in {@link Table#codes()}. */
    public List<Field> categorical() {
        return numbered()
                ? List.of()
                : fields.stream().filter(Field::categorical).toList();
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
        boolean same = columns.size() == found.size();
        for (int c = 0; same && c < columns.size(); c++) {
            same = columns.get(c).equals(found.get(c).name());
        }
        if (!same) {
            throw new InputException("preprocessing step '%s' was made for other columns".formatted(step));
        }
        return this;
    }

    /** {@code [{"name": …, "type": "categorical", "categories": […]}, …]}, or {@code {"numbered": count}}. */
    public JsonNode toJson() {
        if (numbered()) {
            return JsonNodeFactory.instance.objectNode().put(NUMBERED, fields.size());
        }
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
        if (object.node(key) != null && object.node(key).isObject()) {
            return numbered(numberedCount(object, key));
        }
        Schema schema =
                new Schema(object.objects(key).stream().map(Schema::field).toList());
        if (new HashSet<>(schema.names()).size() < schema.fields().size()) {
            throw object.mistake(key, "columns of distinct names");
        }
        return schema;
    }

    /** Names alone, as a step keeps them. */
    static JsonNode namesToJson(List<String> names) {
        if (names instanceof Numbered) {
            return JsonNodeFactory.instance.objectNode().put(NUMBERED, names.size());
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode(names.size());
        names.forEach(json::add);
        return json;
    }

    static List<String> namesFromJson(JsonFields object, String key) {
        boolean numbered = object.node(key) != null && object.node(key).isObject();
        return numbered ? Numbered.names(numberedCount(object, key)) : object.texts(key);
    }

    private static int numberedCount(JsonFields object, String key) {
        return (int) object.object(key).integer(NUMBERED, 1, SvmReader.MOST_FEATURES);
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
