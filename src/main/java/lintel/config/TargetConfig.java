package lintel.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be predicted: the {@code target:} block. All values compare as source text.
 *
 * <p>YAML forms: {@code target: column}; {@code {column: c, positive: v}}; {@code {column: c, classes: {negative: [a],
 * positive: [b, c]}}} (rows with other values are left out); {@code {column: c, classes: all}}; {@code {columns: [a,
 * b]}} (multi-label). IDX labels are a column named {@code label}; for them {@code column} may be left out.
 *
 * @param column   the target column; empty for multi-label
 * @param columns  the label columns of a multi-label target, each 0/1 or false/true; empty otherwise
 * @param positive the value that counts as positive; empty: two values, the later in natural order is positive
 * @param classes  class choice; empty: two classes
 */
public record TargetConfig(
        Optional<String> column, List<String> columns, Optional<String> positive, Optional<ClassesConfig> classes) {

    /** Which values of the target column are kept and what they mean. */
    public sealed interface ClassesConfig {
        /** {@code classes: all}: every value is a class; K sigmoid outputs, the highest wins. */
        record All() implements ClassesConfig {}

        /**
         * {@code classes: {negative: [3], positive: [7]}}: class name to source values, in the order written. The two
         * names negative and positive make a binary target; any other names (two or more) make one output each.
         */
        record Named(Map<String, List<String>> values) implements ClassesConfig {}
    }
}
