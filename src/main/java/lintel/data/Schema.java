package lintel.data;

import java.util.List;

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
}
