package lintel.data;

import java.util.List;

/**
 * Raw examples of one part, or of all parts: features as they stand in the source, and their labels.
 *
 * @param features feature columns only; one row per example, or per step when {@code starts} is given
 * @param starts   {@code [examples + 1]} first row of each sequence; null when every row is an example
 * @param ids      {@code [examples]} row number in the source from 0 (sequences: their number in the source)
 * @param target   what the labels mean
 * @param labels   {@code [examples or steps, outputs]} of 0 and 1; null when only predictions are wanted
 * @param weights  as the labels: what each one's loss counts, at least 0; null: 1 each
 * @param perStep  whether labels stand at every step
 */
public record Dataset(
        Table features, int[] starts, long[] ids, Target target, Matrix labels, Matrix weights, boolean perStep) {
    /** Every label counts 1. */
    public Dataset(Table features, int[] starts, long[] ids, Target target, Matrix labels, boolean perStep) {
        this(features, starts, ids, target, labels, null, perStep);
    }

    public int size() {
        return ids.length;
    }

    /** The examples named, in that order. */
    public Dataset select(int[] chosen) {
        int[] rows = starts == null ? chosen : Selection.steps(starts, chosen);
        return select(chosen, rows, features.select(rows));
    }

    private Dataset select(int[] chosen, int[] rows, Table selected) {
        return new Dataset(
                selected,
                starts == null ? null : Selection.starts(starts, chosen),
                Selection.of(ids, chosen),
                target,
                Selection.of(labels, perStep ? rows : chosen),
                Selection.of(weights, perStep ? rows : chosen),
                perStep);
    }

    /** The examples named for each part, in the place of these, which must not be used any more. */
    Split<Dataset> part(Split<int[]> chosen) {
        if (features.sparse() != null) {
            return chosen.map(this::select);
        }
        Split<int[]> rows = starts == null ? chosen : chosen.map(part -> Selection.steps(starts, part));
        Split<Matrix> numbers = Moving.parts(features.numbers(), rows);
        return new Split<>(
                part(chosen.train(), rows.train(), numbers.train()),
                part(chosen.validation(), rows.validation(), numbers.validation()),
                part(chosen.test(), rows.test(), numbers.test()));
    }

    private Dataset part(int[] chosen, int[] rows, Matrix numbers) {
        return chosen == null ? null : select(chosen, rows, features.select(rows, numbers));
    }

    /** A file the examples came from. @param sha256 lower-case hex of its bytes */
    public record SourceFile(String path, String sha256) {}

    /**
     * What reading a config's data block gave.
     *
     * @param warnings one line each, worth telling the user: constant columns, classes without examples
     */
    public record Loaded(Split<Dataset> parts, List<SourceFile> files, List<String> warnings) {
        public Loaded {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }

        /** What is predicted. */
        public Target target() {
            return parts.train().target();
        }
    }

    /** A source in one piece. */
    public record Whole(Dataset examples, List<SourceFile> files) {
        public Whole {
            files = List.copyOf(files);
        }
    }
}
