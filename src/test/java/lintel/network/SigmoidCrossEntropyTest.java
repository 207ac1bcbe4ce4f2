package lintel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

class SigmoidCrossEntropyTest {
    /** Python 3.11's decimal module, 40 digits: ln(1 + exp(z)) - y z and 1 / (1 + exp(-z)) - y. */
    @ParameterizedTest
    @CsvSource({
        "0,    1, 0.6931471805599453, -0.5",
        "5,    0, 5.006715348489118,  0.9933071490757152",
        "5,    1, 6.715348489118068e-3,  -6.6928509242848554e-3",
        "17,   0, 17.000000041399375, 0.9999999586006245",
        "17,   1, 4.139937633089748e-8,  -4.1399375473943306e-8",
        "40,   0, 40,                 1",
        "40,   1, 4.248354255291589e-18, -4.248354255291589e-18",
        "-20,  1, 20.000000002061153, -0.9999999979388464",
        "-100, 1, 100,                -1",
        "-100, 0, 3.720075976020836e-44, 3.720075976020836e-44",
        "1000, 0, 1000,               1"
    })
    void isExactFarFromZero(float z, float label, double loss, double gradient) {
        SigmoidCrossEntropy exact = new SigmoidCrossEntropy();
        INDArray preOutput = single(z);
        double computed =
                exact.computeGradient(single(label), preOutput, null, null).getDouble(0);
        assertEquals(gradient, computed, 1e-7 * Math.abs(gradient) + 1e-44);
        assertEquals(loss, exact.lossSum(), 1e-12 * loss);
        assertEquals(z, preOutput.getFloat(0), "the input is left as it was");
    }

    /** Why it is needed: as soon as this fails, Deeplearning4j has mended its own loss. */
    @Test
    void deeplearning4jsOwnIsNaN() {
        double own = new LossBinaryXENT(1e-12, null)
                .computeGradient(single(1), single(17), new ActivationSigmoid(), null)
                .getDouble(0);
        assertTrue(Double.isNaN(own), "gradient is " + own);
    }

    @Test
    void maskedRowsCountForNothing() {
        SigmoidCrossEntropy exact = new SigmoidCrossEntropy();
        INDArray labels = Nd4j.create(new float[][] {{1, 0}, {0, 1}});
        INDArray preOutput = Nd4j.create(new float[][] {{0, 0}, {3, 4}});
        INDArray mask = Nd4j.create(new float[][] {{1}, {0}});
        INDArray gradient = exact.computeGradient(labels, preOutput, null, mask);
        assertEquals(Nd4j.create(new float[][] {{-0.5f, 0.5f}, {0, 0}}), gradient);
        assertEquals(2 * Math.log(2), exact.lossSum(), 1e-15);
        assertEquals(2 * Math.log(2), exact.computeScore(labels, preOutput, null, mask, false), 1e-6);
    }

    @Test
    void sigmoidStaysWithinItsBounds() {
        assertEquals(0, Sigmoid.of(-1e300));
        assertEquals(1, Sigmoid.of(1e300));
        assertEquals(0.5, Sigmoid.of(0));
    }

    private static INDArray single(float value) {
        return Nd4j.create(new float[] {value}, new long[] {1, 1}, 'c');
    }
}
