package lintel.serving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lintel.config.ColumnType;
import lintel.data.Target;
import lintel.export.Signature;
import lintel.export.Signature.Column;

/**
 * A signature as requests are read by it: where each column's values go, and which are refused.
 *
 * @param signature what the graph reads
 * @param slots     one per column, in order; none where features are numbered
 * @param numbers   how many values of a row are numbers
 * @param texts     the columns that are texts, in order
 * @param missing   texts that stand for a missing value
 * @param missingNumbers those of {@code missing} that are numbers
 * @param byName    column name to slot
 */
record Form(
        Signature signature,
        List<Slot> slots,
        int numbers,
        List<Column> texts,
        Set<String> missing,
        float[] missingNumbers,
        Map<String, Slot> byName) {

    /**
     * Where the values of a column go.
     *
     * @param index of the column in a row
     * @param place among the numbers, or among the texts
     * @param known categories; empty for other types
     * @param absent the text that tells the graph that there is none; null: none does
     */
    record Slot(Column column, int index, int place, Set<String> known, String absent) {
        boolean isBoolean() {
            return column.type() == ColumnType.BOOLEAN;
        }

        /** @param text as {@link Inputs} holds it */
        boolean isMissing(String text) {
            return text == null || text.equals(absent);
        }

        /** @throws RequestException if a missing value here has no answer, or the graph cannot be told of it */
        void checkMissing(String place) {
            if (!column.allowsMissing() || absent == null) {
                throw RequestException.bad("%s: column '%s' must not be missing", place, column.name());
            }
        }

        /** @throws RequestException if a text here has no answer */
        void checkKnown(String text, String place) {
            if (!column.allowsUnseen() && !known.contains(text)) {
                throw RequestException.bad(
                        "%s: column '%s' must be one of the categories known from training, but is '%s'",
                        place, column.name(), Texts.shortened(text));
            }
        }
    }

    static Form of(Signature signature) {
        List<Slot> slots = new ArrayList<>();
        List<Column> texts = new ArrayList<>();
        Map<String, Slot> byName = new HashMap<>();
        int numbers = signature.numbered();
        for (Column column : signature.columns()) {
            int place = column.text() ? texts.size() : numbers++;
            if (column.text()) {
                texts.add(column);
            }
            String absent = signature.missingText(column).orElse(null);
            Slot slot = new Slot(column, slots.size(), place, new HashSet<>(column.categories()), absent);
            slots.add(slot);
            byName.put(column.name(), slot);
        }
        Set<String> missing = new HashSet<>(signature.missing());
        return new Form(signature, slots, numbers, texts, missing, numbers(missing), byName);
    }

    private static float[] numbers(Set<String> texts) {
        float[] numbers = new float[texts.size()];
        int count = 0;
        for (String text : texts) {
            float number = Numbers.read(text);
            if (!Float.isNaN(number)) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    /** What the graph reads where a client wrote this. @param text null: there is none */
    String read(Slot slot, String text) {
        String trimmed = text == null ? null : text.strip();
        return trimmed == null || missing.contains(trimmed) ? slot.absent() : trimmed;
    }

    /** Whether a number means that there is none; booleans have no numbers that do. */
    boolean isMissing(Slot slot, float number) {
        for (float stand : missingNumbers) {
            if (stand == number && !slot.isBoolean()) {
                return true;
            }
        }
        return Float.isNaN(number);
    }

    boolean sequences() {
        return signature.steps().isPresent();
    }

    /** Labels that belong to one answer. */
    int labels() {
        return signature.kind() == Target.Kind.MULTI_LABEL ? signature.outputs() : 1;
    }
}
