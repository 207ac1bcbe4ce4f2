package lintel.config;

import java.util.Optional;

/**
 * How training, validation and test are told apart: the {@code split:} block. At most one of {@code order},
 * {@code group} and {@code column} is given; without any the split is random.
 *
 * @param validation fraction of all rows in [0, 1), or files of its own
 * @param test       fraction of all rows in [0, 1), or files of its own
 * @param stratify   keep the class shares equal in every part (random splits only)
 * @param order      column to sort by: the earliest rows train, the latest test
 * @param group      column whose equal values stay in one part
 * @param column     column that holds {@code train}, {@code validation} or {@code test}
 */
public record SplitConfig(
        Part validation,
        Part test,
        boolean stratify,
        Optional<String> order,
        Optional<String> group,
        Optional<String> column) {
    /** One part's size or place. */
    public sealed interface Part {
        /** {@code validation: 0.15}. */
        record Fraction(double value) implements Part {}

        /** {@code test: path} or {@code test: {images: path, labels: path}}. */
        record Given(SourceConfig source) implements Part {}
    }
}
