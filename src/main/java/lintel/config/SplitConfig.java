package lintel.config;

import java.util.Optional;

/**
 * How training, validation and test are told apart: the {@code split:} block. At most one of {@code order},
 * {@code group} and {@code column} is given; without any the split is random. What cannot apply is switched off here:
 * {@code stratify} beside any of the three, and the fractions beside {@code column}.
 */
public record SplitConfig(
        @Rule(doc = "Fraction of all rows, or a source of its own", fallback = "0.15") Part validation,
        @Rule(doc = "Fraction of all rows, or a source of its own", fallback = "0.2") Part test,
        @Rule(doc = "Keep the class shares equal in every part; random splits only", fallback = "true")
                boolean stratify,
        @Rule(doc = "Column to sort by: the earliest rows train, the latest test") Optional<String> order,
        @Rule(doc = "Column whose equal values stay in one part") Optional<String> group,
        @Rule(doc = "Column that holds `train`, `validation` or `test`; replaces the fractions")
                Optional<String> column) {
    public SplitConfig {
        stratify = stratify && order.isEmpty() && group.isEmpty() && column.isEmpty();
        if (column.isPresent()) {
            validation = validation instanceof Part.Fraction ? new Part.Fraction(0) : validation;
            test = test instanceof Part.Fraction ? new Part.Fraction(0) : test;
        }
    }

    /** One part's size or place. */
    public sealed interface Part permits Part.Fraction, Part.Given {
        /** {@code validation: 0.15}. */
        @Written(inline = true)
        record Fraction(@Rule(doc = "Share of all rows", range = "[0, 1)") double value) implements Part {}

        /** {@code test: path} or {@code test: {images: path, labels: path}}. */
        @Written(inline = true)
        record Given(@Rule(doc = "Where the part's own rows are") SourceConfig source) implements Part {}
    }
}
