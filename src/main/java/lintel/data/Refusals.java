package lintel.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;
import lintel.config.PreprocessingConfig.Unseen;

/**
 * The columns of a model in which a policy makes a missing or a new value an error. Preprocessing refuses such a value
 * too, but knows only its row; who reads it knows its line.
 *
 * @param missing column to the policy that refuses a missing value
 * @param unseen  column to the policy that refuses a category the training split did not have
 */
public record Refusals(Map<String, String> missing, Map<String, String> unseen) {
    /** Nothing is refused. */
    public static final Refusals NONE = new Refusals(Map.of(), Map.of());

    private static final String UNSEEN = "'preprocessing.categorical.unseen' is error";

    public Refusals {
        missing = Map.copyOf(missing);
        unseen = Map.copyOf(unseen);
    }

    /** What these steps refuse. */
    static Refusals of(List<Step> steps) {
        Map<String, String> missing = new HashMap<>();
        Map<String, String> unseen = new HashMap<>();
        boolean imputed = steps.stream().anyMatch(ImputeCategories.class::isInstance);
        for (Step step : steps) {
            if (step instanceof ImputeNumbers numbers) {
                for (int c = 0; c < numbers.columns().size(); c++) {
                    if (Float.isNaN(numbers.values()[c])) {
                        missing.put(numbers.columns().get(c), "'preprocessing.numeric.missing' is error");
                    }
                }
            } else if (step instanceof ImputeCategories texts) {
                for (int c = 0; c < texts.columns().size(); c++) {
                    if (texts.values()[c] == Table.MISSING) {
                        missing.put(texts.columns().get(c), "'preprocessing.categorical.missing' is error");
                    }
                }
            } else if (step instanceof OneHot encoding && encoding.unseen() == Unseen.ERROR) {
                encoding.columns().forEach(column -> unseen.put(column.name(), UNSEEN));
                encoding.columns().stream()
                        .filter(column -> !column.missing() && !imputed)
                        .forEach(column -> missing.put(column.name(), UNSEEN));
            }
        }
        return new Refusals(missing, unseen);
    }

    /** @param text what stands there */
    static InputException missing(String place, String column, String text, String policy) {
        String shown = text.isEmpty() ? "missing" : "missing ('%s')".formatted(text);
        String why = policy.equals(UNSEEN) ? ", which no row of the training split is" : "";
        return new InputException("%s: column '%s' is %s%s, and %s".formatted(place, column, shown, why, policy));
    }

    static InputException unseen(String place, String column, String text, String policy) {
        return new InputException("%s: column '%s' is '%s', which no row of the training split is, and %s"
                .formatted(place, column, text, policy));
    }

    /**
     * Makes sure that a table read as a whole has no such value.
     *
     * @param known the model's columns
     * @throws InputException naming the first row with one, column by column
     */
    void check(Table table, Schema known, RowPlace place) {
        List<Field> numeric = table.schema().numeric();
        for (int c = 0; c < numeric.size(); c++) {
            String name = numeric.get(c).name();
            String policy = missing.get(name);
            for (int row = 0; policy != null && row < table.rows(); row++) {
                if (Float.isNaN(table.numbers().get(row, c))) {
                    throw missing(place.of(row, name), name, "", policy);
                }
            }
        }
        List<Field> texts = table.schema().categorical();
        for (int c = 0; c < texts.size(); c++) {
            check(texts.get(c), table.codes().get(c), known, place);
        }
    }

    private void check(Field field, int[] codes, Schema known, RowPlace place) {
        String name = field.name();
        List<String> seen = known.fields().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .map(Field::categories)
                .orElse(List.of());
        boolean[] isNew = new boolean[field.categories().size()];
        for (int code = 0; code < isNew.length; code++) {
            isNew[code] = unseen.containsKey(name)
                    && !seen.contains(field.categories().get(code));
        }
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] < 0 && missing.containsKey(name)) {
                throw missing(place.of(row, name), name, "", missing.get(name));
            }
            if (codes[row] >= 0 && isNew[codes[row]]) {
                throw unseen(place.of(row, name), name, field.categories().get(codes[row]), unseen.get(name));
            }
        }
    }
}
