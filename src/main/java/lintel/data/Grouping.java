package lintel.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows brought together into sequences.
 *
 * @param rows   all rows, sequence by sequence
 * @param starts {@code [sequences + 1]} where each sequence begins in {@code rows}
 */
record Grouping(int[] rows, int[] starts) {

    /**
     * @param group  {@code [rows]} sequence of each row, from 0, none empty
     * @param groups number of sequences
     * @param order  all rows in the order that they should have within their sequences
     */
    static Grouping of(int[] group, int groups, int[] order) {
        int[] starts = new int[groups + 1];
        Arrays.stream(group).forEach(g -> starts[g + 1]++);
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = Arrays.copyOf(starts, groups);
        int[] rows = new int[group.length];
        for (int row : order) {
            rows[next[group[row]]++] = row;
        }
        return new Grouping(rows, starts);
    }

    /** The number of each row's text, counted in order of first appearance. */
    static int[] byAppearance(KeyColumn ids) {
        int[] numbers = new int[ids.values().size()];
        Arrays.fill(numbers, -1);
        int[] result = new int[ids.codes().length];
        int next = 0;
        for (int row = 0; row < result.length; row++) {
            int code = ids.codes()[row];
            numbers[code] = numbers[code] < 0 ? next++ : numbers[code];
            result[row] = numbers[code];
        }
        return result;
    }

    /** Whether every row stands where it stood. */
    boolean unchanged() {
        return IntStream.range(0, rows.length).allMatch(i -> rows[i] == i);
    }
}
