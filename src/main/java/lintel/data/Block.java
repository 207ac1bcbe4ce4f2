package lintel.data;

import java.util.List;

/**
 * Examples on their way through preprocessing; the columns are those of the schema at that point.
 *
 * @param numbers {@code [rows, numeric and boolean columns]}, NaN is missing
 * @param codes   one {@code int[rows]} per categorical column, as in {@link Table#codes()}
 * @param starts  {@code [examples + 1]} first row of each sequence; null when every row is an example
 * @param ids     {@code [examples]} row or sequence number in the source, for messages
 */
public record Block(Matrix numbers, List<int[]> codes, int[] starts, long[] ids) {

    public int rows() {
        return numbers.rows();
    }

    Block with(Matrix changed) {
        return new Block(changed, codes, starts, ids);
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
