package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.data.Shape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class InitialParametersTest {
    private static final ModelConfig.Lstm TWO_LAYERS = Problem.config("5,3 last");

    @Test
    void oneSeedOneNetwork() {
        assertArrayEquals(draw(TWO_LAYERS, 7), draw(TWO_LAYERS, 7));
        assertFalse(Arrays.equals(draw(TWO_LAYERS, 7), draw(TWO_LAYERS, 8)));
    }

    @Test
    void logisticStartsAtZero() {
        assertArrayEquals(new float[8], InitialParameters.of(new ModelConfig.Logistic(1), 3, 2, new Seeds(1)));
    }

    @Test
    void biasesAreZeroButForTheForgetGate() {
        float[] parameters = draw(TWO_LAYERS, 7);
        int firstBias = 4 * 20 + 5 * 20;
        for (int i = 0; i < 20; i++) {
            assertEquals(i / 5 == 1 ? 1 : 0, parameters[firstBias + i]);
        }
        assertEquals(0, parameters[parameters.length - 1]);
    }

    @Test
    void inputWeightsAreGlorots() {
        float[] parameters = draw(Problem.config("50 last"), 3);
        double limit = Math.sqrt(6.0 / (4 + 50));
        double squares = 0;
        for (int i = 0; i < 4 * 200; i++) {
            assertTrue(Math.abs(parameters[i]) <= limit);
            squares += parameters[i] * parameters[i];
        }
        assertEquals(limit * limit / 3, squares / 800, 0.1 * limit * limit / 3, "variance of a uniform");
    }

    @Test
    void recurrentWeightsOfEachGateAreOrthogonal() {
        int units = 40;
        float[] parameters = draw(Problem.config("40 last"), 3);
        int recurrent = 4 * 4 * units;
        for (int gate = 0; gate < 4; gate++) {
            for (int a = 0; a < units; a++) {
                for (int b = 0; b <= a; b++) {
                    double dot = 0;
                    for (int i = 0; i < units; i++) {
                        dot += parameters[recurrent + (gate * units + a) * units + i]
                                * parameters[recurrent + (gate * units + b) * units + i];
                    }
                    assertEquals(a == b ? 1 : 0, dot, 1e-6);
                }
            }
        }
    }

    /** Every parameter gets its own number, which is then looked for in Deeplearning4j's named arrays. */
    @ParameterizedTest
    @ValueSource(
            strings = {"1 last", "5,3 last", "5,3 every-step", "5,3 last bidirectional", "2,2 every-step bidirectional"
            })
    void layoutIsDeeplearning4js(String form) {
        ModelConfig.Lstm config = Problem.config(form);
        List<ParameterBlock> blocks = ParameterBlock.of(config, 4, 2);
        float[] parameters = new float[(int) ParameterBlock.count(blocks)];
        IntStream.range(0, parameters.length).forEach(i -> parameters[i] = i);
        Network network = Network.of(config, new Shape(4, Shape.VARYING), 2, parameters);
        assertBlocks(blocks, network.dl4j());
        boolean[] mask = network.weightMask();
        assertEquals(parameters.length, mask.length);
        assertFalse(mask[mask.length - 1]);
        assertTrue(mask[0]);
    }

    private static void assertBlocks(List<ParameterBlock> blocks, MultiLayerNetwork net) {
        int block = 0;
        int at = 0;
        for (Layer layer : net.getLayers()) {
            for (var named : layer.paramTable().entrySet()) {
                ParameterBlock expected = blocks.get(block++);
                INDArray array = named.getValue();
                assertEquals(expected.role().weights(), !named.getKey().endsWith("b"), named.getKey());
                if (expected.role().weights()) {
                    assertArrayEquals(new long[] {expected.inputs(), expected.units()}, array.shape(), named.getKey());
                }
                for (float value : array.dup('f').data().asFloat()) {
                    assertEquals(at++, value, named.getKey());
                }
                assertEquals(expected.size(), array.length(), named.getKey());
            }
        }
        assertEquals(blocks.size(), block);
    }

    @Test
    void hugeSizesAreCountedNotAllocated() {
        ModelConfig huge = Problem.config("100000,100000 last");
        assertEquals(120_002_100_001L, ParameterBlock.count(ParameterBlock.of(huge, 3, 1)));
        assertThrows(ArithmeticException.class, () -> draw(Problem.config("2000000000 last"), 1));
    }

    private static float[] draw(ModelConfig.Lstm config, long seed) {
        return InitialParameters.of(config, 4, 1, new Seeds(seed));
    }
}
