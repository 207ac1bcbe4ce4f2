package lintel.network;

import java.util.ArrayList;
import java.util.List;
import lintel.config.ModelConfig;

/**
 * The second algorithm: an LSTM written down from its definition (Hochreiter and Schmidhuber 1997,
 * doi:10.1162/neco.1997.9.8.1735, with the forget gate of Gers et al. 2000), one sequence at a time, in double, so
 * that there is no padding, no batch and no mask to go wrong.
 */
final class ReferenceLstm {
    private final ModelConfig.Lstm config;
    private final int features;
    private final int outputs;
    private final double[] parameters;
    private int cursor;

    ReferenceLstm(ModelConfig.Lstm config, int features, int outputs, double[] parameters) {
        this.config = config;
        this.features = features;
        this.outputs = outputs;
        this.parameters = parameters;
    }

    /** Hidden state and memory of each layer and direction before the first step. */
    List<double[][]> zeroState() {
        List<double[][]> state = new ArrayList<>();
        for (int units : config.layers()) {
            for (int direction = 0; direction < (config.bidirectional() ? 2 : 1); direction++) {
                state.add(new double[2][units]);
            }
        }
        return state;
    }

    /**
     * @param sequence {@code [time][features]}
     * @param state    as {@link #zeroState}; afterwards what the last step left
     * @return {@code [1 or time][outputs]}
     */
    double[][] logits(double[][] sequence, List<double[][]> state) {
        cursor = 0;
        double[][] current = sequence;
        int inputs = features;
        int at = 0;
        for (int units : config.layers()) {
            double[][] forward = run(current, inputs, units, state.get(at++));
            if (config.bidirectional()) {
                double[][] backward = reversed(run(reversed(current), inputs, units, state.get(at++)));
                forward = joined(forward, backward);
            }
            current = forward;
            inputs = current[0].length;
        }
        double[][] read = config.output() == ModelConfig.Output.EVERY_STEP
                ? current
                : new double[][] {current[current.length - 1]};
        return outputLayer(read, inputs);
    }

    /** Cross-entropy of all predictions of one sequence, summed. @param labels {@code [1 or time][outputs]} */
    double loss(double[][] sequence, double[][] labels, List<double[][]> state) {
        double[][] logits = logits(sequence, state);
        double sum = 0;
        for (int row = 0; row < logits.length; row++) {
            for (int k = 0; k < outputs; k++) {
                sum += Math.log1p(Math.exp(logits[row][k])) - labels[row][k] * logits[row][k];
            }
        }
        return sum;
    }

    private double[][] run(double[][] sequence, int inputs, int units, double[][] state) {
        int input = take(inputs * 4 * units);
        int recurrent = take(units * 4 * units);
        int bias = take(4 * units);
        double[][] hidden = new double[sequence.length][];
        for (int t = 0; t < sequence.length; t++) {
            double[] before = state[0].clone();
            for (int unit = 0; unit < units; unit++) {
                double[] gates = new double[4];
                for (int gate = 0; gate < 4; gate++) {
                    int column = gate * units + unit;
                    gates[gate] = parameters[bias + column]
                            + dot(input + column * inputs, sequence[t])
                            + dot(recurrent + column * units, before);
                }
                double memory = sigmoid(gates[1]) * state[1][unit] + sigmoid(gates[3]) * Math.tanh(gates[0]);
                state[1][unit] = memory;
                state[0][unit] = sigmoid(gates[2]) * Math.tanh(memory);
            }
            hidden[t] = state[0].clone();
        }
        return hidden;
    }

    private double[][] outputLayer(double[][] rows, int inputs) {
        int weights = take(inputs * outputs);
        int bias = take(outputs);
        double[][] logits = new double[rows.length][outputs];
        for (int row = 0; row < rows.length; row++) {
            for (int k = 0; k < outputs; k++) {
                logits[row][k] = parameters[bias + k] + dot(weights + k * inputs, rows[row]);
            }
        }
        return logits;
    }

    private int take(int count) {
        cursor += count;
        return cursor - count;
    }

    private double dot(int at, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += parameters[at + i] * values[i];
        }
        return sum;
    }

    static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double[][] reversed(double[][] rows) {
        double[][] result = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            result[i] = rows[rows.length - 1 - i];
        }
        return result;
    }

    private static double[][] joined(double[][] left, double[][] right) {
        double[][] result = new double[left.length][];
        for (int i = 0; i < left.length; i++) {
            result[i] = new double[left[i].length + right[i].length];
            System.arraycopy(left[i], 0, result[i], 0, left[i].length);
            System.arraycopy(right[i], 0, result[i], left[i].length, right[i].length);
        }
        return result;
    }
}
