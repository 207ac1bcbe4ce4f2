package lintel.engine;

import java.util.Arrays;

/**
 * The curves of the four gates of one row at once, tanh and sigmoid side by side in the same loops: a loop over few
 * numbers takes most of its time to begin and to end.
 *
 * <p>With u = expm1(-x): sigmoid(x) = 1 / (u + 2); with u = expm1(-2x): tanh(x) = -u / (u + 2). As in
 * {@link FloatGates}, what the sum in the denominator loses is put right afterwards.
 */
final class FloatCurves {
    private final int columns;
    private final float[] factor;
    private final float[] slope;
    private final float[] constant;
    private final float[] half;
    private final float[] inverse;

    FloatCurves(int units) {
        columns = Cells.GATES * units;
        factor = parameter(units, -2 / 16f, -1 / 16f);
        slope = parameter(units, -1, 0);
        constant = parameter(units, 0, 1);
        half = parameter(units, 0.5f, 0);
        inverse = parameter(units, 0.5f, 1);
    }

    private float[] parameter(int units, float tanh, float sigmoid) {
        float[] values = new float[columns];
        Arrays.fill(values, sigmoid);
        Arrays.fill(values, 0, units, tanh);
        return values;
    }

    /** {@code z = curve(z + bias)}, {@code [4 units]}: candidate, forget, output and input. */
    void apply(float[] z, float[] bias) {
        FloatGates.begin(z, bias, factor, z, columns);
        end(z, slope, constant, half, inverse, columns);
    }

    private static void end(float[] z, float[] slope, float[] constant, float[] half, float[] inverse, int n) {
        for (int i = 0; i < n; i++) {
            float u = FloatGates.grown(z[i]);
            float d = u + 2;
            float value = Math.fma(slope[i], u, constant[i]) / d;
            float reciprocal = Math.fma(value, inverse[i], half[i]); // 1 / d
            z[i] = Math.fma(-value * reciprocal, u - (d - 2), value);
        }
    }
}
