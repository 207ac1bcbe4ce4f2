package lintel.network;

/**
 * Probabilities of examples, in their order.
 *
 * @param values  {@code [rows * outputs]}, row-major, each in [0, 1]; a row is an example, or for every-step networks a
 *     step of one: the steps of the first sequence, then those of the second and so on
 * @param outputs sigmoid outputs per row, K
 */
public record Probabilities(float[] values, int outputs) {
    /** Rows (or sequences) that are always scored together. */
    public static final int BATCH = 128;

    public int rows() {
        return values.length / outputs;
    }

    public float get(int row, int output) {
        return values[row * outputs + output];
    }
}
