package lintel.data;

import java.util.ArrayList;
import java.util.List;
import lintel.config.InputException;
import lintel.config.PreprocessingConfig.Categorical;

/** What the training split knows of each categorical column. */
final class CategoryChecks {
    private CategoryChecks() {}

    /**
     * The table's schema with only the categories that occur in it: those of other splits stay unknown to the model.
     *
     * @throws InputException naming every column without a value, or with more categories than allowed
     */
    static Schema seenIn(Table train, Categorical config) {
        if (train.schema().numbered()) {
            return train.schema();
        }
        List<Field> fields = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        int next = 0;
        for (Field field : train.schema().fields()) {
            if (!field.categorical()) {
                fields.add(field);
                continue;
            }
            List<String> seen = seen(field, train.codes().get(next++));
            if (seen.isEmpty()) {
                mistakes.add(Preprocessing.noValues(field.name(), train.rows()));
            } else if (seen.size() > config.maxCategories()) {
                mistakes.add(("column '%s' has %,d categories in the training split, more than"
                                + " 'preprocessing.categorical.maxCategories' (%,d): put it in 'data.features.exclude'")
                        .formatted(field.name(), seen.size(), config.maxCategories()));
            }
            fields.add(new Field(field.name(), field.type(), seen));
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return new Schema(fields);
    }

    private static List<String> seen(Field field, int[] codes) {
        boolean[] occurs = new boolean[field.categories().size()];
        for (int code : codes) {
            if (code >= 0) {
                occurs[code] = true;
            }
        }
        List<String> seen = new ArrayList<>();
        for (int k = 0; k < occurs.length; k++) {
            if (occurs[k]) {
                seen.add(field.categories().get(k));
            }
        }
        return seen;
    }
}
