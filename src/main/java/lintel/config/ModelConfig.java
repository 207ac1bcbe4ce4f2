package lintel.config;

import java.util.List;
import java.util.Optional;

/** The network: {@code model: logistic}, {@code model: {logistic: {…}}} or {@code model: {lstm: {…}}}. */
public sealed interface ModelConfig permits ModelConfig.Logistic, ModelConfig.Lstm {
    /** One sigmoid output layer. */
    @Written(doc = "One sigmoid output layer")
    record Logistic(
            @Rule(
                            doc = "λ in Σ weight·loss + λ/2·‖w‖², intercept free: scikit-learn's 1/C."
                                    + " `auto`: the one of 10⁴ … 10⁻⁴, by half decades, that"
                                    + " has the least log-loss on the validation split",
                            fallback = "1.0")
                    L2 l2)
            implements ModelConfig {
        /** With a penalty that is known. */
        public Logistic(double l2) {
            this(new L2.Value(l2));
        }

        /** λ. @throws IllegalStateException if it is still to be chosen */
        public double penalty() {
            if (l2 instanceof L2.Value value) {
                return value.value();
            }
            throw new IllegalStateException("l2 is still to be chosen");
        }
    }

    /** The squared penalty of logistic regression. */
    sealed interface L2 permits L2.Value, L2.Auto {
        /** {@code l2: 1.0}. */
        @Written(inline = true)
        record Value(@Rule(doc = "λ", range = "[0, inf)") double value) implements L2 {}

        /** {@code l2: auto}: to be chosen on the validation split. */
        @Written(inline = true)
        record Auto() implements L2 {}
    }

    /** Stacked LSTM layers under a sigmoid output layer. */
    @Written(doc = "Stacked LSTM layers under a sigmoid output layer")
    record Lstm(
            @Rule(doc = "Units of each layer, first to last", range = "[1, 65536]", atLeast = 1) List<Integer> layers,
            @Rule(
                            doc = "Probability of dropping an input of a layer while training",
                            range = "[0, 1)",
                            fallback = "0.0")
                    double dropout,
            @Rule(doc = "One prediction per sequence (`last`) or one per step (`every-step`)", fallback = "last")
                    Output output,
            @Rule(doc = "Every layer reads the sequence both ways; the outputs stand side by side", fallback = "false")
                    boolean bidirectional,
            @Rule(
                            doc = "Steps per gradient of truncated back-propagation; needs `output:"
                                    + " every-step`, not `bidirectional`",
                            range = "[1, 1000000]")
                    Optional<Integer> truncate,
            @Rule(doc = "Initial bias of the forget gate", fallback = "1.0") double forgetGateBias)
            implements ModelConfig {
        public Lstm {
            layers = List.copyOf(layers);
        }
    }

    /** Where an LSTM answers. */
    enum Output {
        LAST,
        EVERY_STEP
    }
}
