package lintel.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be predicted: the {@code target:} block. All values compare as source text.
 *
 * <p>YAML forms: {@code target: column}; {@code {column: c, positive: v}}; {@code {column: c, classes: {negative: [a],
 * positive: [b, c]}}} (rows with other values are left out); {@code {column: c, classes: all}}; {@code {columns: [a,
 * b]}} (multi-label). IDX labels are a column named {@code label}; for them {@code column} may be left out.
 */
@Written(shorthand = "column")
public record TargetConfig(
        @Rule(doc = "The target column; for images left out or `label`") Optional<String> column,
        @Rule(doc = "Label columns of a multi-label target, each 0/1 or false/true", fallback = "[]")
                List<String> columns,
        @Rule(
                        doc = "The value that counts as positive; left out: of two values the later"
                                + " in natural order (2 before 10)")
                Optional<String> positive,
        @Rule(
                        doc = "`all`: every value is a class; or class names, each to the values it"
                                + " stands for: `{negative: [3], positive: [7]}` makes two classes, any"
                                + " other names one output each; rows with other values are left out")
                Optional<ClassesConfig> classes) {
    public TargetConfig {
        columns = List.copyOf(columns);
    }

    /** Which values of the target column are kept and what they mean. */
    public sealed interface ClassesConfig permits ClassesConfig.All, ClassesConfig.Named {
        /** {@code classes: all}: every value is a class; K sigmoid outputs, the highest wins. */
        @Written(inline = true)
        record All() implements ClassesConfig {}

        /**
         * {@code classes: {negative: [3], positive: [7]}}: class name to source values, in the order written. The two
         * names negative and positive make a binary target; any other names (two or more) make one output each.
         */
        @Written(inline = true)
        record Named(@Rule(doc = "Class name to its values", atLeast = 2) Map<String, List<String>> values)
                implements ClassesConfig {
            public Named {
                Map<String, List<String>> copy = new LinkedHashMap<>();
                values.forEach((name, texts) -> copy.put(name, List.copyOf(texts)));
                values = Collections.unmodifiableMap(copy);
            }
        }
    }
}
