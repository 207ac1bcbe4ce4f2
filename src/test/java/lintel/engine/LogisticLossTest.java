package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the definition, by {@link Math}, in double precision. */
class LogisticLossTest {
    private static final int ROWS = 700; // more than one run of factors, and a short last one

    private final float[] products = new float[ROWS];
    private final byte[] labels = new byte[ROWS];
    private final float[] weights = new float[ROWS];

    LogisticLossTest() {
        Random random = new Random(3);
        for (int i = 0; i < ROWS; i++) {
            products[i] = (float) (8 * random.nextGaussian());
            labels[i] = (byte) random.nextInt(2);
            weights[i] = random.nextInt(4);
        }
    }

    private double[] sums(float[] residuals, float[] given) {
        double[] sums = new double[2];
        LogisticLoss.residuals(
                residuals, ROWS, 1, 0, 0.25, 0, labels, given, new float[ROWS], sums, new double[2 * ROWS]);
        return sums;
    }

    @Test
    void weightsMultiplyLossAndResidual() {
        float[] residuals = products.clone();
        double[] found = sums(residuals, weights);
        double loss = 0;
        double total = 0;
        for (int i = 0; i < ROWS; i++) {
            double logit = products[i] + 0.25;
            double residual = weights[i] * (1 / (1 + Math.exp(-logit)) - labels[i]);
            loss += weights[i] * Math.log1p(Math.exp(labels[i] == 1 ? -logit : logit));
            total += residual;
            assertEquals(residual, residuals[i], 1e-6);
        }
        assertEquals(loss, found[0], 1e-9 * loss);
        assertEquals(total, found[1], 1e-9 * loss);
    }

    @Test
    void alongALineAreTheFirstTwoDerivatives() {
        float[] to = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            to[i] = products[i] + (float) Math.sin(i);
        }
        to[7] = 5000; // beyond what the exponential takes
        double t = 0.7;
        double slope = 0;
        double curvature = 0;
        for (int i = 0; i < ROWS; i++) {
            double change = (double) to[i] - products[i];
            double p = 1 / (1 + Math.exp(-products[i] - t * change));
            slope += weights[i] * (p - labels[i]) * change;
            curvature += weights[i] * p * (1 - p) * change * change;
        }
        double[] found = LogisticLoss.alongLine(products, to, t, labels, weights);
        assertEquals(slope, found[0], 1e-9 * Math.abs(slope));
        assertEquals(curvature, found[1], 1e-9 * curvature);
        float[] ones = new float[ROWS];
        Arrays.fill(ones, 1);
        assertArrayEquals(
                LogisticLoss.alongLine(products, to, t, labels, ones),
                LogisticLoss.alongLine(products, to, t, labels, null),
                1e-9);
    }

    @Test
    void noWeightsAreWeightsOfOne() {
        float[] ones = new float[ROWS];
        Arrays.fill(ones, 1);
        float[] plain = products.clone();
        float[] weighted = products.clone();
        assertArrayEquals(sums(plain, null), sums(weighted, ones), 1e-9 * ROWS);
        assertArrayEquals(plain, weighted);
    }
}
