package lintel.network;

import java.util.function.IntFunction;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.engine.Lstm;
import lintel.engine.PackedSteps;

/**
 * Some sequences, their steps packed without padding.
 *
 * @param steps  where each step lies
 * @param values {@code [rows, features]}, and whatever stands behind them
 * @param labels {@code [batch, outputs]}, or packed {@code [rows, outputs]} for every-step; null when there are none
 * @param weights as the labels: what each one's loss counts; null: 1 each
 */
record PackedBatch(PackedSteps steps, float[] values, float[] labels, float[] weights, boolean perStep, int outputs) {

    /** What is done with the slopes of the loss. */
    @FunctionalInterface
    interface Consumer {
        /**
         * @param slopes  of the sum of the losses by the answers; where they are those of a segment, its weights are
         *     multiplied by {@link Counted#factorWithin} the batch
         * @param lossSum sum of the losses of all labelled rows or steps, each times its weight
         * @param labels  how many there are of a weight above 0, at least 1
         */
        void accept(double[] slopes, double lossSum, int labels);
    }

    static PackedBatch of(Examples.Steps examples, int[] chosen) {
        return of(examples, chosen, size -> new float[size]);
    }

    /** @param room gives an array of at least so many numbers for the values, to be written over */
    static PackedBatch of(Examples.Steps examples, int[] chosen, IntFunction<float[]> room) {
        int[] lengths = new int[chosen.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = examples.length(chosen[i]);
        }
        PackedSteps packed = PackedSteps.of(lengths);
        Matrix labels = examples.labels();
        return new PackedBatch(
                packed,
                steps(examples.values(), examples, chosen, packed, room),
                packed(labels, examples, chosen, packed),
                packed(labels == null ? null : examples.weights(), examples, chosen, packed),
                examples.perStep(),
                labels == null ? 0 : labels.columns());
    }

    /**
     * Trains on the whole batch at once, or, when {@code truncate} is not 0, on so many steps at a time. The consumer
     * is called with slopes for {@link Lstm#gradient}, and may change the parameters; not where no label counts.
     */
    void train(Lstm lstm, int truncate, long seed, Consumer consumer) {
        int span = truncate == 0 ? steps.steps() : truncate;
        Counted all = counted(0, labels.length);
        for (int from = 0; from < steps.steps(); from += Math.min(span, steps.steps() - from)) {
            int to = from + Math.min(span, steps.steps() - from);
            double[] answers = lstm.train(steps, values, from, to, seed);
            int first = perStep ? Math.multiplyExact(steps.start(from), outputs) : 0;
            Counted counted = counted(first, answers.length);
            if (counted.labels() > 0) {
                double factor = counted.labels() == all.labels() ? 1 : counted.factorWithin(all);
                double loss = slopes(answers, first, factor);
                consumer.accept(answers, loss, counted.labels());
            }
        }
    }

    /** Puts slopes, times the factor, in the place of the answers. @return the sum of the losses */
    private double slopes(double[] answers, int first, double factor) {
        double loss = 0;
        for (int i = 0; i < answers.length; i++) {
            double logit = answers[i];
            double weight = weights == null ? 1 : weights[first + i];
            loss += weight * Sigmoid.loss(logit, labels[first + i]);
            answers[i] = weight * factor * Sigmoid.lossSlope(logit, labels[first + i]);
        }
        return loss;
    }

    private Counted counted(int first, int length) {
        if (weights == null) {
            return new Counted(length / outputs, length);
        }
        int count = 0;
        double all = 0;
        for (int row = first; row < first + length; row += outputs) {
            double sum = 0;
            for (int k = 0; k < outputs; k++) {
                sum += weights[row + k];
            }
            count += sum > 0 ? 1 : 0;
            all += sum;
        }
        return new Counted(count, all);
    }

    private static float[] packed(Matrix ofLabels, Examples.Steps examples, int[] chosen, PackedSteps packed) {
        return ofLabels == null || examples.perStep()
                ? steps(ofLabels, examples, chosen, packed, size -> new float[size])
                : rows(ofLabels, chosen);
    }

    private static float[] rows(Matrix matrix, int[] chosen) {
        float[] values = new float[Math.multiplyExact(chosen.length, matrix.columns())];
        for (int i = 0; i < chosen.length; i++) {
            matrix.copyRow(chosen[i], values, i * matrix.columns());
        }
        return values;
    }

    private static float[] steps(
            Matrix matrix, Examples.Steps examples, int[] chosen, PackedSteps packed, IntFunction<float[]> room) {
        if (matrix == null) {
            return null;
        }
        if (packed.sequences() == 1 && packed.rows() == matrix.rows() && matrix.array() != null) {
            return matrix.array();
        }
        int columns = matrix.columns();
        float[] values = room.apply(Math.multiplyExact(packed.rows(), columns));
        for (int i = 0; i < chosen.length; i++) {
            int first = examples.starts()[chosen[i]];
            for (int step = 0; step < examples.length(chosen[i]); step++) {
                matrix.copyRow(first + step, values, packed.row(i, step) * columns);
            }
        }
        return values;
    }
}
