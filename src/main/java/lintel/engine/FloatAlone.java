package lintel.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/**
 * One sequence by itself through the cells of one direction, with as few calls of native functions as can be: with a
 * small layer they take longer than what they do.
 */
final class FloatAlone implements AutoCloseable {
    private final FloatArithmetic arithmetic;
    private final int units;
    private final float[] candidate;
    private final float[] sigmoids;
    private final float[] forget;
    private final float[] output;
    private final float[] input;
    private final float[] cell;
    private final float[] squashed;
    private final float[] none;
    private final float[] sums;
    private final float[] said;
    private final Room transposed;
    private boolean current;

    FloatAlone(FloatArithmetic arithmetic, int units) {
        this.arithmetic = arithmetic;
        this.units = units;
        candidate = new float[units];
        sigmoids = new float[3 * units];
        forget = new float[units];
        output = new float[units];
        input = new float[units];
        cell = new float[units];
        squashed = new float[units];
        none = new float[units];
        sums = new float[Cells.GATES * units];
        said = new float[units];
        transposed = new Room(arithmetic);
    }

    /** The parameters have changed. */
    void forgetWeights() {
        current = false;
    }

    /**
     * All steps of a sequence from a state of zeros.
     *
     * @param steps    how many
     * @param products {@code [steps, 4 units]} of inputs and weights; overwritten
     * @param at       of the recurrent weights, {@code [4 units, units]}
     * @param bias     {@code [4 units]}
     * @param hidden   {@code [steps, units]} receives what the cells say
     */
    void answer(
            int steps, boolean reversed, Pointer products, Pointer parameters, long at, float[] bias, Pointer hidden) {
        Pointer weights = transposed(parameters, at);
        int columns = Cells.GATES * units;
        float[] otherBias = Arrays.copyOfRange(bias, units, columns);
        Arrays.fill(cell, 0);
        for (int i = 0; i < steps; i++) {
            int step = reversed ? steps - 1 - i : i;
            Arithmetic.Block row = new Arithmetic.Block(products, (long) step * columns, columns);
            if (i > 0) {
                long before = reversed ? step + 1 : step - 1;
                Arithmetic.Block said = new Arithmetic.Block(hidden, before * units, units);
                arithmetic.product(1, columns, units, said, new Arithmetic.Block(weights, 0, columns), 1, row);
            }
            arithmetic.get(products, row.at(), sums, 0, columns);
            advance(bias, otherBias);
            arithmetic.put(said, 0, units, hidden, (long) step * units);
        }
    }

    private void advance(float[] bias, float[] otherBias) {
        System.arraycopy(sums, 0, candidate, 0, units);
        System.arraycopy(sums, units, sigmoids, 0, 3 * units);
        FloatGates.tanh(candidate, bias, units);
        FloatGates.sigmoid(sigmoids, otherBias, 3 * units);
        System.arraycopy(sigmoids, 0, forget, 0, units);
        System.arraycopy(sigmoids, units, output, 0, units);
        System.arraycopy(sigmoids, 2 * units, input, 0, units);
        FloatGates.remember(candidate, forget, input, cell, units);
        FloatGates.show(output, cell, none, squashed, said, units);
    }

    /** The recurrent weights {@code [units, 4 units]}: in this order a vector is multiplied in half the time. */
    private Pointer transposed(Pointer parameters, long at) {
        if (current) {
            return transposed.now();
        }
        int columns = Cells.GATES * units;
        float[] rows = new float[columns * units];
        arithmetic.get(parameters, at, rows, 0, rows.length);
        float[] result = new float[rows.length];
        for (int column = 0; column < columns; column++) {
            for (int unit = 0; unit < units; unit++) {
                result[unit * columns + column] = rows[column * units + unit];
            }
        }
        arithmetic.put(result, 0, result.length, transposed.of(result.length), 0);
        current = true;
        return transposed.now();
    }

    @Override
    public void close() {
        transposed.close();
    }
}
