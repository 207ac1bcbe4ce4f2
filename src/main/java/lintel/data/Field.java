package lintel.data;

import java.util.List;
import lintel.config.ColumnType;

/**
 * One column of a table.
 *
 * @param name       as in the source's header, trimmed
 * @param type       numeric and boolean columns stand in {@link Table#numbers()}, categorical in {@link Table#codes()}
 * @param categories the distinct source texts of a categorical column in natural order; empty for other types
 */
public record Field(String name, ColumnType type, List<String> categories) {
    public Field {
        categories = List.copyOf(categories);
    }

    public boolean categorical() {
        return type == ColumnType.CATEGORICAL;
    }
}
