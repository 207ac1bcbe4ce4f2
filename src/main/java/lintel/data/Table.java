package lintel.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Typed columns as they stand in the source, before any preprocessing.
 *
 * @param schema  the columns in source order
 * @param numbers {@code [rows, numeric and boolean columns]} in schema order; NaN is missing; boolean is 0 or 1
 * @param codes   one {@code int[rows]} per categorical column in schema order: index into the field's categories, -1
 *     missing, -2 unseen (only when read against a model's schema)
 * @param sparse  the numbered columns of sparse data, {@code [rows, columns]}: then there are no others; else null
 */
public record Table(Schema schema, Matrix numbers, List<int[]> codes, SparseMatrix sparse) {
    /** A missing category. */
    public static final int MISSING = -1;
    /** A category the schema does not know. */
    public static final int UNSEEN = -2;

    public Table(Schema schema, Matrix numbers, List<int[]> codes) {
        this(schema, numbers, codes, null);
    }

    /** Sparse data: its columns are numbered. */
    public static Table of(SparseMatrix sparse) {
        Matrix none = Matrix.of(sparse.rows(), 0, new float[0]);
        return new Table(Schema.numbered(sparse.columns()), none, List.of(), sparse);
    }

    public int rows() {
        return numbers.rows();
    }

    /** The rows named, in that order. */
    public Table select(int[] rows) {
        if (sparse != null) {
            return of(sparse.select(rows));
        }
        return select(rows, numbers.select(rows));
    }

    /** @param selected the numbers of these rows */
    Table select(int[] rows, Matrix selected) {
        List<int[]> chosen =
                codes.stream().map(column -> Selection.of(column, rows)).toList();
        return new Table(schema, selected, chosen);
    }

    /** The columns named, in that order; numbers are shared where they stand so already. */
    public Table columns(List<String> names) {
        Map<String, Integer> slots = new HashMap<>();
        Map<String, Field> byName = new HashMap<>();
        int[] next = new int[2];
        for (Field field : schema.fields()) {
            slots.put(field.name(), next[field.categorical() ? 1 : 0]++);
            byName.put(field.name(), field);
        }
        Schema chosen = new Schema(names.stream().map(byName::get).toList());
        int[] columns = chosen.numeric().stream()
                .mapToInt(field -> slots.get(field.name()))
                .toArray();
        List<int[]> texts = chosen.categorical().stream()
                .map(field -> codes.get(slots.get(field.name())))
                .toList();
        return new Table(chosen, numbers.columns(columns), texts);
    }
}
