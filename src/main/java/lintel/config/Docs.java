package lintel.config;

/** What keys mean that stand in several places, or take long to explain. */
final class Docs {
    static final String SOLVER =
            "How the optimum is looked for. `auto`: logistic regression by what finds its exact optimum soonest,"
                    + " LSTM by adam; `newton` and `lbfgs` are exact too, and all three end by themselves."
                    + " `sgd` and `adam` run all `epochs` over small batches; so does `auto` for logistic regression"
                    + " where `optimizer`, `schedule`, `clipNorm`, `earlyStopping`, or `epochs` or `batchSize` other"
                    + " than the default is given."
                    + " `gradient-descent` is the textbook's: `epochs` times w ← w - `learningRate` · gradient, of the"
                    + " whole training split's objective divided by the number of its rows";
    static final String BACKEND =
            "What computes: `cuda` an NVIDIA GPU, through ND4J (LSTM only: logistic regression always computes on the"
                    + " CPU), refused where there is none; `auto` one where the CUDA backend is on the class path and a"
                    + " GPU answers, else the CPU; the variable `LINTEL_BACKEND` goes before";
    static final String RATE = "Step size";
    static final String MOMENTUM = "Share of the last step that is kept";
    static final String BETA1 = "Memory of gradients";
    static final String BETA2 = "Memory of squared gradients";
    static final String EPSILON = "Added to the divisor, so that it is never 0";

    private Docs() {}
}
