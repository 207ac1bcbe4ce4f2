package lintel.data;

import java.util.List;

/**
 * What is predicted, resolved against the data: one output per entry of {@code outputs}.
 *
 * @param kind    how the outputs form a decision
 * @param columns the target column; for multi-label one column per output
 * @param classes what a decision may say: {@code [negative, positive]} for BINARY, one name per output otherwise
 * @param values  source texts that mean each entry of {@code classes}; for MULTI_LABEL the positive texts per column
 */
public record Target(Kind kind, List<String> columns, List<String> classes, List<List<String>> values) {
    public Target {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
        values = values.stream().map(List::copyOf).toList();
    }

    /** How K sigmoid outputs are read. */
    public enum Kind {
        /** One output: the probability of {@code classes[1]}. */
        BINARY,
        /** K outputs, the highest wins. */
        ONE_VS_REST,
        /** K outputs, each decided by itself. */
        MULTI_LABEL
    }

    /** Number of sigmoid outputs, K. */
    public int outputs() {
        return kind == Kind.BINARY ? 1 : classes.size();
    }
}
