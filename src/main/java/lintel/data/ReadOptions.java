package lintel.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lintel.config.ColumnType;

/**
 * What is known about a table before it is read.
 *
 * @param types   declared column types; they win over inferred ones, and a name the table lacks is an error
 * @param missing texts that stand for a missing value, compared after trimming
 * @param text    columns kept as text whatever they hold (class labels, ids, groups), wins over {@code types}; names
 *     the table lacks are ignored
 * @param wanted  columns to read, the rest is skipped unparsed; empty: all; names the table lacks are ignored
 */
public record ReadOptions(
        Map<String, ColumnType> types, List<String> missing, Set<String> text, Optional<Set<String>> wanted) {
    public ReadOptions {
        types = Map.copyOf(types);
        missing = List.copyOf(missing);
        text = Set.copyOf(text);
        wanted = wanted.map(Set::copyOf);
    }

    /** All columns, with inferred types. */
    public static ReadOptions inferring(List<String> missing) {
        return new ReadOptions(Map.of(), missing, Set.of(), Optional.empty());
    }
}
