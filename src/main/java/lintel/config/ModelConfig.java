package lintel.config;

import java.util.List;
import java.util.Optional;

/** The network: {@code model: logistic}, {@code model: {logistic: {…}}} or {@code model: {lstm: {…}}}. */
public sealed interface ModelConfig {
    /**
     * One sigmoid output layer.
     *
     * @param l2 lambda in sum of weight * loss + lambda / 2 * |w|^2, intercept free, at least 0
     */
    record Logistic(double l2) implements ModelConfig {}

    /**
     * Stacked LSTM layers under a sigmoid output layer.
     *
     * @param layers         units of each layer, first to last
     * @param dropout        probability of dropping an input of a layer while training, in [0, 1)
     * @param output         one prediction per sequence or one per step
     * @param bidirectional  every layer reads the sequence both ways; the outputs are concatenated
     * @param truncate       steps per gradient of truncated back-propagation; needs every-step, not bidirectional
     * @param forgetGateBias initial bias of the forget gate
     */
    record Lstm(
            List<Integer> layers,
            double dropout,
            Output output,
            boolean bidirectional,
            Optional<Integer> truncate,
            double forgetGateBias)
            implements ModelConfig {}

    /** Where an LSTM answers. */
    enum Output {
        LAST,
        EVERY_STEP
    }
}
