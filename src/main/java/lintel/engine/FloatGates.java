package lintel.engine;

/**
 * The arithmetic of LSTM gates on float arrays, in loops without branches, calls or conversions, which Java 17 compiles
 * to vector instructions.
 *
 * <p>Both curves come from {@code expm1(x)}: a polynomial at x / 16, right to 1e-8 of its value, and four times
 * {@code expm1(2x) = expm1(x) (expm1(x) + 2)}. So small values keep their digits: tanh near 0 and sigmoid far below 0
 * lose no more than their argument's rounding costs anyway. What the sum in the denominator loses to rounding is put
 * right afterwards: errors add up over hundreds of steps. A sigmoid ends at 2e-9. NaN stays NaN.
 *
 * <p>Numbers far below what float32 adds to 1 are rounded to 0: left alone they would shrink from step to step into
 * the denormals, which are many times slower on most processors.
 */
final class FloatGates {
    /** The largest |x| / 16: sigmoid(-20) = 2e-9, and tanh(10) rounds to 1. */
    private static final float MOST = 1.25f;

    /** Adding and subtracting it rounds to multiples of 8e-31. */
    private static final float TINY = 1e-23f;

    private FloatGates() {}

    /** {@code values = expm1((z + bias) * factor)}, of |values| up to {@link #MOST} at least. */
    private static void begin(float[] z, float[] bias, float factor, float[] values, int n) {
        for (int i = 0; i < n; i++) {
            values[i] = small((z[i] + bias[i]) * factor);
        }
    }

    /** expm1(x), x at most {@link #MOST} far from 0. */
    private static float small(float any) {
        float x = Math.max(-MOST, Math.min(MOST, any));
        float p = Math.fma(x, 2.762815e-6f, 2.5762298e-5f);
        p = Math.fma(p, x, 1.9855238e-4f);
        p = Math.fma(p, x, 1.3877959e-3f);
        p = Math.fma(p, x, 8.33316e-3f);
        p = Math.fma(p, x, 4.166712e-2f);
        p = Math.fma(p, x, 1.6666672e-1f);
        p = Math.fma(p, x, 0.49999994f);
        return Math.fma(p * x, x, x);
    }

    /** The same with a factor for each. */
    static void begin(float[] z, float[] bias, float[] factor, float[] values, int n) {
        for (int i = 0; i < n; i++) {
            values[i] = small((z[i] + bias[i]) * factor[i]);
        }
    }

    /** From expm1(x) to expm1(16 x). */
    static float grown(float small) {
        float u = Math.fma(small, small, small + small);
        u = Math.fma(u, u, u + u);
        u = Math.fma(u, u, u + u);
        return Math.fma(u, u, u + u);
    }

    /** -u / (u + 2); with t, 1 / (u + 2) is (1 + t) / 2. */
    private static float tanhOf(float u) {
        float d = u + 2;
        float t = -u / d;
        return Math.fma(-t * Math.fma(t, 0.5f, 0.5f), u - (d - 2), t);
    }

    /** 1 / (u + 2). */
    private static float sigmoidOf(float u) {
        float d = u + 2;
        float s = 1 / d;
        return Math.fma(-s * s, u - (d - 2), s);
    }

    /** {@code z = tanh(z + bias)}. */
    static void tanh(float[] z, float[] bias, int n) {
        begin(z, bias, -2 / 16f, z, n);
        for (int i = 0; i < n; i++) {
            z[i] = tanhOf(grown(z[i]));
        }
    }

    /** {@code z = sigmoid(z + bias)}. */
    static void sigmoid(float[] z, float[] bias, int n) {
        begin(z, bias, -1 / 16f, z, n);
        for (int i = 0; i < n; i++) {
            z[i] = sigmoidOf(grown(z[i]));
        }
    }

    /** {@code c = f c + i a}. */
    static void remember(float[] a, float[] f, float[] i, float[] c, int n) {
        for (int k = 0; k < n; k++) {
            c[k] = Math.fma(f[k], c[k], i[k] * a[k]) + TINY - TINY;
        }
    }

