package lintel.data;

import java.util.Arrays;
import java.util.List;
import lintel.config.InputException;
import lintel.config.TargetConfig.ClassesConfig;

/**
 * A source with its labels.
 *
 * @param examples all examples of the source
 * @param classes  {@code [examples]} class of each, {@link Labels#LEFT_OUT} if it has none of those chosen; null where
 *     examples have no single class (multi-label, or labels at every step)
 */
record Assembly(Source source, Dataset examples, int[] classes) {

    /**
     * @param target  null: no labels
     * @param classes what the config says of classes; rows of classes it does not name may be left out
     * @param weight  column of what each label counts; null: 1 each
     * @param perStep whether the model answers at every step
     */
    static Assembly of(Source source, Target target, ClassesConfig classes, String weight, boolean perStep) {
        if (target == null) {
            return new Assembly(source, dataset(source, null, null, null, perStep), null);
        }
        if (perStep && !source.keysPerStep()) {
            throw new InputException(
                    "'model.lstm.output: every-step' needs a target at every step, but %s has one per %s"
                            .formatted(source.name(), source.starts() == null ? "row" : "sequence"));
        }
        List<KeyColumn> columns = targetColumns(source, target.columns(), perStep);
        boolean leaveOut = classes instanceof ClassesConfig.Named && !perStep;
        Labels labels = Labels.of(target, columns, leaveOut, perStep ? source.place() : source.lastPlace());
        Matrix weights = weight == null ? null : RowWeights.of(source, weight, target.outputs(), perStep);
        Dataset dataset = dataset(source, target, labels.values(), weights, perStep);
        return new Assembly(source, dataset, perStep ? null : labels.classes());
    }

    /** The target columns where labels stand: at every step, or once per example. */
    static List<KeyColumn> targetColumns(Source source, List<String> columns, boolean perStep) {
        return columns.stream()
                .map(column -> perStep ? source.key(column) : source.last(column))
                .toList();
    }

    private static Dataset dataset(Source source, Target target, Matrix labels, Matrix weights, boolean perStep) {
        long[] ids = new long[source.size()];
        Arrays.setAll(ids, i -> i);
        return new Dataset(source.features(), source.starts(), ids, target, labels, weights, perStep);
    }

    /** Numbers of the examples that stay: all but those of classes left out. */
    int[] kept() {
        int[] kept = new int[examples.size()];
        int count = 0;
        for (int i = 0; i < kept.length; i++) {
            if (classes == null || classes[i] != Labels.LEFT_OUT) {
                kept[count++] = i;
            }
        }
        return count == kept.length ? kept : Arrays.copyOf(kept, count);
    }

    /** The examples that stay, without a copy where that is all. */
    Dataset whole() {
        int[] kept = kept();
        return kept.length == examples.size() ? examples : examples.select(kept);
    }

    /** The classes of the examples that stay. */
    int[] keptClasses() {
        return Selection.of(classes, kept());
    }
}
