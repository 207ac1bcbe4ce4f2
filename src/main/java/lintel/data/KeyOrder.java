package lintel.data;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The order in which the maps of a sequence name their columns, most often the same in all of them: going along beside
 * it is several times faster than asking each map for each column.
 *
 * @param keys    as the first row has them, in its order
 * @param columns which number each is, -1 for those that are ignored
 */
record KeyOrder(String[] keys, int[] columns) {
    /**
     * The order of a row of Java's own maps, whose keys are what {@link Map#get} finds: other maps may find more, or
     * less, than what they hold.
     *
     * @param numbers name to place of each number
     * @return null if the row does not name all of them
     */
    static KeyOrder of(Map<String, ?> row, Map<String, Integer> numbers) {
        if (!known(row)) {
            return null;
        }
        String[] keys = row.keySet().toArray(new String[0]);
        int[] columns = new int[keys.length];
        int found = 0;
        for (int i = 0; i < keys.length; i++) {
            columns[i] = numbers.getOrDefault(keys[i], -1);
            found += columns[i] < 0 ? 0 : 1;
        }
        return found == numbers.size() ? new KeyOrder(keys, columns) : null;
    }

    private static boolean known(Map<String, ?> row) {
        return row.getClass() == LinkedHashMap.class || row.getClass() == HashMap.class;
    }

    /**
     * Reads a row into {@code numbers[at …]} if it has the same keys in the same order and every value is a number.
     *
     * @return false if not; some numbers may then have been written
     */
    boolean read(Map<String, ?> row, float[] numbers, int at) {
        if (!known(row) || row.size() != keys.length) {
            return false;
        }
        int i = 0;
        for (Map.Entry<String, ?> entry : row.entrySet()) {
            String key = keys[i];
            if (key != entry.getKey() && (key == null || !key.equals(entry.getKey()))) {
                return false;
            }
            int column = columns[i++];
            if (column >= 0) {
                float number = Rows.plain(entry.getValue());
                if (!Float.isFinite(number)) {
                    return false;
                }
                numbers[at + column] = number;
            }
        }
        return true;
    }
}
