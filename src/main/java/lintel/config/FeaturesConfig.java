package lintel.config;

import java.util.List;
import java.util.Optional;

/**
 * Which columns the model sees: the {@code features:} block. Target, split and sequence key columns are never features.
 *
 * @param include only these columns, in this order; empty: all others
 * @param exclude columns left out
 * @param steps   read each row as this many time steps of (columns / steps) features; an LSTM on a table or image
 *     needs it
 * @param summary what replaces a sequence for logistic regression; {@code AUTO} is {@code FLATTEN} when all sequences
 *     of the training split have one length, else {@code STATISTICS}
 */
public record FeaturesConfig(
        List<String> include, List<String> exclude, Optional<Integer> steps, SequenceSummary summary) {
    /** {@code STATISTICS}: per channel mean, sd, min, max, first, last and slope, and the length. */
    public enum SequenceSummary {
        AUTO,
        FLATTEN,
        STATISTICS
    }
}
