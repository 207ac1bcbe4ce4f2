package lintel.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/** Row by row by {@link Math}: made to be right, not fast. */
final class DoubleCells extends Cells {
    private final DoubleArithmetic arithmetic;
    private final double[] bias;
    private final double[] biasSums;
    private final double[] gate;
    private final double[] memory;
    private final double[] other;
    private double[] state = {};
    private double[] stateError = {};

    DoubleCells(DoubleArithmetic arithmetic, int units) {
        super(units);
        this.arithmetic = arithmetic;
        bias = new double[GATES * units];
        biasSums = new double[GATES * units];
        gate = new double[GATES * units];
        memory = new double[units];
        other = new double[units];
    }

    @Override
    void bias(Pointer parameters, long at) {
        arithmetic.get(parameters, at, bias, 0, bias.length);
    }

    @Override
    void begin(int sequences) {
        state = new double[Math.multiplyExact(sequences, units)];
    }

    @Override
    void forward(int rows, Pointer gates, long gateRow, Kept kept, Pointer hidden, long row) {
        for (int i = 0; i < rows; i++) {
            arithmetic.get(gates, (gateRow + i) * gate.length, gate, 0, gate.length);
            if (kept != null) {
                arithmetic.put(state, i * units, units, kept.before(), (row + i) * units);
            }
            for (int unit = 0; unit < units; unit++) {
                double a = gate[unit] = Math.tanh(gate[unit] + bias[unit]);
                double f = sigmoid(unit + units);
                double o = sigmoid(unit + 2 * units);
                double c = state[i * units + unit] = f * state[i * units + unit] + sigmoid(unit + 3 * units) * a;
                memory[unit] = Math.tanh(c);
                other[unit] = o * memory[unit];
            }
            arithmetic.put(other, 0, units, hidden, (row + i) * units);
            if (kept != null) {
                arithmetic.put(memory, 0, units, kept.squashed(), (row + i) * units);
                arithmetic.put(gate, 0, gate.length, gates, (gateRow + i) * gate.length);
            }
        }
    }

    private double sigmoid(int column) {
        return gate[column] = 1 / (1 + Math.exp(-gate[column] - bias[column]));
    }

    @Override
    void beginBackward(int sequences) {
        stateError = new double[sequences * units];
        Arrays.fill(biasSums, 0);
    }

    @Override
    void backward(int rows, Pointer gates, Kept kept, Pointer error, long row) {
        for (int i = 0; i < rows; i++) {
            arithmetic.get(gates, (row + i) * gate.length, gate, 0, gate.length);
            arithmetic.get(kept.squashed(), (row + i) * units, memory, 0, units);
            arithmetic.get(error, (row + i) * units, other, 0, units);
            for (int unit = 0; unit < units; unit++) {
                double o = gate[unit + 2 * units];
                stateError[i * units + unit] += other[unit] * o * (1 - memory[unit] * memory[unit]);
                gate[unit + 2 * units] = other[unit] * memory[unit] * o * (1 - o);
            }
            arithmetic.get(kept.before(), (row + i) * units, memory, 0, units);
            for (int unit = 0; unit < units; unit++) {
                slopes(unit, i * units + unit);
            }
            for (int column = 0; column < gate.length; column++) {
                biasSums[column] += gate[column];
            }
            arithmetic.put(gate, 0, gate.length, gates, (row + i) * gate.length);
        }
    }

    private void slopes(int unit, int at) {
        double a = gate[unit];
        double f = gate[unit + units];
        double i = gate[unit + 3 * units];
        double e = stateError[at];
        gate[unit] = e * i * (1 - a * a);
        gate[unit + units] = e * memory[unit] * f * (1 - f);
        gate[unit + 3 * units] = e * a * i * (1 - i);
        stateError[at] = e * f;
    }

    @Override
    void biasGradient(Pointer gradient, long at) {
        arithmetic.put(biasSums, 0, biasSums.length, gradient, at);
    }
}
