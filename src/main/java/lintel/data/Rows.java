package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lintel.config.ColumnType;
import lintel.config.InputException;

/**
 * Rows given as named values, as callers in Java have them, read as a file would be: texts are trimmed, then compared
 * with those that mean missing, and a number is the float nearest to it. What does not depend on the rows is found out
 * once: a small network answers in less time than that takes. Immutable.
 */
public final class Rows {
    private final Schema schema;
    private final List<String> missing;
    private final String[] names;
    private final Field[] fields;
    /** Whether a number in that column need not be looked at as text. */
    private final boolean[] direct;

    /** Name to place of each column, if numbers need not be looked at as text in any; else empty. */
    private final Map<String, Integer> places;

    private final List<Map<String, Integer>> categories = new ArrayList<>();
    private final int numeric;

    /** @param missing texts that stand for a missing value, as null always does */
    public Rows(Schema schema, List<String> missing) {
        this.schema = schema;
        this.missing = List.copyOf(missing);
        int named = schema.numbered() ? 0 : schema.fields().size();
        names = new String[named];
        fields = new Field[named];
        direct = new boolean[named];
        boolean plain = missing.stream().noneMatch(Rows::startsLikeNumber);
        for (int c = 0; c < named; c++) {
            fields[c] = schema.fields().get(c);
            names[c] = fields[c].name();
            direct[c] = plain && fields[c].type() == ColumnType.NUMERIC;
            if (fields[c].categorical()) {
                categories.add(numbers(fields[c].categories()));
            }
        }
        numeric = named - categories.size();
        places = plain
                        && !schema.numbered()
                        && schema.fields().stream().allMatch(field -> field.type() == ColumnType.NUMERIC)
                ? numbers(List.of(names))
                : Map.of();
    }

    private static Map<String, Integer> numbers(List<String> texts) {
        Map<String, Integer> numbers = new HashMap<>();
        texts.forEach(text -> numbers.put(text, numbers.size()));
        return numbers;
    }

    /**
     * @param rows column name to a number, a boolean, a text or null; columns the schema lacks are ignored; where
     *     columns are numbered, absent ones and null are 0
     * @return one row each; categories the schema lacks are {@link Table#UNSEEN}
     * @throws InputException naming every column that is absent or holds what is not of its type, rows counted from 1
     */
    public Table table(List<? extends Map<String, ?>> rows) {
        if (schema.numbered()) {
            return numbered(schema.fields().size(), rows);
        }
        float[] numbers = new float[Math.multiplyExact(numeric, rows.size())];
        int[][] codes = new int[categories.size()][rows.size()];
        List<String> mistakes = new ArrayList<>();
        KeyOrder order = places.isEmpty() || rows.size() < 2 ? null : KeyOrder.of(rows.get(0), places);
        int count = 0;
        for (Map<String, ?> row : rows) {
            if (order == null || !order.read(row, numbers, count * numeric)) {
                read(row, count, numbers, codes, mistakes);
            }
            count++;
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return new Table(schema, Matrix.over(count, numeric, numbers), List.of(codes));
    }

    private void read(Map<String, ?> row, int at, float[] numbers, int[][] codes, List<String> mistakes) {
        int number = at * numeric;
        int code = 0;
        for (int c = 0; c < names.length; c++) {
            float plain = direct[c] ? plain(row.get(names[c])) : Float.NaN;
            if (Float.isFinite(plain)) {
                numbers[number++] = plain;
                continue;
            }
            try {
                String text = text(row, names[c], missing);
                if (fields[c].categorical()) {
                    codes[code][at] = code(categories.get(code), text);
                    code++;
                } else {
                    numbers[number++] = number(fields[c], text);
                }
            } catch (InputException mistake) {
                mistakes.add("row %d: column '%s' %s".formatted(at + 1, names[c], mistake.getMessage()));
            }
        }
    }

    /**
     * The float nearest to a number, without the way over its text, which takes longer than a small network; not finite
     * where only the text tells what to do.
     */
    static float plain(Object value) {
        if (value instanceof Double number) {
            return number.floatValue();
        }
        boolean number = value instanceof Float || value instanceof Integer || value instanceof Long;
        return number ? ((Number) value).floatValue() : Float.NaN;
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

    private static int code(Map<String, Integer> numbers, String text) {
        return text == null ? Table.MISSING : numbers.getOrDefault(text, Table.UNSEEN);
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
