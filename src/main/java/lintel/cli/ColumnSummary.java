package lintel.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.data.Field;
import lintel.data.Table;

/**
 * What one column of a table holds.
 *
 * @param counts  categorical: rows of each category; else empty
 * @param missing rows without a value
 * @param useless why the column cannot help to predict; empty if it may
 */
record ColumnSummary(Field field, long[] counts, long missing, String useless) {
    /** So few different texts are categories even in a small table. */
    private static final int FEW = 20;

    /** One summary per column, in the table's order. */
    static List<ColumnSummary> of(Table table) {
        List<ColumnSummary> columns = new ArrayList<>();
        int number = 0;
        int text = 0;
        for (Field field : table.schema().fields()) {
            columns.add(
                    field.categorical() ? texts(field, table.codes().get(text++)) : numbers(field, table, number++));
        }
        return columns;
    }

    String name() {
        return field.name();
    }

    private static ColumnSummary texts(Field field, int[] codes) {
        long[] counts = new long[field.categories().size()];
        Arrays.stream(codes).filter(code -> code >= 0).forEach(code -> counts[code]++);
        long missing = codes.length - Arrays.stream(counts).sum();
        String useless = "";
        if (counts.length == 0) {
            useless = "always missing";
        } else if (counts.length == 1 && missing == 0) {
            useless = "always the same";
        } else if (counts.length > Math.max(FEW, codes.length / 2)) {
            useless = "%,d different texts".formatted(counts.length);
        }
        return new ColumnSummary(field, counts, missing, useless);
    }

    private static ColumnSummary numbers(Field field, Table table, int column) {
        double[] present = IntStream.range(0, table.rows())
                .mapToDouble(row -> table.numbers().get(row, column))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        long missing = table.rows() - present.length;
        String useless = "";
        if (present.length == 0) {
            useless = "always missing";
        } else if (missing == 0 && Arrays.stream(present).allMatch(value -> value == present[0])) {
            useless = "always the same";
        } else if (missing == 0 && countsRows(present)) {
            useless = "numbers the rows";
        }
        return new ColumnSummary(field, new long[0], missing, useless);
    }

    /** Each row's number is one more than the last: a key, not a measure. */
    private static boolean countsRows(double[] values) {
        return values.length > 2 && IntStream.range(1, values.length).allMatch(i -> values[i] == values[i - 1] + 1);
    }
}
