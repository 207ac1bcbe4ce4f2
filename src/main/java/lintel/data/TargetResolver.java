package lintel.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lintel.config.InputException;
import lintel.config.Nearest;
import lintel.config.TargetConfig;
import lintel.config.TargetConfig.ClassesConfig;

/** Finds out what the config's target means for the values that the data holds. */
final class TargetResolver {
    /** The texts of a multi-label column that say yes; case does not count. */
    static final List<String> YES = List.of("1", "true");

    static final List<String> NO = List.of("0", "false");
    private static final int MOST_SHOWN = 12;

    private final TargetConfig config;
    private final String column;
    private final TreeMap<String, Integer> counts;
    private final KeyPlace keys;

    private TargetResolver(TargetConfig config, String column, TreeMap<String, Integer> counts, KeyPlace keys) {
        this.config = config;
        this.column = column;
        this.counts = counts;
        this.keys = keys;
    }

    /**
     * @param columns the target columns
     * @param counts  for each of them how often each text occurs, in all parts together, in {@link NaturalOrder}
     * @throws InputException if the values do not make two classes, or not those that the config names
     */
    static Target resolve(
            TargetConfig config, List<String> columns, List<TreeMap<String, Integer>> counts, KeyPlace keys) {
        if (!config.columns().isEmpty()) {
            return multiLabel(columns, counts, keys);
        }
        return new TargetResolver(config, columns.get(0), counts.get(0), keys).singleColumn();
    }

    private Target singleColumn() {
        if (counts.size() < 2) {
            throw new InputException("%s: column '%s' must hold two classes or more, but holds %s"
                    .formatted(keys.of("data.target"), column, counts.isEmpty() ? "no value" : "only " + shown()));
        }
        ClassesConfig classes = config.classes().orElse(null);
        if (classes == null) {
            return twoClasses();
        }
        if (classes instanceof ClassesConfig.All) {
            List<String> names = List.copyOf(counts.keySet());
            return new Target(
                    Target.Kind.ONE_VS_REST,
                    List.of(column),
                    names,
                    names.stream().map(List::of).toList());
        }
        if (classes instanceof ClassesConfig.Named named) {
            return namedClasses(named.values());
        }
        throw new AssertionError(classes);
    }

    private Target twoClasses() {
        if (counts.size() > 2) {
            throw new InputException(("%s: column '%s' holds %d classes: %s; choose two by 'classes: {negative: […],"
                            + " positive: […]}', or take 'classes: all'")
                    .formatted(keys.of("data.target"), column, counts.size(), shown()));
        }
        List<String> names = List.copyOf(counts.keySet());
        if (config.positive().isPresent()) {
            String positive = config.positive().get();
            requireFound("data.target.positive", positive);
            if (names.get(0).equals(positive)) {
                names = List.of(names.get(1), positive);
            }
        }
        return binary(names, List.of(List.of(names.get(0)), List.of(names.get(1))));
    }

    private Target namedClasses(Map<String, List<String>> classes) {
        String key = "data.target.classes";
        if (classes.size() < 2) {
            throw new InputException("%s must name two classes or more".formatted(keys.of(key)));
        }
        Map<String, String> owners = new HashMap<>();
        classes.forEach((name, values) -> {
            for (String value : values) {
                requireFound(key + "." + name, value);
                String other = owners.put(value, name);
                if (other != null) {
                    throw new InputException("%s must name each value once, but '%s' is in '%s' and '%s'"
                            .formatted(keys.of(key), value, other, name));
                }
            }
        });
        if (classes.size() == 2 && classes.containsKey("negative") && classes.containsKey("positive")) {
            return binary(List.of("negative", "positive"), List.of(classes.get("negative"), classes.get("positive")));
        }
        return new Target(
                Target.Kind.ONE_VS_REST, List.of(column), List.copyOf(classes.keySet()), List.copyOf(classes.values()));
    }

    private Target binary(List<String> names, List<List<String>> values) {
        return new Target(Target.Kind.BINARY, List.of(column), names, values);
    }

    private void requireFound(String key, String value) {
        if (!counts.containsKey(value)) {
            String nearest = Nearest.to(value, counts.keySet())
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            throw new InputException("%s must be a value of column '%s', which holds %s, but is '%s'%s"
                    .formatted(keys.of(key), column, shown(), value, nearest));
        }
    }

    /** {@code 'no' (357 rows), 'yes' (212 rows)}. */
    private String shown() {
        String list = counts.keySet().stream()
                .limit(MOST_SHOWN)
                .map(text -> "'%s' (%d rows)".formatted(text, counts.get(text)))
                .collect(Collectors.joining(", "));
        return counts.size() > MOST_SHOWN ? list + " and %d more".formatted(counts.size() - MOST_SHOWN) : list;
    }

    private static Target multiLabel(List<String> columns, List<TreeMap<String, Integer>> counts, KeyPlace keys) {
        List<String> mistakes = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            boolean[] found = new boolean[2];
            for (String text : counts.get(k).keySet()) {
                String lower = text.toLowerCase(Locale.ROOT);
                found[0] |= NO.contains(lower);
                found[1] |= YES.contains(lower);
                if (!YES.contains(lower) && !NO.contains(lower)) {
                    mistakes.add("%s: column '%s' must hold only 0 and 1, or false and true, but holds '%s'"
                            .formatted(keys.of("data.target.columns"), columns.get(k), text));
                    break;
                }
            }
            if (found[0] != found[1]) {
                mistakes.add("%s: column '%s' must hold both 0 and 1, but all its rows are %s"
                        .formatted(keys.of("data.target.columns"), columns.get(k), found[1] ? "1" : "0"));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return new Target(
                Target.Kind.MULTI_LABEL,
                columns,
                columns,
                columns.stream().map(column -> YES).toList());
    }
}
