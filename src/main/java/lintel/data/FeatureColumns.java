package lintel.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lintel.config.DataConfig;
import lintel.config.FeaturesConfig;
import lintel.config.InputException;
import lintel.config.Nearest;

/** Chooses the columns the model sees. */
final class FeatureColumns {
    private FeatureColumns() {}

    /**
     * All columns but those with a role and the excluded; or the included ones, in the order written.
     *
     * @throws InputException naming every column that the table lacks (also one whose type is declared) or that has a
     *     role, or if none is left
     */
    static List<String> choose(DataConfig data, Set<String> roles, List<String> header, String table, KeyPlace keys) {
        FeaturesConfig config = data.features();
        List<String> mistakes = new ArrayList<>();
        for (String column : data.types().keySet()) {
            Roles.check(header, table, keys, "data.types." + column, column, mistakes);
        }
        for (int i = 0; i < config.include().size(); i++) {
            String column = config.include().get(i);
            String key = "data.features.include[%d]".formatted(i);
            Roles.check(header, table, keys, key, column, mistakes);
            if (roles.contains(column)) {
                mistakes.add("%s must not be a target, weight, split or sequence column, but is '%s'"
                        .formatted(keys.of(key), column));
            }
        }
        for (int i = 0; i < config.exclude().size(); i++) {
            String key = "data.features.exclude[%d]".formatted(i);
            Roles.check(header, table, keys, key, config.exclude().get(i), mistakes);
        }
        List<String> candidates = config.include().isEmpty() ? header : config.include();
        List<String> chosen = candidates.stream()
                .filter(column -> !roles.contains(column) && !config.exclude().contains(column))
                .toList();
        if (mistakes.isEmpty() && chosen.isEmpty()) {
            mistakes.add("%s leaves no column of %s as a feature".formatted(keys.of("data.features"), table));
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return chosen;
    }

    /** Adds a mistake unless the table has the column that a model or the training split has. */
    static void requirePresent(List<String> header, String table, String column, List<String> mistakes) {
        if (!header.contains(column)) {
            String hint = Nearest.to(column, header)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            mistakes.add("%s: column '%s' is missing%s".formatted(table, column, hint));
        }
    }
}
