package lintel.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Reads rows of named columns as a data file would be read: texts are trimmed, then compared with those that mean
 * missing; a number is the float nearest to it; null is missing; columns that the model does not know are skipped.
 */
final class RowReader {
    private static final int MOST_MISTAKES = 10;

    private final Form form;
    private float[] numbers;
    private final String[][] texts;
    private int count;
    private int capacity = 1;
    private int expected;
    private final BitSet found = new BitSet();

    RowReader(Form form) {
        this.form = form;
        this.numbers = new float[form.numbers()];
        this.texts = new String[form.texts().size()][1];
    }

    /** Rows read so far. */
    int count() {
        return count;
    }

    /** {@code [count, numbers]}. */
    float[] numbers() {
        return Arrays.copyOf(numbers, count * form.numbers());
    }

    /** {@code [texts][count]}. */
    String[][] texts() {
        String[][] all = new String[texts.length][];
        for (int c = 0; c < all.length; c++) {
            all[c] = Arrays.copyOf(texts[c], count);
        }
        return all;
    }

    /** @param place what messages call the row */
    void read(JsonParser json, String place) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RequestException.bad(
                    "%s must be an object of named columns, but is %s", place, Json.kind(json.currentToken()));
        }
        grow(place);
        found.clear();
        expected = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (form.slots().isEmpty()) {
                feature(json, name, value, place);
            } else {
                column(json, name, value, place);
            }
        }
        requireAll(place);
        count++;
    }

    private void grow(String place) {
        if (count == capacity) {
            capacity *= 2;
            if ((long) capacity * form.numbers() > Limits.MOST_NUMBERS) {
                throw RequestException.bad("%s is one too many for so many columns: send them in parts", place);
            }
            numbers = Arrays.copyOf(numbers, Math.multiplyExact(capacity, form.numbers()));
            for (int c = 0; c < texts.length; c++) {
                texts[c] = Arrays.copyOf(texts[c], capacity);
            }
        }
    }

    private void column(JsonParser json, String name, JsonToken value, String place) throws IOException {
        Form.Slot slot = slot(name);
        if (slot == null) {
            json.skipChildren();
            return;
        }
        once(slot.index(), name, place);
        if (value.isStructStart()) {
            throw RequestException.bad(
                    "%s: column '%s' must be a number, text, true, false or null, but is %s",
                    place, name, Json.kind(value));
        }
        if (slot.column().text()) {
            texts[slot.place()][count] = form.read(slot, isNull(json, value) ? null : json.getText());
        } else {
            numbers[count * form.numbers() + slot.place()] = number(json, slot, value, place);
        }
    }

    /** Most clients send the columns in order: looking them up by name is for the others. */
    private Form.Slot slot(String name) {
        int next = expected++;
        if (next < form.slots().size()) {
            Form.Slot slot = form.slots().get(next);
            if (slot.column().name().equals(name)) {
                return slot;
            }
        }
        return form.byName().get(name);
    }

    private float number(JsonParser json, Form.Slot slot, JsonToken value, String place) throws IOException {
        String name = slot.column().name();
        if (isNull(json, value)) {
            return Float.NaN;
        }
        if (value.isNumeric() && !slot.isBoolean()) {
            float number = json.getFloatValue();
            if (Float.isInfinite(number)) {
                throw RequestException.bad(
                        "%s: column '%s' must be a finite number, or null for missing, but is '%s'",
                        place, name, Texts.shortened(json.getText()));
            }
            return number;
        }
        String text = json.getText().strip();
        if (form.missing().contains(text)) {
            return Float.NaN;
        }
        float number = slot.isBoolean() ? truth(text) : value.isBoolean() ? Float.NaN : Numbers.read(text);
        if (Float.isNaN(number)) {
            throw RequestException.bad(
                    "%s: column '%s' must be %s, or null for missing, but is '%s'",
                    place, name, slot.isBoolean() ? "true or false" : "a finite number", Texts.shortened(text));
        }
        return number;
    }

    /** NaN is Python's way to write a missing value, in columns of texts, too. */
    private static boolean isNull(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_NULL
                || value == JsonToken.VALUE_NUMBER_FLOAT
                        && json.isNaN()
                        && json.getText().equals("NaN");
    }

    private static float truth(String text) {
        return text.equalsIgnoreCase("true") ? 1 : text.equalsIgnoreCase("false") ? 0 : Float.NaN;
    }

    /** Features that go by their numbers, from 1; those beyond the model's are skipped, those left out are 0. */
    private void feature(JsonParser json, String name, JsonToken value, String place) throws IOException {
        boolean number = !name.isEmpty() && name.length() <= 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        int feature = number ? Integer.parseInt(name) : 0;
        if (feature < 1 || feature > form.numbers()) {
            json.skipChildren();
            return;
        }
        once(feature, name, place);
        if (isNull(json, value)) {
            return;
        }
        float read = value.isNumeric() ? json.getFloatValue() : Float.NaN;
        if (!Float.isFinite(read)) {
            throw RequestException.bad("%s: feature '%s' must be a finite number", place, name);
        }
        numbers[count * form.numbers() + feature - 1] = read;
    }

    private void once(int index, String name, String place) {
        if (found.get(index)) {
            throw RequestException.bad("%s: column '%s' is there twice", place, name);
        }
        found.set(index);
    }

    private void requireAll(String place) {
        if (form.slots().isEmpty() || found.cardinality() == form.slots().size()) {
            return;
        }
        StringBuilder missing = new StringBuilder();
        int mistakes = 0;
        for (Form.Slot slot : form.slots()) {
            if (!found.get(slot.index())) {
                if (++mistakes > MOST_MISTAKES) {
                    missing.append(", …");
                    break;
                }
                missing.append(mistakes > 1 ? ", '" : "'")
                        .append(slot.column().name())
                        .append('\'');
            }
        }
        throw RequestException.bad(
                "%s: column%s %s %s missing (give null for a missing value)",
                place, mistakes == 1 ? "" : "s", missing, mistakes == 1 ? "is" : "are");
    }
}
