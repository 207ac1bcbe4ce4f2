package lintel.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/** Some rows at a time, so many as the nearest cache holds, in arrays that the compiler makes vector loops of. */
final class FloatCells extends Cells {
    /** Numbers of a gate that are worked on together. */
    private static final int TILE = 2048;

    private final FloatArithmetic arithmetic;
    private final int tileRows;
    private final float[] packed;
    private final float[][] gate;
    private final float[] biases;
    private final float[][] bias;
    private final float[] cell;
    private final float[] none;
    private final float[] squashed;
    private final float[] hidden;
    private final float[][] slope;
    private final float[] columnSums;
    private final double[] biasSums;
    private final FloatAlone alone;
    private float[] state = {};
    private float[] stateError = {};

    FloatCells(FloatArithmetic arithmetic, int units) {
        super(units);
        this.arithmetic = arithmetic;
        this.tileRows = Math.max(1, TILE / units);
        int tile = tileRows * units;
        packed = new float[GATES * tile];
        gate = new float[GATES][tile];
        biases = new float[GATES * units];
        bias = new float[GATES][tile];
        slope = new float[GATES][tile];
        cell = new float[tile];
        none = new float[tile];
        squashed = new float[tile];
        hidden = new float[tile];
        columnSums = new float[GATES * units];
        biasSums = new double[GATES * units];
        alone = new FloatAlone(arithmetic, units);
    }

    @Override
    void bias(Pointer parameters, long at) {
        arithmetic.get(parameters, at, biases, 0, biases.length);
        for (int g = 0; g < GATES; g++) {
            for (int row = 0; row < tileRows; row++) {
                System.arraycopy(biases, g * units, bias[g], row * units, units);
            }
        }
    }

    @Override
    void parametersChanged() {
        alone.forgetWeights();
    }

    @Override
    boolean answerAlone(
            int steps, boolean reversed, Pointer products, Pointer parameters, long weights, Pointer hiddens) {
        alone.answer(steps, reversed, products, parameters, weights, biases, hiddens);
        return true;
    }

    @Override
    void begin(int sequences) {
        state = zeros(sequences, state);
    }

    private float[] zeros(int sequences, float[] old) {
        int count = Math.multiplyExact(sequences, units);
        if (old.length < count) {
            return new float[count];
        }
        Arrays.fill(old, 0);
        return old;
    }

    @Override
    void forward(int rows, Pointer gates, long gateRow, Kept kept, Pointer hiddens, long row) {
        for (int first = 0; first < rows; first += tileRows) {
            int some = Math.min(tileRows, rows - first);
            int n = some * units;
            long at = (row + first) * units;
            long gatesAt = (gateRow + first) * GATES * units;
            arithmetic.get(gates, gatesAt, packed, 0, GATES * n);
            split(some);
            System.arraycopy(state, first * units, cell, 0, n);
            if (kept != null) {
                arithmetic.put(cell, 0, n, kept.before(), at);
            }
            FloatGates.tanh(gate[0], bias[0], n);
            FloatGates.sigmoid(gate[1], bias[1], n);
            FloatGates.sigmoid(gate[2], bias[2], n);
            FloatGates.sigmoid(gate[3], bias[3], n);
            FloatGates.remember(gate[0], gate[1], gate[3], cell, n);
            System.arraycopy(cell, 0, state, first * units, n);
            FloatGates.show(gate[2], cell, none, squashed, hidden, n);
            arithmetic.put(hidden, 0, n, hiddens, at);
            if (kept != null) {
                arithmetic.put(squashed, 0, n, kept.squashed(), at);
                join(gate, some);
                arithmetic.put(packed, 0, GATES * n, gates, gatesAt);
            }
        }
    }

    @Override
    void beginBackward(int sequences) {
        stateError = zeros(sequences, stateError);
        Arrays.fill(biasSums, 0);
    }

    @Override
    void backward(int rows, Pointer gates, Kept kept, Pointer error, long row) {
        Arrays.fill(columnSums, 0);
        for (int first = 0; first < rows; first += tileRows) {
            int some = Math.min(tileRows, rows - first);
            int n = some * units;
            long at = (row + first) * units;
            arithmetic.get(gates, at * GATES, packed, 0, GATES * n);
            split(some);
            arithmetic.get(kept.squashed(), at, squashed, 0, n);
            arithmetic.get(error, at, hidden, 0, n);
            System.arraycopy(stateError, first * units, cell, 0, n);
            FloatGates.blame(gate[2], squashed, hidden, cell, slope[2], n);
            arithmetic.get(kept.before(), at, squashed, 0, n);
            FloatGates.slopes(gate, squashed, cell, slope, n);
            System.arraycopy(cell, 0, stateError, first * units, n);
            join(slope, some);
            FloatGates.addRows(packed, some, GATES * units, columnSums);
            arithmetic.put(packed, 0, GATES * n, gates, at * GATES);
        }
        for (int i = 0; i < biasSums.length; i++) {
            biasSums[i] += columnSums[i];
        }
    }

    @Override
    void biasGradient(Pointer gradient, long at) {
        arithmetic.put(biasSums, 0, biasSums.length, gradient, at);
    }

    /** From rows of four gates to four gates of rows. */
    private void split(int rows) {
        for (int row = 0; row < rows; row++) {
            for (int g = 0; g < GATES; g++) {
                System.arraycopy(packed, (row * GATES + g) * units, gate[g], row * units, units);
            }
        }
    }

    private void join(float[][] from, int rows) {
        for (int row = 0; row < rows; row++) {
            for (int g = 0; g < GATES; g++) {
                System.arraycopy(from[g], row * units, packed, (row * GATES + g) * units, units);
            }
        }
    }
}
