package lintel.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.config.InputException;

/** What is worth saying about a training split before anything is learnt from it. */
final class TrainingChecks {
    private static final int MOST_SHOWN = 5;

    private TrainingChecks() {}

    /**
     * @return one line each: columns that never change, classes that never occur
     * @throws InputException if there is only one class
     */
    static List<String> warnings(Dataset train) {
        List<String> warnings = new ArrayList<>();
        List<String> constant = constantColumns(train.features());
        if (!constant.isEmpty()) {
            warnings.add("%d of %d columns never change in the training split and say nothing: %s"
                    .formatted(
                            constant.size(), train.features().schema().fields().size(), shown(constant)));
        }
        warnings.addAll(classes(train.target(), ColumnStatistics.of(train.labels())));
        return List.copyOf(warnings);
    }

    private static List<String> classes(Target target, ColumnStatistics labels) {
        if (target.kind() == Target.Kind.BINARY && labels.constant(0)) {
            throw new InputException("the training split has only class '%s' of column '%s'; another split is needed"
                    .formatted(
                            target.classes().get(labels.low(0) == 0 ? 0 : 1),
                            target.columns().get(0)));
        }
        List<String> absent = new ArrayList<>();
        for (int k = 0; target.kind() != Target.Kind.BINARY && k < target.outputs(); k++) {
            if (labels.high(k) == 0) {
                absent.add(target.classes().get(k));
            }
        }
        return absent.isEmpty()
                ? List.of()
                : List.of("the training split has no example of %d of %d classes: %s"
                        .formatted(absent.size(), target.outputs(), shown(absent)));
    }

    private static List<String> constantColumns(Table table) {
        boolean[] varying = varying(table.numbers());
        List<String> constant = new ArrayList<>();
        int number = 0;
        int text = 0;
        for (Field field : table.schema().fields()) {
            boolean same = field.categorical() ? constant(table.codes().get(text++)) : !varying[number++];
            if (same) {
                constant.add(field.name());
            }
        }
        return constant;
    }

    /** Whether a column holds two different values; missing ones do not count. */
    private static boolean[] varying(Matrix numbers) {
        boolean[] varying = new boolean[numbers.columns()];
        float[] seen = new float[varying.length];
        Arrays.fill(seen, Float.NaN);
        int[] open = IntStream.range(0, varying.length).toArray();
        for (int row = 0; row < numbers.rows() && open.length > 0; row++) {
            boolean changed = false;
            for (int c : open) {
                float value = numbers.get(row, c);
                seen[c] = Float.isNaN(seen[c]) ? value : seen[c];
                varying[c] = seen[c] != value && !Float.isNaN(value);
                changed |= varying[c];
            }
            open = changed ? Arrays.stream(open).filter(c -> !varying[c]).toArray() : open;
        }
        return varying;
    }

    private static boolean constant(int[] codes) {
        for (int code : codes) {
            if (code != codes[0]) {
                return false;
            }
        }
        return true;
    }

    private static String shown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_SHOWN, names.size())));
        return names.size() > MOST_SHOWN ? first + " and %d more".formatted(names.size() - MOST_SHOWN) : first;
    }
}
