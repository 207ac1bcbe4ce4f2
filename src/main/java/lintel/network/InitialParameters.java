package lintel.network;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lintel.config.ModelConfig;
import lintel.config.Seeds;

/**
 * Parameters before training, the same on every machine for one seed.
 *
 * <p>Logistic regression starts at 0: its loss is convex, so there is nothing to draw. Of an LSTM, weights that read
 * inputs, and those of the output layer, are uniform in ±sqrt(6 / (inputs + units)), counted per gate (Glorot and
 * Bengio 2010, AISTATS 9, 249-256); recurrent weights of each gate are a random orthogonal matrix, which neither
 * shrinks nor stretches what it carries from step to step (Saxe, McClelland and Ganguli 2013, arXiv:1312.6120); biases
 * are 0 but for the forget gate's, which is the config's {@code forgetGateBias}.
 */
final class InitialParameters {
    private InitialParameters() {}

    static float[] of(ModelConfig config, int features, int outputs, Seeds seeds) {
        List<ParameterBlock> blocks = ParameterBlock.of(config, features, outputs);
        float[] parameters = new float[Math.toIntExact(ParameterBlock.count(blocks))];
        if (config instanceof ModelConfig.Lstm lstm) {
            int at = 0;
            for (int i = 0; i < blocks.size(); i++) {
                ParameterBlock block = blocks.get(i);
                Random random = seeds.random(Seeds.Stream.WEIGHTS, i, 0);
                switch (block.role()) {
                    case INPUT_WEIGHTS -> uniform(block, block.units() / ParameterBlock.GATES, random, parameters, at);
                    case OUTPUT_WEIGHTS -> uniform(block, block.units(), random, parameters, at);
                    case RECURRENT_WEIGHTS -> orthogonal(block, random, parameters, at);
                    case GATE_BIASES -> forgetGate(block, lstm.forgetGateBias(), parameters, at);
                    case OUTPUT_BIASES -> {} // stay 0
                }
                at += Math.toIntExact(block.size());
            }
        }
        return parameters;
    }

    private static void uniform(ParameterBlock block, int fanOut, Random random, float[] parameters, int at) {
        double limit = Math.sqrt(6.0 / (block.inputs() + fanOut));
        for (int i = 0; i < block.size(); i++) {
            parameters[at + i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
    }

    private static void forgetGate(ParameterBlock block, double bias, float[] parameters, int at) {
        int units = block.units() / ParameterBlock.GATES;
        Arrays.fill(parameters, at + units, at + 2 * units, (float) bias);
    }

    private static void orthogonal(ParameterBlock block, Random random, float[] parameters, int at) {
        int units = block.inputs();
        for (int gate = 0; gate < ParameterBlock.GATES; gate++) {
            double[][] basis = orthonormal(units, random);
            for (int unit = 0; unit < units; unit++) {
                for (int i = 0; i < units; i++) {
                    parameters[at + (gate * units + unit) * units + i] = (float) basis[unit][i];
                }
            }
        }
    }

    /** Random directions made orthonormal by Gram and Schmidt, twice because once loses digits for large n; O(n^3). */
    private static double[][] orthonormal(int n, Random random) {
        double[][] basis = new double[n][n];
        for (int row = 0; row < n; row++) {
            Arrays.setAll(basis[row], i -> random.nextGaussian());
            for (int pass = 0; pass < 2; pass++) {
                for (int other = 0; other < row; other++) {
                    double overlap = dot(basis[row], basis[other]);
                    for (int i = 0; i < n; i++) {
                        basis[row][i] -= overlap * basis[other][i];
                    }
                }
            }
            double norm = Math.sqrt(dot(basis[row], basis[row]));
            for (int i = 0; i < n; i++) {
                basis[row][i] /= norm;
            }
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
