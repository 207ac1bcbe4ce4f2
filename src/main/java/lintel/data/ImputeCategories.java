package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.config.PreprocessingConfig.CategoricalMissing;

/**
 * Replaces missing categories, column by column.
 *
 * @param columns the categorical columns, in order
 * @param values  index of the category that stands for a missing one; {@link Table#MISSING}: a missing one is an error
 */
public record ImputeCategories(List<String> columns, int[] values) implements Step {
    static final String NAME = "impute-categories";

    public ImputeCategories {
        columns = List.copyOf(columns);
        values = values.clone();
    }

    /** @param how MOST_FREQUENT (on a tie the first in the schema's order) or ERROR */
    static ImputeCategories fit(CategoricalMissing how, Schema schema, Block block) {
        List<Field> fields = schema.categorical();
        int[] values = new int[fields.size()];
        for (int c = 0; c < values.length; c++) {
            values[c] = how == CategoricalMissing.ERROR
                    ? Table.MISSING
                    : mostFrequent(
                            block.codes().get(c), fields.get(c).categories().size());
        }
        return new ImputeCategories(fields.stream().map(Field::name).toList(), values);
    }

    private static int mostFrequent(int[] codes, int categories) {
        int[] counts = new int[categories];
        Arrays.stream(codes).filter(code -> code >= 0).forEach(code -> counts[code]++);
        int best = 0;
        for (int k = 1; k < categories; k++) {
            best = counts[k] > counts[best] ? k : best;
        }
        return best;
    }

    @Override
    public Schema output(Schema input) {
        List<Field> fields = input.requireCategorical(columns, NAME).categorical();
        for (int c = 0; c < values.length; c++) {
            if (values[c] >= fields.get(c).categories().size()) {
                throw new InputException("preprocessing step '%s' names a category that column '%s' does not have"
                        .formatted(NAME, columns.get(c)));
            }
        }
        return input;
    }

    @Override
    public Block apply(Block block) {
        List<int[]> filled = new ArrayList<>(values.length);
        for (int c = 0; c < values.length; c++) {
            int[] codes = block.codes().get(c).clone();
            for (int r = 0; r < codes.length; r++) {
                if (codes[r] == Table.MISSING) {
                    if (values[c] == Table.MISSING) {
                        throw Preprocessing.missing(block, r, columns.get(c), "categorical");
                    }
                    codes[r] = values[c];
                }
            }
            filled.add(codes);
        }
        return new Block(block.numbers(), filled, block.starts(), block.ids(), block.own());
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", NAME);
        columns.forEach(json.putArray("columns")::add);
        Arrays.stream(values).forEach(json.putArray("values")::add);
        return json;
    }

    static ImputeCategories fromJson(JsonFields json) {
        List<String> columns = json.texts("columns");
        List<Integer> values = json.integers("values", Table.MISSING, Integer.MAX_VALUE);
        if (values.size() != columns.size()) {
            throw json.mistake("values", "a list of " + columns.size());
        }
        return new ImputeCategories(
                columns, values.stream().mapToInt(Integer::intValue).toArray());
    }
}
