package lintel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A column of text that grows row by row. */
final class TextCodes {
    private final String name;
    private final Map<String, Integer> known = new HashMap<>();
    private int[] codes = new int[16];
    private int rows;

    TextCodes(String name) {
        this.name = name;
    }

    /** @param text null where it is missing */
    void add(String text) {
        if (rows == codes.length) {
            codes = Arrays.copyOf(codes, 2 * rows);
        }
        codes[rows++] = text == null ? Table.MISSING : known.computeIfAbsent(text, any -> known.size());
    }

    KeyColumn column() {
        List<String> values = new ArrayList<>(known.keySet());
        values.sort(NaturalOrder.OF_TEXTS);
        int[] order = new int[values.size()];
        for (int i = 0; i < order.length; i++) {
            order[known.get(values.get(i))] = i;
        }
        int[] sorted = new int[rows];
        for (int row = 0; row < rows; row++) {
            sorted[row] = codes[row] < 0 ? codes[row] : order[codes[row]];
        }
        return new KeyColumn(name, values, sorted);
    }
}
