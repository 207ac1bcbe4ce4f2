package lintel.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads one input of an Open Inference Protocol request. Its data may be flat or nested as its shape is; null, and NaN
 * as Python writes it, is a missing value.
 */
final class TensorReader {
    private static final int MOST_DIMENSIONS = 3;

    private final String place;
    private String name;
    private Datatype datatype;
    private int[] shape;

    private float[] numbers = new float[32];
    private String[] texts;
    private int size;
    private boolean data;
    private boolean logical;
    private int[] nesting = {};

    /** @param position among the request's inputs, from 0 */
    TensorReader(int position) {
        this.place = "inputs[%d]".formatted(position);
    }

    Tensor read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RequestException.bad("%s must be an object, but is %s", place, Json.kind(json.currentToken()));
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "name" -> name = once(key, name, text(json, key, value));
                case "datatype" -> datatype = once(key, datatype, Datatype.of(text(json, key, value), place));
                case "shape" -> shape = once(key, shape, shape(json, value));
                case "data" -> {
                    once(key, data ? this : null, this);
                    data = true;
                    values(json, value);
                }
                default -> json.skipChildren();
            }
        }
        return checked();
    }

    private <T> T once(String key, T before, T now) {
        if (before != null) {
            throw RequestException.bad("%s: '%s' is there twice", place, key);
        }
        return now;
    }

    private String text(JsonParser json, String key, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            throw RequestException.bad("%s: '%s' must be a text, but is %s", place, key, Json.kind(value));
        }
        return json.getText();
    }

    private int[] shape(JsonParser json, JsonToken value) throws IOException {
        int[] read = new int[MOST_DIMENSIONS];
        int count = 0;
        boolean fits = value == JsonToken.START_ARRAY;
        while (fits && json.nextToken() != JsonToken.END_ARRAY) {
            fits = count < MOST_DIMENSIONS && json.currentToken() == JsonToken.VALUE_NUMBER_INT;
            long size = fits && json.getNumberType() == JsonParser.NumberType.INT ? json.getIntValue() : 0;
            fits = fits && size >= 1;
            if (fits) {
                read[count++] = (int) size;
            }
        }
        if (!fits || count == 0) {
            throw RequestException.bad("%s: 'shape' must be a list of 1 to 3 whole numbers of at least 1", place);
        }
        return Arrays.copyOf(read, count);
    }

    /** Lists of one depth have one length: what the first has is what the others must have. */
    private void values(JsonParser json, JsonToken first) throws IOException {
        if (first != JsonToken.START_ARRAY) {
            throw RequestException.bad("%s: 'data' must be a list, but is %s", place, Json.kind(first));
        }
        int[] counts = new int[MOST_DIMENSIONS];
        int[] lengths = {-1, -1, -1};
        int depth = 1;
        int valueDepth = 0;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                if (depth == MOST_DIMENSIONS) {
                    throw RequestException.bad("%s: 'data' must not be nested more than 3 deep", place);
                }
                counts[depth++] = 0;
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
                if (lengths[depth] >= 0 && lengths[depth] != counts[depth]) {
                    throw RequestException.bad("%s: 'data' has lists of unequal length within it", place);
                }
                lengths[depth] = counts[depth];
                if (depth > 0) {
                    counts[depth - 1]++;
                }
            } else {
                if (valueDepth != 0 && valueDepth != depth) {
                    throw RequestException.bad("%s: 'data' must have all its values in equally nested lists", place);
                }
                valueDepth = depth;
                value(json, token);
                counts[depth - 1]++;
            }
        }
        int deepest = lengths[2] >= 0 ? 3 : lengths[1] >= 0 ? 2 : 1;
        nesting = Arrays.copyOf(lengths, deepest);
    }

    private void value(JsonParser json, JsonToken token) throws IOException {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            texts = texts == null ? null : Arrays.copyOf(texts, 2 * size);
        }
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numbers[size] = json.getFloatValue();
            case VALUE_NULL -> numbers[size] = Float.NaN;
            case VALUE_TRUE, VALUE_FALSE -> {
                numbers[size] = token == JsonToken.VALUE_TRUE ? 1 : 0;
                logical = true;
            }
            case VALUE_STRING -> {
                texts = texts == null ? new String[numbers.length] : texts;
                texts[size] = json.getText();
            }
            default -> throw RequestException.bad("%s: 'data' must hold no objects", place);
        }
        if (Float.isInfinite(numbers[size])) {
            throw RequestException.bad(
                    "%s: 'data' must hold finite 32-bit numbers, but has %s", place, Texts.shortened(json.getText()));
        }
        size++;
    }

    private Tensor checked() {
        String missing = name == null ? "name" : shape == null ? "shape" : datatype == null ? "datatype" : "data";
        if (name == null || shape == null || datatype == null || !data) {
            throw RequestException.bad("%s: '%s' is missing", name == null ? place : "input '" + name + "'", missing);
        }
        double expected = 1; // exact as far as a body can reach
        for (int dimension : shape) {
            expected *= dimension;
        }
        boolean nested = nesting.length > 1 && !Arrays.equals(nesting, shape);
        if (expected != size || nested) {
            throw RequestException.bad(
                    "input '%s': 'shape' %s means %.0f values, but 'data' has %s",
                    Texts.shortened(name), Arrays.toString(shape), expected, nested ? Arrays.toString(nesting) : size);
        }
        checkValues();
        return new Tensor(
                name,
                shape,
                datatype,
                datatype.text() ? null : Arrays.copyOf(numbers, size),
                !datatype.text() ? null : texts == null ? new String[size] : Arrays.copyOf(texts, size));
    }

    private void checkValues() {
        for (int i = 0; i < size; i++) {
            boolean text = texts != null && texts[i] != null;
            boolean missing = !text && Float.isNaN(numbers[i]);
            boolean fits = datatype.text() ? text || missing : !text && (missing || datatype.holds(numbers[i]));
            if (!fits) {
                throw RequestException.bad(
                        "input '%s': 'data' must hold values of its datatype, %s, but value %d is %s",
                        Texts.shortened(name),
                        datatype,
                        i + 1,
                        text ? "'" + Texts.shortened(texts[i]) + "'" : Float.toString(numbers[i]));
            }
        }
        if (logical && datatype != Datatype.BOOL) {
            throw RequestException.bad(
                    "input '%s': 'data' holds true or false, but its datatype is %s", Texts.shortened(name), datatype);
        }
    }
}
