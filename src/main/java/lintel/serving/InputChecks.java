package lintel.serving;

import lintel.export.Signature.Column;

/** Refuses the values that a model has no answer to, before its graph sees them. */
final class InputChecks {
    private InputChecks() {}

    /** @throws RequestException naming the row or step and the column */
    static void check(Form form, Inputs inputs) {
        for (Form.Slot slot : form.slots()) {
            Column column = slot.column();
            if (column.text()) {
                texts(slot, inputs, form.sequences());
            } else if (slot.isBoolean() || !column.allowsMissing()) {
                numbers(form, slot, inputs);
            }
        }
        for (int i = 0; form.slots().isEmpty() && i < inputs.numbers().length; i++) {
            if (Float.isNaN(inputs.numbers()[i])) {
                throw RequestException.bad(
                        "row %d: feature %d must not be missing", i / form.numbers() + 1, i % form.numbers() + 1);
            }
        }
    }

    private static void texts(Form.Slot slot, Inputs inputs, boolean sequences) {
        String[] texts = inputs.texts()[slot.place()];
        for (int i = 0; i < texts.length; i++) {
            if (slot.isMissing(texts[i])) {
                slot.checkMissing(place(inputs, i, sequences));
            } else {
                slot.checkKnown(texts[i], place(inputs, i, sequences));
            }
        }
    }

    private static void numbers(Form form, Form.Slot slot, Inputs inputs) {
        for (int i = 0; i < inputs.steps(); i++) {
            float value = inputs.numbers()[i * form.numbers() + slot.place()];
            if (form.isMissing(slot, value)) {
                slot.checkMissing(place(inputs, i, form.sequences()));
            } else if (slot.isBoolean() && value != 0 && value != 1) {
                throw RequestException.bad(
                        "%s: column '%s' must be true or false, or null for missing, but is %s",
                        place(inputs, i, form.sequences()), slot.column().name(), value);
            }
        }
    }

    private static String place(Inputs inputs, int step, boolean sequences) {
        if (!sequences) {
            return "row " + (step + 1);
        }
        int sequence = 0;
        int left = step;
        while (left >= inputs.lengths()[sequence]) {
            left -= inputs.lengths()[sequence++];
        }
        return "sequence %d, step %d".formatted(sequence + 1, left + 1);
    }
}
