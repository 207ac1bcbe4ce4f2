package lintel.network;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.data.Shape;

/**
 * How the gradient of an answer by the network's state shrinks with the distance to the end, on the adding problem:
 * Gradients STEPS RUN prints lines "DISTANCE NORM NORM NORM NORM": of a simple network (tanh of inputs and states) as it
 * begins, of LSTMs as they begin with forgetGateBias 1 and 6, and of RUN's trained LSTM. Each number is a median over 40
 * sequences, relative to the last step's; of an LSTM's state both what it says and its cells. In double, by definition.
 */
public final class Gradients {
    private static final int SEQUENCES = 40;

    private final int features;
    private final int units;
    private final int rows;
    private final double[] inputWeights;
    private final double[] recurrentWeights;
    private final double[] biases;
    private final double[] output;

    /** @param rows of the weights: units, or four times as many gates: candidate, forget, output, input */
    private Gradients(int features, int units, int rows, double[] parameters) {
        this.features = features;
        this.units = units;
        this.rows = rows;
        int at = rows * features;
        inputWeights = Arrays.copyOf(parameters, at);
        recurrentWeights = Arrays.copyOfRange(parameters, at, at += rows * units);
        biases = Arrays.copyOfRange(parameters, at, at += rows);
        output = Arrays.copyOfRange(parameters, at, at + units);
    }

    private static Gradients lstm(Network network) {
        int units = ((ModelConfig.Lstm) network.config()).layers().get(0);
        float[] parameters = network.parameters();
        double[] wide = IntStream.range(0, parameters.length).mapToDouble(i -> parameters[i]).toArray();
        return new Gradients(network.shape().features(), units, 4 * units, wide);
    }

    /** Uniform weights as Glorot and Bengio (2010) draw them. */
    private static Gradients simple(int features, int units) {
        Random random = new Random(1);
        double input = Math.sqrt(6.0 / (features + units));
        double recurrent = Math.sqrt(6.0 / (units + units));
        double[] parameters = new double[units * (features + units + 2)];
        for (int i = 0; i < units * (features + units); i++) {
            parameters[i] = (2 * random.nextDouble() - 1) * (i < units * features ? input : recurrent);
        }
        Arrays.fill(parameters, units * (features + units + 1), parameters.length, 1);
        return new Gradients(features, units, units, parameters);
    }

    /** Norms by distance from the end, of the gradient of the last answer's logit. */
    private double[] norms(double[][] inputs) {
        int steps = inputs.length;
        double[][] gates = new double[steps][];
        double[][] hidden = new double[steps + 1][units];
        double[][] cells = new double[steps + 1][units];
        for (int t = 0; t < steps; t++) {
            gates[t] = forward(inputs[t], hidden[t], cells[t], hidden[t + 1], cells[t + 1]);
        }
        double[] norms = new double[steps];
        double[] error = output.clone();
        double[] cellError = new double[units];
        for (int distance = 0; distance < steps; distance++) {
            norms[distance] = Math.sqrt(squares(error) + squares(cellError));
            int t = steps - 1 - distance;
            error = backward(gates[t], hidden[t + 1], cells[t], cells[t + 1], error, cellError);
        }
        return norms;
    }

    private double[] forward(double[] input, double[] before, double[] cell, double[] hidden, double[] next) {
        double[] sums = biases.clone();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < features; i++) {
                sums[row] += inputWeights[row * features + i] * input[i];
            }
            for (int i = 0; i < units; i++) {
                sums[row] += recurrentWeights[row * units + i] * before[i];
            }
            sums[row] = row < units ? Math.tanh(sums[row]) : 1 / (1 + Math.exp(-sums[row]));
        }
        for (int i = 0; i < units; i++) {
            next[i] = rows == units ? 0 : sums[units + i] * cell[i] + sums[3 * units + i] * sums[i];
            hidden[i] = rows == units ? sums[i] : sums[2 * units + i] * Math.tanh(next[i]);
        }
        return sums;
    }

    /** @return the error of what was said a step before; that of the cells is replaced */
    private double[] backward(double[] g, double[] hidden, double[] cell, double[] next, double[] error, double[] cells) {
        double[] slopes = new double[rows];
        for (int i = 0; i < units; i++) {
            if (rows == units) {
                slopes[i] = error[i] * (1 - hidden[i] * hidden[i]);
                continue;
            }
            double tanh = Math.tanh(next[i]);
            double a = g[i], f = g[units + i], o = g[2 * units + i], in = g[3 * units + i];
            double e = cells[i] + error[i] * o * (1 - tanh * tanh);
            slopes[i] = e * in * (1 - a * a);
            slopes[units + i] = e * cell[i] * f * (1 - f);
            slopes[2 * units + i] = error[i] * tanh * o * (1 - o);
            slopes[3 * units + i] = e * a * in * (1 - in);
            cells[i] = e * f;
        }
        double[] before = new double[units];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < units; i++) {
                before[i] += recurrentWeights[row * units + i] * slopes[row];
            }
        }
        return before;
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(value -> value * value).sum();
    }

    private double[] medians(int steps) {
        Random random = new Random(7);
        double[][] all = new double[SEQUENCES][];
        for (int s = 0; s < SEQUENCES; s++) {
            double[][] inputs = new double[steps][];
            for (int t = 0; t < steps; t++) {
                inputs[t] = new double[] {random.nextDouble(), 0};
            }
            inputs[random.nextInt(steps / 10)][1] = 1;
            inputs[steps / 10 + random.nextInt(steps / 2 - steps / 10)][1] = 1;
            all[s] = norms(inputs);
        }
        return IntStream.range(0, steps)
                .mapToDouble(d -> Arrays.stream(all).mapToDouble(n -> n[d] / n[0]).sorted().toArray()[SEQUENCES / 2])
                .toArray();
    }

    public static void main(String[] arguments) {
        int steps = Integer.parseInt(arguments[0]);
        Network learnt = Model.load(Path.of(arguments[1])).network();
        Gradients lstm = lstm(learnt);
        double[][] columns = {
            simple(lstm.features, lstm.units).medians(steps),
            begun(learnt, 1).medians(steps),
            begun(learnt, 6).medians(steps),
            lstm.medians(steps)
        };
        for (int distance = 0; distance < steps; distance++) {
            StringBuilder line = new StringBuilder().append(distance);
            for (double[] column : columns) {
                line.append(' ').append(column[distance]);
            }
            System.out.println(line);
        }
    }

    private static Gradients begun(Network like, double forgetGateBias) {
        ModelConfig.Lstm old = (ModelConfig.Lstm) like.config();
        ModelConfig.Lstm config = new ModelConfig.Lstm(
                old.layers(), 0, ModelConfig.Output.LAST, false, old.truncate(), forgetGateBias);
        return lstm(Network.build(config, new Shape(like.shape().features(), Shape.VARYING), 1, new Seeds(1)));
    }
}
