package lintel.serving;

import java.util.Arrays;

/**
 * One input of an Open Inference Protocol request.
 *
 * @param name     the input's
 * @param shape    1 to 3 dimensions, each at least 1; their product is the number of values
 * @param datatype as sent
 * @param numbers  by rows, NaN for null; null where the datatype is BYTES
 * @param texts    by rows, null for null; null for other datatypes
 */
record Tensor(String name, int[] shape, Datatype datatype, float[] numbers, String[] texts) {
    /** How messages call it. */
    String place() {
        return "input '" + Texts.shortened(name) + "'";
    }

    /** @throws RequestException unless it has these dimensions, of which -1 stands for any */
    void requireShape(String rule, int... expected) {
        boolean fits = shape.length == expected.length;
        for (int d = 0; fits && d < shape.length; d++) {
            fits = expected[d] < 0 || shape[d] == expected[d];
        }
        if (!fits) {
            throw RequestException.bad("%s: 'shape' must be %s, but is %s", place(), rule, Arrays.toString(shape));
        }
    }
}
