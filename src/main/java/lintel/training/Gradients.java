package lintel.training;

/** What is done to a gradient before the optimizer sees it. */
final class Gradients {
    private Gradients() {}

    /** {@code factor / 2 * |weights|^2}. */
    static double penalty(float[] parameters, boolean[] weights, double factor) {
        double squares = 0;
        for (int i = 0; i < parameters.length && factor > 0; i++) {
            squares += weights[i] ? (double) parameters[i] * parameters[i] : 0;
        }
        return factor / 2 * squares;
    }

    /** Adds {@code factor * w} for the weights: the gradient of {@code factor / 2 * |weights|^2}. */
    static void addPenalty(float[] gradient, float[] parameters, boolean[] weights, double factor) {
        float f = (float) factor;
        for (int i = 0; i < gradient.length && factor > 0; i++) {
            if (weights[i]) {
                gradient[i] += f * parameters[i];
            }
        }
    }

    /** Euclidean norm of the whole vector, summed in double; not finite exactly when an entry is not. */
    static double norm(float[] gradient) {
        double sum = 0;
        for (float g : gradient) {
            sum += (double) g * g;
        }
        return Math.sqrt(sum);
    }

    /** Multiplies every number by {@code factor}. */
    static void scale(float[] gradient, double factor) {
        float f = (float) factor;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= f;
        }
    }

    /** Shrinks a gradient of the given norm to {@code largest} when it is longer; its direction stays. */
    static void clip(float[] gradient, double norm, double largest) {
        if (norm > largest) {
            scale(gradient, largest / norm);
        }
    }

    /** Whether every number is finite. */
    static boolean finite(float[] values) {
        return Double.isFinite(norm(values));
    }
}
