package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LogisticNetworkTest {
    private static final ModelConfig CONFIG = new ModelConfig.Logistic(1);

    @Test
    void startsAtZeroWithTheLossOfACoinFlip() {
        Network network = Network.build(CONFIG, new Shape(3, 0), 2, new Seeds(1));
        Examples examples = examples(5, 3, 2, new Random(1));
        network.gradients(examples, new int[] {0, 1, 2, 3, 4}, 0, gradient -> {
            assertEquals(5, gradient.labels());
            assertEquals(2 * 5 * Math.log(2), gradient.lossSum(), 1e-5);
        });
    }

    /** The definition: mean over rows of (sigmoid(w x + b) - y) x. */
    @Test
    void gradientIsTheDefinition() {
        Examples.Dense examples = examples(7, 5, 3, new Random(2));
        Network network = network(5, 3, new Random(3), 1);
        int[] batch = {6, 0, 3};
        double[] expected = new double[network.parameterCount()];
        Probabilities all = network.score(examples);
        for (int row : batch) {
            for (int k = 0; k < 3; k++) {
                double error = all.get(row, k) - examples.labels().get(row, k);
                for (int i = 0; i < 5; i++) {
                    expected[k * 5 + i] += error * examples.values().get(row, i) / batch.length;
                }
                expected[15 + k] += error / batch.length;
            }
        }
        network.gradients(examples, batch, 0, gradient -> {
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], gradient.values()[i], 1e-6);
            }
        });
    }

    /** Deeplearning4j computes the same with matrix products in float, and sums where ours is a mean. */
    @Test
    void gradientAgreesWithDeeplearning4j() {
        Examples.Dense examples = examples(40, 31, 3, new Random(4));
        Network network = network(31, 3, new Random(5), 0.3);
        float[] values = new float[40 * 31];
        float[] labels = new float[40 * 3];
        for (int row = 0; row < 40; row++) {
            examples.values().copyRow(row, values, row * 31);
            examples.labels().copyRow(row, labels, row * 3);
        }
        MultiLayerNetwork net = network.dl4j();
        net.setInput(Nd4j.create(values, new long[] {40, 31}, 'c'));
        net.setLabels(Nd4j.create(labels, new long[] {40, 3}, 'c'));
        net.computeGradientAndScore();
        float[] sums = net.getFlattenedGradients().dup().data().asFloat();

        network.gradients(examples, IntStream.range(0, 40).toArray(), 0, gradient -> {
            assertEquals(net.score(), gradient.lossSum() / gradient.labels(), 1e-5);
            for (int i = 0; i < sums.length; i++) {
                assertEquals(sums[i] / 40, gradient.values()[i], 1e-6);
            }
        });
    }

    @Test
    void configurationIsWhatDeeplearning4jWrites() {
        for (int[] size : new int[][] {{1, 1}, {30, 1}, {784, 10}, {123456, 2}}) {
            Network network = Network.of(CONFIG, new Shape(size[0], 0), size[1], new float[(size[0] + 1) * size[1]]);
            assertEquals(
                    network.dl4j().getLayerWiseConfigurations().toJson(), network.configuration(), () -> size[0] + "");
        }
    }

    @Test
    void scoreAgreesWithDeeplearning4j() {
        for (int features : new int[] {1, 2, 3, 4, 5, 30, 784}) {
            Examples.Dense examples = examples(50, features, 2, new Random(features));
            Network network = network(features, 2, new Random(5), 0.3);
            float[] values = new float[50 * features];
            IntStream.range(0, 50).forEach(row -> examples.values().copyRow(row, values, row * features));
            try (INDArray input = Nd4j.create(values, new long[] {50, features}, 'c');
                    INDArray output = network.dl4j().output(input)) {
                assertArrayEquals(
                        output.dup('c').data().asFloat(),
                        network.score(examples).values(),
                        1e-6f);
            }
        }
    }

    @Test
    void deeplearning4jHoldsTheParametersOfTheMoment() {
        Network network = network(2, 1, new Random(1), 1);
        assertArrayEquals(network.parameters(), network.dl4j().params().data().asFloat());
        network.setParameters(new float[] {1, 2, 3});
        assertArrayEquals(new float[] {1, 2, 3}, network.dl4j().params().data().asFloat());
    }

    @Test
    void refusesWhatItCannotRead() {
        Network network = network(2, 1, new Random(1), 1);
        assertMessage("this network has 3 parameters, but is given 2", () -> network.setParameters(new float[2]));
        assertMessage(
                "this network reads rows of 2 features, but is given Dense of 3",
                () -> network.score(examples(1, 3, 1, new Random(1))));
        assertMessage(
                "logistic regression reads rows, but is given sequences",
                () -> Network.build(CONFIG, new Shape(3, Shape.VARYING), 1, new Seeds(1)));
        Examples unlabelled = new Examples.Dense(Matrix.of(1, 2, new float[2]), new long[1], null);
        assertMessage("a gradient needs labels", () -> network.gradients(unlabelled, new int[1], 0, gradient -> {}));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }

    private static Network network(int features, int outputs, Random random, double scale) {
        float[] parameters = new float[(features + 1) * outputs];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (scale * random.nextGaussian());
        }
        return Network.of(CONFIG, new Shape(features, 0), outputs, parameters);
    }

    private static Examples.Dense examples(int rows, int features, int outputs, Random random) {
        float[] values = new float[rows * features];
        float[] labels = new float[rows * outputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
        }
        return new Examples.Dense(
                Matrix.of(rows, features, values),
                IntStream.range(0, rows).asLongStream().toArray(),
                Matrix.of(rows, outputs, labels));
    }
}
