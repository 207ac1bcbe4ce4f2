package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lintel.config.ColumnType;
import lintel.config.InputException;

/**
 * Rows given as named values, as callers in Java have them, read as a file would be: texts are trimmed, then compared
 * with those that mean missing, and a number is the float nearest to it.
 */
public final class Rows {
    private Rows() {}

    /**
     * @param missing texts that stand for a missing value, as null always does
     * @param rows    column name to a number, a boolean, a text or null; columns the schema lacks are ignored; where
     *     columns are numbered, absent ones and null are 0
     * @return one row each; categories the schema lacks are {@link Table#UNSEEN}
     * @throws InputException naming every column that is absent or holds what is not of its type, rows counted from 1
     */
    public static Table table(Schema schema, List<String> missing, List<? extends Map<String, ?>> rows) {
        if (schema.numbered()) {
            return numbered(schema.fields().size(), rows);
        }
        float[] numbers = new float[schema.numeric().size() * rows.size()];
        int[][] codes = new int[schema.categorical().size()][rows.size()];
        List<String> mistakes = new ArrayList<>();
        boolean direct = missing.stream().noneMatch(Rows::startsLikeNumber);
        int number = 0;
        for (int row = 0; row < rows.size(); row++) {
            int code = 0;
            for (Field field : schema.fields()) {
                float plain = direct ? plain(field, rows.get(row).get(field.name())) : Float.NaN;
                if (Float.isFinite(plain)) {
                    numbers[number++] = plain;
                    continue;
                }
                try {
                    String text = text(rows.get(row), field.name(), missing);
                    if (field.categorical()) {
                        codes[code++][row] = code(field, text);
                    } else {
                        numbers[number++] = number(field, text);
                    }
                } catch (InputException mistake) {
                    mistakes.add("row %d: column '%s' %s".formatted(row + 1, field.name(), mistake.getMessage()));
                }
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return new Table(schema, Matrix.of(rows.size(), schema.numeric().size(), numbers), List.of(codes));
    }

    /**
     * The float nearest to a number in a column of numbers, without the way over its text, which takes longer than a
     * small network; not finite where only the text tells what to do.
     */
    private static float plain(Field field, Object value) {
        boolean number =
                value instanceof Double || value instanceof Float || value instanceof Integer || value instanceof Long;
        return number && field.type() == ColumnType.NUMERIC ? ((Number) value).floatValue() : Float.NaN;
    }

    private static boolean startsLikeNumber(String text) {
        return !text.isEmpty() && "+-.0123456789".indexOf(text.charAt(0)) >= 0;
    }

    /** Feature numbers to values; what is not there is 0. */
    private static Table numbered(int columns, List<? extends Map<String, ?>> rows) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(rows.size(), 16);
        List<String> mistakes = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            TreeMap<Integer, Float> numbers = new TreeMap<>();
            for (Map.Entry<String, ?> entry : rows.get(row).entrySet()) {
                int column = Numbered.column(entry.getKey(), columns);
                if (column >= 0 && entry.getValue() != null) {
                    try {
                        numbers.put(column, number(entry.getValue().toString().strip()));
                    } catch (InputException mistake) {
                        mistakes.add("row %d: column '%s' %s".formatted(row + 1, entry.getKey(), mistake.getMessage()));
                    }
                }
            }
            numbers.forEach(builder::add);
            builder.endRow();
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return Table.of(builder.build(columns));
    }

    /** The value as it would stand in a file, or null when it is missing. */
    private static String text(Map<String, ?> row, String column, List<String> missing) {
        Object value = row.get(column);
        if (value == null) {
            if (!row.containsKey(column)) {
                throw new InputException("is missing (give null for a missing value)");
            }
            return null;
        }
        String text = value.toString().strip();
        boolean whole = value instanceof Number && text.endsWith(".0"); // -999.0 where files have -999
        boolean absent = missing.contains(text) || whole && missing.contains(text.substring(0, text.length() - 2));
        return absent ? null : text;
    }

    private static int code(Field field, String text) {
        if (text == null) {
            return Table.MISSING;
        }
        int code = field.categories().indexOf(text);
        return code < 0 ? Table.UNSEEN : code;
    }

    private static float number(Field field, String text) {
        if (text == null) {
            return Float.NaN;
        }
        if (field.type() == ColumnType.BOOLEAN) {
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return text.equalsIgnoreCase("true") ? 1 : 0;
            }
            throw new InputException("must be true or false, or null for missing, but is '%s'".formatted(text));
        }
        return number(text);
    }

    private static float number(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long number = Decimal.read(Arrays.copyOf(bytes, bytes.length + Decimal.PADDING), 0);
        if (bytes.length == 0 || Decimal.end(number) != bytes.length) {
            throw new InputException("must be a finite number, or null for missing, but is '%s'".formatted(text));
        }
        return Decimal.value(number);
    }
}
