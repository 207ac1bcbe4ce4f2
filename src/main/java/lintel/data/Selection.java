package lintel.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Taking chosen examples out of parallel arrays. */
final class Selection {
    private Selection() {}

    static int[] of(int[] values, int[] chosen) {
        int[] result = new int[chosen.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[chosen[i]];
        }
        return result;
    }

    static long[] of(long[] ids, int[] chosen) {
        long[] result = new long[chosen.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = ids[chosen[i]];
        }
        return result;
    }

    /** @param matrix may be null, and stays so */
    static Matrix of(Matrix matrix, int[] chosen) {
        return matrix == null ? null : matrix.select(chosen);
    }

    /** Indices of the entries that are {@code wanted}, rising. */
    static int[] where(int[] values, int wanted) {
        int count = 0;
        for (int value : values) {
            count += value == wanted ? 1 : 0;
        }
        int[] found = new int[count];
        for (int i = 0, next = 0; next < count; i++) {
            if (values[i] == wanted) {
                found[next++] = i;
            }
        }
        return found;
    }

    /** Rows of all steps of the chosen sequences. */
    static int[] steps(int[] starts, int[] chosen) {
        return Arrays.stream(chosen)
                .flatMap(i -> IntStream.range(starts[i], starts[i + 1]))
                .toArray();
    }

    /** Where the chosen sequences start once they stand one behind the other. */
    static int[] starts(int[] starts, int[] chosen) {
        int[] result = new int[chosen.length + 1];
        for (int i = 0; i < chosen.length; i++) {
            result[i + 1] = result[i] + starts[chosen[i] + 1] - starts[chosen[i]];
        }
        return result;
    }

    /** The sequence that row belongs to; no sequence is empty. */
    static int sequenceOf(int[] starts, int row) {
        int found = Arrays.binarySearch(starts, row);
        return found >= 0 ? found : -found - 2;
    }
}
