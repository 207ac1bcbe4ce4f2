package lintel.data;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lintel.config.InputException;

/**
 * Target texts as a network learns them.
 *
 * @param values  {@code [rows, outputs]} of 0 and 1
 * @param classes {@code [rows]} index of the row's class, {@link #LEFT_OUT} where it has none of them; null for
 *     multi-label
 */
record Labels(Matrix values, int[] classes) {
    /** A row whose target value is none of the classes chosen. */
    static final int LEFT_OUT = -1;

    /**
     * @param columns the target's columns, in its order
     * @param leaveOut whether rows of other classes may be left out; else they are an error
     * @throws InputException naming the row whose target is missing or none of the classes
     */
    static Labels of(Target target, List<KeyColumn> columns, boolean leaveOut, RowPlace rows) {
        columns.forEach(column -> column.requireComplete(rows));
        return target.kind() == Target.Kind.MULTI_LABEL
                ? multiLabel(columns, rows)
                : singleColumn(target, columns.get(0), leaveOut, rows);
    }

    private static Labels singleColumn(Target target, KeyColumn column, boolean leaveOut, RowPlace rows) {
        Map<String, Integer> classOf = new HashMap<>();
        for (int k = 0; k < target.values().size(); k++) {
            for (String text : target.values().get(k)) {
                classOf.put(text, k);
            }
        }
        int[] known = column.values().stream()
                .mapToInt(text -> classOf.getOrDefault(text, LEFT_OUT))
                .toArray();
        int outputs = target.outputs();
        int[] classes = new int[column.codes().length];
        Matrix.Builder builder = new Matrix.Builder(outputs, classes.length);
        for (int row = 0; row < classes.length; row++) {
            int found = known[column.codes()[row]];
            classes[row] = found;
            if (found == LEFT_OUT && !leaveOut) {
                throw new InputException("%s: column '%s' must be one of %s, but is '%s'"
                        .formatted(rows.of(row, column.name()), column.name(), known(target), column.text(row)));
            }
            if (outputs == 1 && found == 1) {
                builder.current()[builder.offset()] = 1;
            } else if (outputs > 1 && found >= 0) {
                builder.current()[builder.offset() + found] = 1;
            }
            builder.endRow();
        }
        return new Labels(builder.build(), classes);
    }

    private static String known(Target target) {
        return target.values().stream()
                .flatMap(List::stream)
                .map("'%s'"::formatted)
                .collect(Collectors.joining(", "));
    }

    private static Labels multiLabel(List<KeyColumn> columns, RowPlace rows) {
        int count = columns.get(0).codes().length;
        float[] values = new float[Math.multiplyExact(count, columns.size())];
        for (int k = 0; k < columns.size(); k++) {
            KeyColumn column = columns.get(k);
            float[] meanings = meanings(column, rows);
            for (int row = 0; row < count; row++) {
                values[row * columns.size() + k] = meanings[column.codes()[row]];
            }
        }
        return new Labels(Matrix.of(count, columns.size(), values), null);
    }

    /** 0 or 1 for each text of a multi-label column. */
    private static float[] meanings(KeyColumn column, RowPlace rows) {
        float[] meanings = new float[column.values().size()];
        for (int code = 0; code < meanings.length; code++) {
            String text = column.values().get(code);
            boolean yes = TargetResolver.YES.contains(text.toLowerCase(Locale.ROOT));
            if (!yes && !TargetResolver.NO.contains(text.toLowerCase(Locale.ROOT))) {
                int row = column.firstRowOf(code);
                throw new InputException("%s: column '%s' must be 0 or 1, or false or true, but is '%s'"
                        .formatted(rows.of(row, column.name()), column.name(), text));
            }
            meanings[code] = yes ? 1 : 0;
        }
        return meanings;
    }
}
