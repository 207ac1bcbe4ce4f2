package lintel.config;

/** What the same key means wherever it stands. */
final class Docs {
    static final String RATE = "Step size";
    static final String MOMENTUM = "Share of the last step that is kept";
    static final String BETA1 = "Memory of gradients";
    static final String BETA2 = "Memory of squared gradients";
    static final String EPSILON = "Added to the divisor, so that it is never 0";

    private Docs() {}
}
