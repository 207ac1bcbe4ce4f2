package lintel.data;

import java.util.List;

/**
 * Typed columns as they stand in the source, before any preprocessing.
 *
 * @param schema  the columns in source order
 * @param numbers {@code [rows, numeric and boolean columns]} in schema order; NaN is missing; boolean is 0 or 1
 * @param codes   one {@code int[rows]} per categorical column in schema order: index into the field's categories, -1
 *     missing, -2 unseen (only when read against a model's schema)
 */
public record Table(Schema schema, Matrix numbers, List<int[]> codes) {
    /** A missing category. */
    public static final int MISSING = -1;
    /** A category the schema does not know. */
    public static final int UNSEEN = -2;

    public int rows() {
        return numbers.rows();
    }

    /** The rows named, in that order. */
    public Table select(int[] rows) {
        List<int[]> chosen = codes.stream()
                .map(column ->
                        java.util.Arrays.stream(rows).map(row -> column[row]).toArray())
                .toList();
        return new Table(schema, numbers.select(rows), chosen);
    }
}
