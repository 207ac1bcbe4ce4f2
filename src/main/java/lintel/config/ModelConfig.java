package lintel.config;

import java.util.List;
import java.util.Optional;

/** The network: {@code model: logistic}, {@code model: {logistic: {…}}} or {@code model: {lstm: {…}}}. */
public sealed interface ModelConfig permits ModelConfig.Logistic, ModelConfig.Lstm {
    /** One sigmoid output layer, under the penalty that {@link #lambda1} and {@link #lambda2} say. */
    @Written(doc = "One sigmoid output layer")
    record Logistic(
            @Rule(
                            doc = "λ₂ in Σ weight·loss + λ₁·Σ|w| + λ₂/2·‖w‖², intercept free: scikit-learn's 1/C;"
                                    + " left out: 1, but 0 beside `l1`. `auto`: the one of 10⁴ … 10⁻⁴, by half"
                                    + " decades, that has the least log-loss on the validation split")
                    Optional<L2> l2,
            @Rule(doc = "λ₁ of the same: above 0 many weights are exactly 0", range = "[0, inf)", fallback = "0.0")
                    double l1,
            @Rule(doc = "Both at once, in scikit-learn's words; in place of `l1` and `l2`")
                    Optional<ElasticNet> elasticNet)
            implements ModelConfig {
        /** Penalised by l2 alone. */
        public Logistic(double l2) {
            this(l2, 0);
        }

        public Logistic(double l2, double l1) {
            this(Optional.of(new L2.Value(l2)), l1, Optional.empty());
        }

        /** Whether {@link #lambda2} is still to be chosen. */
        public boolean l2IsAuto() {
            return l2.orElse(null) instanceof L2.Auto;
        }

        /** What {@code Σ|w|} counts in the objective. */
        public double lambda1() {
            return elasticNet.map(net -> net.penalty() * net.l1Ratio()).orElse(l1);
        }

        /** What {@code ‖w‖² / 2} counts in the objective. @throws IllegalStateException if it is still to be chosen */
        public double lambda2() {
            if (elasticNet.isPresent()) {
                return elasticNet.get().penalty() * (1 - elasticNet.get().l1Ratio());
            }
            if (l2IsAuto()) {
                throw new IllegalStateException("l2 is still to be chosen");
            }
            return l2.isPresent() ? ((L2.Value) l2.get()).value() : l1 > 0 ? 0 : 1;
        }
    }

    /** The squared penalty of logistic regression. */
    sealed interface L2 permits L2.Value, L2.Auto {
        /** {@code l2: 1.0}. */
        @Written(inline = true)
        record Value(@Rule(doc = "λ₂", range = "[0, inf)") double value) implements L2 {}

        /** {@code l2: auto}: to be chosen on the validation split. */
        @Written(inline = true)
        record Auto() implements L2 {}
    }

    /** λ₁ = penalty · l1Ratio and λ₂ = penalty · (1 - l1Ratio). */
    record ElasticNet(
            @Rule(doc = "λ: λ₁ is λ · `l1Ratio` and λ₂ is λ · (1 - `l1Ratio`), scikit-learn's 1/C", range = "[0, inf)")
                    double penalty,
            @Rule(doc = "0 is l2 alone, 1 is l1 alone: scikit-learn's `l1_ratio`", range = "[0, 1]") double l1Ratio) {}

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
