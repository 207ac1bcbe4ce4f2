package lintel.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.config.InputException;

/**
 * What one source holds, before targets are resolved and parts told apart.
 *
 * @param name       what messages call it
 * @param features   one row per example, or per step of the sequences
 * @param starts     {@code [examples + 1]} first row of each sequence; null when every row is an example
 * @param keys       target, split and sequence columns as text: one row per example, or per step if
 *     {@code keysPerStep}
 * @param keysPerStep whether keys stand at every step
 * @param place      names a value of {@code keys}
 * @param files      what was read
 */
record Source(
        String name,
        Table features,
        int[] starts,
        List<KeyColumn> keys,
        boolean keysPerStep,
        RowPlace place,
        List<Dataset.SourceFile> files) {

    int size() {
        return starts == null ? features.rows() : starts.length - 1;
    }

    /** The keys at the last step of each example, or the keys themselves if they stand once per example. */
    KeyColumn last(String column) {
        KeyColumn key = key(column);
        return keysPerStep ? key.select(lastSteps()) : key;
    }

    /** Names an example by the value that {@link #last} gives. */
    RowPlace lastPlace() {
        return keysPerStep ? (example, column) -> place.of(starts[example + 1] - 1, column) : place;
    }

    int[] lastSteps() {
        return IntStream.range(0, size()).map(i -> starts[i + 1] - 1).toArray();
    }

    /** The keys at the first step of each example. */
    KeyColumn first(String column) {
        return keysPerStep ? key(column).select(Arrays.copyOf(starts, size())) : key(column);
    }

    /** @throws InputException if the column changes within an example */
    void requireConstant(String column) {
        int[] codes = key(column).codes();
        for (int i = 0; keysPerStep && i < size(); i++) {
            for (int row = starts[i] + 1; row < starts[i + 1]; row++) {
                if (codes[row] != codes[starts[i]]) {
                    throw new InputException("%s: column '%s' must not change within a sequence, but does"
                            .formatted(place.of(row, column), column));
                }
            }
        }
    }

    KeyColumn key(String column) {
        return keys.stream()
                .filter(key -> key.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no key column " + column));
    }
}
