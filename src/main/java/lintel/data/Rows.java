package lintel.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lintel.config.ColumnType;
import lintel.config.InputException;

/** Rows given as named values, as Java callers and JSON have them, read against the columns a model knows. */
public final class Rows {
    private Rows() {}

    /**
     * @param rows column name to a number, a boolean or a text; null and empty text are missing; other columns are
     *     ignored
     * @return one row each; categories the schema lacks are {@link Table#UNSEEN}
     * @throws InputException naming every column that is absent or holds what is not of its type, rows counted from 1
     */
    public static Table table(Schema schema, List<? extends Map<String, ?>> rows) {
        List<Field> fields = schema.fields();
        int categorical = (int) fields.stream().filter(Field::categorical).count();
        Matrix.Builder numbers = new Matrix.Builder(fields.size() - categorical);
        int[][] codes = new int[categorical][rows.size()];
        List<String> mistakes = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Map<String, ?> values = rows.get(row);
            int number = numbers.offset();
            int code = 0;
            for (Field field : fields) {
                Object value = values.get(field.name());
                try {
                    if (value == null && !values.containsKey(field.name())) {
                        throw new InputException("is missing");
                    }
                    if (field.categorical()) {
                        codes[code++][row] = code(field, value);
                    } else {
                        numbers.current()[number++] = number(field, value);
                    }
                } catch (InputException mistake) {
                    mistakes.add("row %d: column '%s' %s".formatted(row + 1, field.name(), mistake.getMessage()));
                }
            }
            numbers.endRow();
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return new Table(schema, numbers.build(), List.of(codes));
    }

    private static int code(Field field, Object value) {
        String text = value == null ? "" : value.toString();
        int code = text.isEmpty() ? Table.MISSING : field.categories().indexOf(text);
        return code < 0 && !text.isEmpty() ? Table.UNSEEN : code;
    }

    private static float number(Field field, Object value) {
        if (value == null || value.toString().isEmpty()) {
            return Float.NaN;
        }
        boolean truth = field.type() == ColumnType.BOOLEAN;
        float number = truth ? truth(value.toString()) : number(value);
        if (!Float.isFinite(number)) {
            String rule = truth ? "true or false" : "a finite number";
            throw new InputException("must be %s, or null for missing, but is '%s'".formatted(rule, value));
        }
        return number;
    }

    /** @return NaN for anything but true and false, in any case */
    private static float truth(String text) {
        return text.equalsIgnoreCase("true") ? 1 : text.equalsIgnoreCase("false") ? 0 : Float.NaN;
    }

    /** @return NaN for anything but a number or a decimal text; Java's own parser also takes {@code 1f} and {@code NaN} */
    private static float number(Object value) {
        if (value instanceof Number number) {
            return number.floatValue();
        }
        String text = value.toString();
        if (value instanceof Boolean || !text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
            return Float.NaN;
        }
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException notANumber) {
            return Float.NaN;
        }
    }
}
