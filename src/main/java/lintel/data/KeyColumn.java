package lintel.data;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lintel.config.InputException;

/**
 * A column kept as source text: a target, an id, a group.
 *
 * @param values the distinct texts in {@link NaturalOrder}
 * @param codes  {@code [rows]} index into {@code values}, or {@link Table#MISSING}
 */
record KeyColumn(String name, List<String> values, int[] codes) {

    /** @throws IllegalArgumentException if the table has no such categorical column */
    static KeyColumn of(Table table, String name) {
        List<Field> fields = table.schema().categorical();
        for (int c = 0; c < fields.size(); c++) {
            if (fields.get(c).name().equals(name)) {
                return new KeyColumn(
                        name, fields.get(c).categories(), table.codes().get(c));
            }
        }
        throw new IllegalArgumentException("no column of text named " + name);
    }

    /** The text of a row, or null where it is missing. */
    String text(int row) {
        return codes[row] < 0 ? null : values.get(codes[row]);
    }

    int firstRowOf(int code) {
        return IntStream.range(0, codes.length)
                .filter(row -> codes[row] == code)
                .findFirst()
                .orElseThrow();
    }

    /** The rows named, in that order. */
    KeyColumn select(int[] rows) {
        return new KeyColumn(name, values, Selection.of(codes, rows));
    }

    /** The rows sorted by value, equal ones as they stand. */
    int[] order() {
        long[] keys = new long[codes.length];
        for (int row = 0; row < keys.length; row++) {
            keys[row] = (long) codes[row] << Integer.SIZE | row;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** How often each text occurs, added to {@code counts}. */
    void count(TreeMap<String, Integer> counts) {
        int[] found = new int[values.size()];
        for (int code : codes) {
            if (code >= 0) {
                found[code]++;
            }
        }
        for (int code = 0; code < found.length; code++) {
            if (found[code] > 0) {
                counts.merge(values.get(code), found[code], Integer::sum);
            }
        }
    }

    /** @throws InputException naming the first row without a value */
    void requireComplete(RowPlace rows) {
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] < 0) {
                throw new InputException(
                        "%s: column '%s' is empty, but every row needs a value".formatted(rows.of(row, name), name));
            }
        }
    }
}
