package lintel.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the examples come from and what they mean: the {@code data:} block. {@code types} keeps the order written. */
public record DataConfig(
        @Rule(
                        doc = "File(s) with the examples; with `*` or `?` in its names all CSV files that fit are"
                                + " one table; a relative path is looked up from the working directory, then"
                                + " from the config's folder")
                SourceConfig source,
        @Rule(doc = "Column name to type; what is not declared is inferred", fallback = "{}")
                Map<String, ColumnType> types,
        @Rule(doc = "Texts that stand for a missing value", fallback = "[\"\", NA, \"?\"]", text = TextKind.BLANK)
                List<String> missing,
        @Rule(doc = "What is to be predicted; a column name alone is short for `{column: name}`") TargetConfig target,
        @Rule(
                        doc = "Column of numbers >= 0 that say how much each training row counts: 2 as if it"
                                + " stood there twice, 0 as if not at all; no feature, and the metrics ignore it. It"
                                + " stands where the target does: of a sequence with one label all rows must say the"
                                + " same, with `output: every-step` each says what its own step's label counts")
                Optional<String> weight,
        @Rule(doc = "Which columns the model sees, and how", fallback = "{}") FeaturesConfig features,
        @Rule(doc = "How training, validation and test are told apart", fallback = "{}") SplitConfig split,
        @Rule(doc = "Given when an example is a sequence of rows") Optional<SequencesConfig> sequences) {
    public DataConfig {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        missing = List.copyOf(missing);
    }
}