    /** {@code squashed = tanh(c + none); h = o squashed}. */
    static void show(float[] o, float[] c, float[] none, float[] squashed, float[] h, int n) {
        begin(c, none, -2 / 16f, squashed, n);
        for (int k = 0; k < n; k++) {
            float t = tanhOf(grown(squashed[k]));
            squashed[k] = t;
            h[k] = o[k] * t + TINY - TINY;
        }
    }

    /** Adds to the cells' error what h's error says, and gives the output gates'. */
    static void blame(float[] o, float[] squashed, float[] error, float[] cellError, float[] outputSlope, int n) {
        for (int k = 0; k < n; k++) {
            float e = error[k] * o[k];
            float t = squashed[k];
            cellError[k] = Math.fma(e, Math.fma(-t, t, 1f), cellError[k]);
            outputSlope[k] = e * t * (1 - o[k]) + TINY - TINY;
        }
    }

    /**
     * Errors of the sums of candidate, forget and input gate; the cells' error goes on to the step before. In three
     * loops: one that reads and writes so many arrays is left without vector instructions.
     */
    static void slopes(float[][] gate, float[] before, float[] cellError, float[][] slope, int n) {
        candidateSlope(gate[0], gate[3], cellError, slope[0], n);
        inputSlope(gate[0], gate[3], cellError, slope[3], n);
        forgetSlope(gate[1], before, cellError, slope[1], n);
    }

    private static void candidateSlope(float[] a, float[] i, float[] e, float[] slope, int n) {
        for (int k = 0; k < n; k++) {
            slope[k] = e[k] * i[k] * Math.fma(-a[k], a[k], 1f) + TINY - TINY;
        }
    }

    private static void inputSlope(float[] a, float[] i, float[] e, float[] slope, int n) {
        for (int k = 0; k < n; k++) {
            slope[k] = e[k] * i[k] * a[k] * (1 - i[k]) + TINY - TINY;
        }
    }

    private static void forgetSlope(float[] f, float[] before, float[] e, float[] slope, int n) {
        for (int k = 0; k < n; k++) {
            float kept = e[k] * f[k];
            slope[k] = kept * before[k] * (1 - f[k]) + TINY - TINY;
            e[k] = kept + TINY - TINY;
        }
    }

    /** Adds the rows of {@code values}, {@code [rows, columns]}, to {@code sums}; four at a time, to pass it seldom. */
    static void addRows(float[] values, int rows, int columns, float[] sums) {
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            addFour(values, row * columns, columns, sums);
        }
        for (; row < rows; row++) {
            addOne(values, row * columns, columns, sums);
        }
    }

    private static void addFour(float[] values, int first, int columns, float[] sums) {
        int second = first + columns;
        int third = second + columns;
        int fourth = third + columns;
        for (int k = 0; k < columns; k++) {
            sums[k] += values[first + k] + values[second + k] + (values[third + k] + values[fourth + k]);
        }
    }

    private static void addOne(float[] values, int row, int columns, float[] sums) {
        for (int k = 0; k < columns; k++) {
            sums[k] += values[row + k];
        }
    }

    /** {@code sums += x₀ w₀ + … + x₃ w₃}: four rows at a time, to pass the sums seldom; more get no vectors. */
    static void addScaled(float[][] w, int row, float[] x, float[] sums, int n) {
        addScaled(w[row], w[row + 1], w[row + 2], w[row + 3], x[row], x[row + 1], x[row + 2], x[row + 3], sums, n);
    }

    private static void addScaled(
            float[] w0, float[] w1, float[] w2, float[] w3, float x0, float x1, float x2, float x3, float[] s, int n) {
        for (int k = 0; k < n; k++) {
            float sum = Math.fma(x1, w1[k], Math.fma(x0, w0[k], s[k]));
            s[k] = Math.fma(x3, w3[k], Math.fma(x2, w2[k], sum));
        }
    }

    /** {@code sums += x w}. */
    static void addScaled(float[] w, float x, float[] sums, int n) {
        for (int k = 0; k < n; k++) {
            sums[k] = Math.fma(x, w[k], sums[k]);
        }
    }
}
