package lintel.engine;

import org.bytedeco.javacpp.Pointer;

/**
 * The cells of one direction of a layer, as they go from step to step: Hochreiter and Schmidhuber (1997),
 * doi:10.1162/neco.1997.9.8.1735, with the forget gate of Gers, Schmidhuber and Cummins (2000),
 * doi:10.1162/089976600300015015:
 *
 * <pre>
 * c' = sigmoid(f) c + sigmoid(i) tanh(a)        h = sigmoid(o) tanh(c')
 * </pre>
 *
 * <p>A step's rows are the sequences that reach it, longest first; each has the columns a, f, o, i, of
 * {@code units} numbers each. What {@link #forward} leaves in {@code gates} and in {@link Kept} is what
 * {@link #backward} needs, which leaves in {@code gates} the errors of the four sums.
 */
abstract sealed class Cells implements AutoCloseable permits FloatCells, DoubleCells {
    /** Candidate, forget, output and input, in Deeplearning4j's order. */
    static final int GATES = 4;

    final int units;

    Cells(int units) {
        this.units = units;
    }

    /** Takes the biases, {@code [4 units]}. */
    abstract void bias(Pointer parameters, long at);

    /** The parameters have changed. */
    void parametersChanged() {}

    /** Forgets everything: so many sequences begin. */
    abstract void begin(int sequences);

    /**
     * One step of the first {@code rows} sequences.
     *
     * @param gates {@code [rows, 4 units]} in: the sums without bias; out, when kept: the activations
     * @param kept  what backward needs; null when there will be none
     * @param row   of the first of them in {@code kept} and {@code hidden}
     */
    abstract void forward(int rows, Pointer gates, long gateRow, Kept kept, Pointer hidden, long row);

    /**
     * All steps of one sequence that begins with them, for its answers only.
     *
     * @param products {@code [steps, 4 units]} of inputs and weights
     * @param weights  where the recurrent ones begin, {@code [4 units, units]}
     * @param hidden   {@code [steps, units]}
     * @return false if this arithmetic has no way of its own for that, and nothing was done
     */
    boolean answerAlone(
            int steps, boolean reversed, Pointer products, Pointer parameters, long weights, Pointer hidden) {
        return false;
    }

    /** What a training forward pass keeps, each {@code [all rows, units]}: c and tanh(c'). */
    record Kept(Pointer before, Pointer squashed) {}

    /** Forgets everything: the way back begins, with biases' gradient at 0. */
    abstract void beginBackward(int sequences);

    /**
     * One step back, of the first {@code rows} sequences.
     *
     * @param gates in: as forward left them; out: the errors of the sums
     * @param error of {@code h}, {@code [all rows, units]}
     */
    abstract void backward(int rows, Pointer gates, Kept kept, Pointer error, long row);

    /** Writes the biases' gradient since {@link #beginBackward}, {@code [4 units]}. */
    abstract void biasGradient(Pointer gradient, long at);

    @Override
    public void close() {}
}
