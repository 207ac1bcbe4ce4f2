package lintel.data;

import java.util.List;

/**
 * Examples on their way through preprocessing; the columns are those of the schema at that point.
 *
 * @param numbers {@code [rows, numeric and boolean columns]}, NaN is missing
 * @param codes   one {@code int[rows]} per categorical column, as in {@link Table#codes()}
 * @param starts  {@code [examples + 1]} first row of each sequence; null when every row is an example
 * @param ids     {@code [examples]} row or sequence number in the source, for messages
 * @param sparse  all columns, {@code [rows, columns]}, where they are stored sparsely: numbers then have no column, and
 *     there are no codes; else null
 * @param own     whether nobody else needs the numbers, so that the next step may take their place
 */
public record Block(Matrix numbers, List<int[]> codes, int[] starts, long[] ids, SparseMatrix sparse, boolean own) {

    Block(Matrix numbers, List<int[]> codes, int[] starts, long[] ids, boolean own) {
        this(numbers, codes, starts, ids, null, own);
    }

    public int rows() {
        return numbers.rows();
    }

    /** The same examples, all their numbers stored sparsely. */
    Block with(SparseMatrix matrix) {
        return new Block(Matrix.of(rows(), 0, new float[0]), List.of(), starts, ids, matrix, true);
    }

    /**
     * Each row changed; the numbers of this block must not be used any more if it is their own.
     *
     * @param change reads each number before it writes it: both arrays may be one
     */
    Block map(Matrix.RowChange change) {
        Matrix changed = own ? Moving.changed(numbers, change) : numbers.map(change);
        return new Block(changed, codes, starts, ids, true);
    }

    /** The row as a user would call it, counted from 1: {@code row 17}, or {@code sequence 3, step 4}. */
    String place(int row) {
        if (starts == null) {
            return "row " + (ids[row] + 1);
        }
        int example = Selection.sequenceOf(starts, row);
        return "sequence %d, step %d".formatted(ids[example] + 1, row - starts[example] + 1);
    }
}
