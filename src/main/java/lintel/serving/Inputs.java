package lintel.serving;

/**
 * The examples of one request, checked, as the graph reads them, but without padding.
 *
 * @param examples how many, at least 1
 * @param lengths  steps of each example, at least 1; null where an example is one row
 * @param numbers  {@code [steps, numbers]} by rows, the steps of all examples one after another; NaN: missing
 * @param texts    {@code [texts][steps]}; missing: as {@link Form#read} says
 */
record Inputs(int examples, int[] lengths, float[] numbers, String[][] texts) {
    /** Rows, or steps of all sequences. */
    int steps() {
        int sum = 0;
        for (int i = 0; lengths != null && i < lengths.length; i++) {
            sum += lengths[i];
        }
        return lengths == null ? examples : sum;
    }

    /** Steps of the longest sequence; 1 where there are none. */
    int longest() {
        int most = 1;
        for (int i = 0; lengths != null && i < lengths.length; i++) {
            most = Math.max(most, lengths[i]);
        }
        return most;
    }
}
