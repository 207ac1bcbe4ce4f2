package lintel.training;

import lintel.engine.Cholesky;
import org.bytedeco.javacpp.FloatPointer;

/** Holds the Hessian of the chosen weights, {@code 8 m²} bytes: a product of matrices makes it, so that it is cheap. */
final class GramModel implements QuadraticModel {
    private final int[] chosen;
    private final double[] hessian;
    private final double[] cross;
    private final double interceptCurvature;
    private final double[] slopes;
    private double interceptSlope;

    /** @param rows about how many the Hessian is from */
    GramModel(LogisticObjective objective, HessianSampler sampler, int output, int[] chosen, int rows) {
        this.chosen = chosen;
        int size = chosen.length;
        this.hessian = new double[Math.multiplyExact(size, size)];
        this.cross = new double[size];
        this.slopes = new double[size];
        float[] lower = new float[Math.multiplyExact(size + 1, size + 1)];
        try (GramSum sum = new GramSum(objective.features(), chosen)) {
            sampler.each(output, rows, sum);
            sum.lower().get(lower);
        }
        int width = size + 1;
        this.interceptCurvature = Math.max(lower[size * width + size], Double.MIN_NORMAL);
        for (int c = 0; c < size; c++) {
            cross[c] = lower[size * width + c] / interceptCurvature;
        }
        for (int c = 0; c < size; c++) {
            for (int d = 0; d <= c; d++) {
                double value = lower[c * width + d] - cross[c] * cross[d] * interceptCurvature;
                hessian[c * size + d] = value;
                hessian[d * size + c] = value;
            }
            // Where rounding or a constant feature leaves nothing, the feature says nothing: a curvature of 0.
            double own = hessian[c * size + c] < 1e-6 * lower[c * width + c] ? 0 : hessian[c * size + c];
            hessian[c * size + c] = own + objective.penalties()[chosen[c]];
        }
    }

    @Override
    public int[] chosen() {
        return chosen;
    }

    @Override
    public void begin(double[] gradient) {
        interceptSlope = gradient[gradient.length - 1];
        for (int c = 0; c < slopes.length; c++) {
            slopes[c] = gradient[chosen[c]] - cross[c] * interceptSlope;
        }
        interceptSlope /= -interceptCurvature;
    }

    @Override
    public double curvature(int c) {
        return hessian[c * slopes.length + c];
    }

    @Override
    public double slope(int c) {
        return slopes[c];
    }

    @Override
    public void move(int c, double change) {
        interceptSlope -= cross[c] * change;
        int row = c * slopes.length;
        for (int d = 0; d < slopes.length; d++) {
            slopes[d] += change * hessian[row + d];
        }
    }

    @Override
    public double interceptMove() {
        return interceptSlope;
    }

    @Override
    public boolean solve(int[] some, double[] right) {
        int size = some.length;
        float[] lower = new float[size * size];
        for (int c = 0; c < size; c++) {
            int row = some[c] * slopes.length;
            for (int d = 0; d <= c; d++) {
                lower[c * size + d] = (float) hessian[row + some[d]];
            }
        }
        try (FloatPointer matrix = new FloatPointer(lower.length)) {
            matrix.put(lower);
            try (Cholesky factor = Cholesky.of(size, matrix, new double[size])) {
                factor.solve(right);
                return true;
            }
        }
    }

    @Override
    public void close() {
        // nothing outside the heap
    }
}
