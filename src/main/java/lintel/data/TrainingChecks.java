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
     * @param source what messages call the data
     * @return one line each: columns that never change, classes that never occur
     * @throws InputException if there is only one class, or a column of numbers without any
     */
    static List<String> warnings(Dataset train, String source) {
        List<String> warnings = new ArrayList<>();
        List<String> constant = constantColumns(train.features(), source);
        if (!constant.isEmpty()) {
            warnings.add("%d of %d columns never change in the training split and say nothing: %s"
                    .formatted(
                            constant.size(), train.features().schema().fields().size(), shown(constant)));
        }
        warnings.addAll(
                classes(train.target(), ColumnStatistics.of(RowWeights.counting(train.labels(), train.weights()))));
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

    private static List<String> constantColumns(Table table, String source) {
        if (table.sparse() != null) {
            ColumnStatistics statistics = ColumnStatistics.of(table.sparse());
            return IntStream.range(0, table.sparse().columns())
                    .filter(statistics::constant)
                    .mapToObj(column -> table.schema().fields().get(column).name())
                    .toList();
        }
        float[] only = onlyValues(table.numbers());
        List<String> constant = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        int number = 0;
        int text = 0;
        for (Field field : table.schema().fields()) {
            if (field.categorical() ? constant(table.codes().get(text++)) : Float.isFinite(only[number++])) {
                constant.add(field.name());
            } else if (!field.categorical() && Float.isNaN(only[number - 1])) {
                mistakes.add(source + ": " + Preprocessing.noValues(field.name(), table.rows()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return constant;
    }

    /** The one value that each column holds, missing ones not counted: NaN if there is none, infinity if several. */
    private static float[] onlyValues(Matrix numbers) {
        float[] only = new float[numbers.columns()];
        Arrays.fill(only, Float.NaN);
        int[] open = IntStream.range(0, only.length).toArray();
        for (int row = 0; row < numbers.rows() && open.length > 0; row++) {
            boolean changed = false;
            for (int c : open) {
                float value = numbers.get(row, c);
                if (!Float.isNaN(value) && only[c] != value) {
                    changed |= !Float.isNaN(only[c]);
                    only[c] = Float.isNaN(only[c]) ? value : Float.POSITIVE_INFINITY;
                }
            }
            open = changed
                    ? Arrays.stream(open)
                            .filter(c -> !Float.isInfinite(only[c]))
                            .toArray()
                    : open;
        }
        return only;
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
