package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against {@link Math}, in double. */
class FloatGatesTest {
    private static final int N = 60_001;

    /** From -15 to 15. */
    private static float[] line() {
        float[] values = new float[N];
        for (int i = 0; i < N; i++) {
            values[i] = (i - N / 2) / 2000f;
        }
        return values;
    }

    @Test
    void tanhIsRightToAFewRoundings() {
        float[] values = line();
        FloatGates.tanh(values, new float[N], N);
        for (int i = 0; i < N; i++) {
            double exact = Math.tanh((i - N / 2) / 2000f);
            assertEquals(exact, values[i], 4e-7 * Math.abs(exact));
        }
    }

    @Test
    void tanhOfSmallNumbersIsTheNumber() {
        for (float tiny : new float[] {1e-3f, 1e-8f, 1e-20f, 1e-30f, 0}) {
            float[] values = {tiny, -tiny};
            FloatGates.tanh(values, new float[2], 2);
            assertArrayEquals(
                    new double[] {Math.tanh(tiny), Math.tanh(-tiny)}, new double[] {values[0], values[1]}, 2e-7 * tiny);
        }
    }

    /** Relative to the sigmoid, however small: by as much as one rounding of its argument would change it. */
    @Test
    void sigmoidIsRightToAFewRoundings() {
        float[] values = line();
        FloatGates.sigmoid(values, new float[N], N);
        for (int i = 0; i < N; i++) {
            double z = (i - N / 2) / 2000f;
            double exact = 1 / (1 + Math.exp(-z));
            assertEquals(exact, values[i], exact * 2e-7 * (1 + Math.max(0, -z)));
        }
    }

    @Test
    void farOutTheyEndAndNaNStaysNaN() {
        float[] far = {-100, -1e30f, Float.NEGATIVE_INFINITY, 100, 1e30f, Float.POSITIVE_INFINITY, Float.NaN};
        float[] sigmoid = far.clone();
        FloatGates.sigmoid(sigmoid, new float[7], 7);
        assertArrayEquals(new float[] {2e-9f, 2e-9f, 2e-9f, 1, 1, 1, Float.NaN}, sigmoid, 1e-9f);
        float[] tanh = far.clone();
        FloatGates.tanh(tanh, new float[7], 7);
        assertArrayEquals(new float[] {-1, -1, -1, 1, 1, 1, Float.NaN}, tanh, 1e-7f);
    }

    /** Whatever shrinks from step to step ends at 0 before it reaches the denormals, where processors are slow. */
    @Test
    void nothingShrinksIntoDenormals() {
        int n = 4000;
        float[][] gates = new float[4][n];
        for (float[] gate : gates) {
            Arrays.fill(gate, 0.4f);
        }
        float[] cell = new float[n];
        float[] error = new float[n];
        Random random = new Random(1);
        for (int i = 0; i < n; i++) {
            cell[i] = (float) Math.pow(10, -45 * random.nextDouble());
            error[i] = (float) Math.pow(10, -45 * random.nextDouble());
        }
        float[] squashed = new float[n];
        float[] hidden = new float[n];
        float[][] slopes = new float[4][n];
        Arrays.fill(gates[0], 0);
        for (int step = 0; step < 200; step++) {
            FloatGates.remember(gates[0], gates[1], gates[3], cell, n);
            FloatGates.show(gates[2], cell, new float[n], squashed, hidden, n);
            FloatGates.blame(gates[2], squashed, hidden, error, slopes[2], n);
            FloatGates.slopes(gates, cell, error, slopes, n);
            for (float[] values : new float[][] {cell, hidden, error, slopes[0], slopes[1], slopes[2], slopes[3]}) {
                for (float value : values) {
                    assertTrue(value == 0 || Math.abs(value) > 1e-31f, () -> "there is " + value);
                }
            }
        }
        assertEquals(0, cell[7]);
    }
}
