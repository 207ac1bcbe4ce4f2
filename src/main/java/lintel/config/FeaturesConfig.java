package lintel.config;

import java.util.List;
import java.util.Optional;

/**
 * Which columns the model sees: the {@code features:} block. Target, split and sequence key columns are never
 * features.
 */
public record FeaturesConfig(
        @Rule(doc = "Only these columns, in this order; empty: all others", fallback = "[]") List<String> include,
        @Rule(doc = "Columns left out", fallback = "[]") List<String> exclude,
        @Rule(
                        doc = "Read each row as this many time steps of (columns / steps) features;"
                                + " an LSTM on a table or image needs it",
                        range = "[1, 1000000]")
                Optional<Integer> steps,
        @Rule(
                        doc = "What replaces a sequence for logistic regression: `flatten` puts its"
                                + " steps side by side, `statistics` takes each channel's mean, sd, min,"
                                + " max, first, last and slope, and the length; `auto` flattens when all"
                                + " training sequences have one length",
                        fallback = "auto")
                SequenceSummary summary) {
    public FeaturesConfig {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** What a sequence becomes for a model that takes rows. */
    public enum SequenceSummary {
        AUTO,
        FLATTEN,
        STATISTICS
    }
}
