package lintel.network;

/** The logistic function and the loss that belongs to it, exact for logits of any size; known without ND4J. */
final class Sigmoid {
    private Sigmoid() {}

    /** 1 / (1 + exp(-z)), without overflow on either side. */
    static double of(double z) {
        double e = Math.exp(-Math.abs(z));
        return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** Cross-entropy of the probability sigmoid(z), in nats; -log of what the label was given. */
    static double loss(double z, double label) {
        return Math.max(z, 0) - label * z + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /** Derivative of the loss by z: sigmoid(z) - label, without cancellation where both are near 1. */
    static double lossSlope(double z, double label) {
        return (1 - label) * of(z) - label * of(-z);
    }
}
