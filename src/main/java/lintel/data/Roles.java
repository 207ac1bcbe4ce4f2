package lintel.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lintel.config.DataConfig;
import lintel.config.InputException;
import lintel.config.Nearest;
import lintel.config.SequencesConfig;

/**
 * Which columns are not features, by what the config makes of them.
 *
 * @param target   target columns
 * @param split    config key to column, for those that only the data to be split needs: the column that splits by
 *     order, group or name, at most one, and that of the weights
 * @param sequence config key to column, for the columns that name and order the steps of sequences
 */
record Roles(List<String> target, Map<String, String> split, Map<String, String> sequence) {
    static Roles of(DataConfig data) {
        List<String> target = data.target().columns().isEmpty()
                ? List.of(data.target().column().orElse(IdxReader.LABEL))
                : data.target().columns();
        Map<String, String> split = new LinkedHashMap<>();
        data.split().order().ifPresent(column -> split.put("data.split.order", column));
        data.split().group().ifPresent(column -> split.put("data.split.group", column));
        data.split().column().ifPresent(column -> split.put("data.split.column", column));
        data.weight().ifPresent(column -> split.put("data.weight", column));
        Map<String, String> sequence = new LinkedHashMap<>();
        data.sequences().flatMap(SequencesConfig::id).ifPresent(column -> sequence.put("data.sequences.id", column));
        data.sequences()
                .flatMap(SequencesConfig::order)
                .ifPresent(column -> sequence.put("data.sequences.order", column));
        return new Roles(target, split, sequence);
    }

    /** The same without target and split, for data that is only to be predicted. */
    Roles onlySequence() {
        return new Roles(List.of(), Map.of(), sequence);
    }

    /** The same without split, for data that stays in one piece. */
    Roles unsplit() {
        return new Roles(target, Map.of(), sequence);
    }

    /** All columns with a role. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(target);
        names.addAll(split.values());
        names.addAll(sequence.values());
        return names;
    }

    /**
     * @param header the table's columns; @param table its name
     * @param asked  the roles that this table must fill
     * @throws InputException naming every column that the table lacks
     */
    static void requireIn(List<String> header, String table, Roles asked, KeyPlace keys) {
        List<String> mistakes = new ArrayList<>();
        String key = asked.target.size() > 1 ? "data.target.columns" : "data.target.column";
        asked.target.forEach(column -> check(header, table, keys, key, column, mistakes));
        asked.split.forEach((name, column) -> check(header, table, keys, name, column, mistakes));
        asked.sequence.forEach((name, column) -> check(header, table, keys, name, column, mistakes));
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }

    static void check(
            List<String> header, String table, KeyPlace keys, String key, String column, List<String> mistakes) {
        if (!header.contains(column)) {
            String hint = Nearest.to(column, header)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("it has " + shown(header));
            mistakes.add("%s must be a column of %s, but is '%s'; %s".formatted(keys.of(key), table, column, hint));
        }
    }

    private static String shown(List<String> header) {
        int most = 12;
        String first = String.join(", ", header.subList(0, Math.min(most, header.size())));
        return header.size() > most ? first + " and %d more".formatted(header.size() - most) : first;
    }
}
