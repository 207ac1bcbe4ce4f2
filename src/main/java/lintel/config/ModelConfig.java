package lintel.config;

import java.util.List;
import java.util.Optional;

/** The network: {@code model: logistic}, {@code model: {logistic: {…}}} or {@code model: {lstm: {…}}}. */
public sealed interface ModelConfig permits ModelConfig.Logistic, ModelConfig.Lstm {
    /** One sigmoid output layer. */
    @Written(doc = "One sigmoid output layer")
    record Logistic(
            @Rule(
                            doc = "λ in Σ weight·loss + λ/2·‖w‖², intercept free: scikit-learn's 1/C",
                            range = "[0, inf)",
                            fallback = "1.0")
                    double l2)
            implements ModelConfig {}

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
