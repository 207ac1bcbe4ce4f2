package lintel.export;

import java.util.List;
import lintel.config.ColumnType;

/** What a {@link LogisticForm} says to raw rows: a second way to the same answers, in double. */
final class LogisticAnswers {
    private final LogisticForm form;
    private final Signature signature;
    private final LabelNames names;
    private final List<Float> missing;

    LogisticAnswers(LogisticForm form, Signature signature) {
        this.form = form;
        this.signature = signature;
        this.names = new LabelNames(signature);
        this.missing = MissingNumbers.of(signature.missing());
    }

    Answers of(RawRows rows, int[] chosen) {
        int outputs = signature.outputs();
        double[] logits = new double[chosen.length * outputs];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = form.intercepts()[i % outputs];
        }
        float[] numbers = rows.numbers(chosen);
        for (int c = 0; c < form.numbers().size(); c++) {
            add(form.numbers().get(c), numbers, c, logits);
        }
        for (LogisticForm.Texts column : form.texts()) {
            add(column, rows.texts(column.name(), chosen), logits);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp(-logits[i])));
        }
        return new Answers(probabilities, names.of(probabilities));
    }

    private void add(LogisticForm.Numbers column, float[] numbers, int position, double[] logits) {
        int columns = form.numbers().size();
        int outputs = column.coefficients().length;
        for (int i = 0; i < numbers.length / columns; i++) {
            float value = numbers[i * columns + position];
            boolean stands = column.type() == ColumnType.NUMERIC && missing.contains(value);
            value = stands || Float.isNaN(value) ? column.replacement() : value;
            for (int k = 0; k < outputs; k++) {
                logits[i * outputs + k] += column.coefficients()[k] * value;
            }
        }
    }

    private void add(LogisticForm.Texts column, String[] values, double[] logits) {
        int outputs = signature.outputs();
        for (int i = 0; i < values.length; i++) {
            boolean missing = signature.missing().contains(values[i]);
            String value = missing ? column.replacement() : values[i];
            double[] terms = column.coefficients().get(value);
            boolean answered = terms != null || (missing ? column.allowsMissing() : column.allowsUnseen());
            for (int k = 0; k < outputs; k++) {
                logits[i * outputs + k] += !answered ? Double.NaN : terms == null ? 0 : terms[k];
            }
        }
    }
}
