package lintel.data;

import java.util.stream.IntStream;

/**
 * What a network learns from or scores: preprocessed numbers, ready to be multiplied.
 *
 * <p>Labels are 0 or 1, {@code [rows, outputs]} row-major (for every-step sequences one row per step); they are absent
 * when only predictions are wanted.
 */
public sealed interface Examples {
    /** Number of examples: rows of a table, or sequences. */
    int size();

    /** Features per row, or per time step. */
    int features();

    /** Source row (from 0) or sequence number of each example, {@code [size]}. */
    long[] ids();

    /** {@code [size or steps, outputs]} of 0 and 1, or null when there are no labels. */
    Matrix labels();

    /** As the labels: what each one's loss counts, at least 0; null: 1 each. */
    Matrix weights();

    /** The same with other weights. */
    Examples weighted(Matrix weights);

    /** The same without the examples whose weights are all 0; itself if there are none. */
    default Examples counting() {
        int[] starts = this instanceof Steps steps && steps.perStep() ? steps.starts() : null;
        int[] chosen = RowWeights.counting(
                weights(), starts, IntStream.range(0, size()).toArray());
        return chosen.length == size() ? this : select(chosen);
    }

    /** The examples named, in that order. */
    Examples select(int[] chosen);

    /** One row of numbers per example. @param values {@code [size, features]} */
    record Dense(Matrix values, long[] ids, Matrix labels, Matrix weights) implements Examples {
        /** Every label counts 1. */
        public Dense(Matrix values, long[] ids, Matrix labels) {
            this(values, ids, labels, null);
        }

        @Override
        public int size() {
            return values.rows();
        }

        @Override
        public int features() {
            return values.columns();
        }

        @Override
        public Examples weighted(Matrix other) {
            return new Dense(values, ids, labels, other);
        }

        @Override
        public Examples select(int[] chosen) {
            return new Dense(
                    values.select(chosen),
                    Selection.of(ids, chosen),
                    Selection.of(labels, chosen),
                    Selection.of(weights, chosen));
        }
    }

    /**
     * One row of numbers per example, of which few are stored: never made dense.
     *
     * @param values {@code [size, features]}
     */
    record Sparse(SparseMatrix values, long[] ids, Matrix labels, Matrix weights) implements Examples {
        /** Every label counts 1. */
        public Sparse(SparseMatrix values, long[] ids, Matrix labels) {
            this(values, ids, labels, null);
        }

        @Override
        public int size() {
            return values.rows();
        }

        @Override
        public int features() {
            return values.columns();
        }

        @Override
        public Examples weighted(Matrix other) {
            return new Sparse(values, ids, labels, other);
        }

        @Override
        public Examples select(int[] chosen) {
            return new Sparse(
                    values.select(chosen),
                    Selection.of(ids, chosen),
                    Selection.of(labels, chosen),
                    Selection.of(weights, chosen));
        }
    }

    /**
     * Sequences of one or more steps each.
     *
     * @param values  {@code [all steps, features]}; sequence i holds rows {@code starts[i] … starts[i + 1] - 1}
     * @param starts  {@code [size + 1]}, rising, from 0
     * @param labels  {@code [size, outputs]}, or {@code [all steps, outputs]} when {@code perStep}
     * @param weights as the labels; a step whose weights are 0 is read, but its label is not learnt
     * @param perStep whether labels (and predictions) stand at every step
     */
    record Steps(Matrix values, int[] starts, long[] ids, Matrix labels, Matrix weights, boolean perStep)
            implements Examples {
        /** Every label counts 1. */
        public Steps(Matrix values, int[] starts, long[] ids, Matrix labels, boolean perStep) {
            this(values, starts, ids, labels, null, perStep);
        }

        @Override
        public int size() {
            return starts.length - 1;
        }

        @Override
        public int features() {
            return values.columns();
        }

        @Override
        public Examples weighted(Matrix other) {
            return new Steps(values, starts, ids, labels, other, perStep);
        }

        /** Steps of sequence i, at least 1. */
        public int length(int i) {
            return starts[i + 1] - starts[i];
        }

        @Override
        public Examples select(int[] chosen) {
            int[] steps = Selection.steps(starts, chosen);
            return new Steps(
                    values.select(steps),
                    Selection.starts(starts, chosen),
                    Selection.of(ids, chosen),
                    Selection.of(labels, perStep ? steps : chosen),
                    Selection.of(weights, perStep ? steps : chosen),
                    perStep);
        }
    }
}
