package lintel.config;

/**
 * Where a value was written.
 *
 * @param source file name as the user gave it, or the override as typed ({@code -o training.epochs=5})
 * @param line   1-based; 0 when the source has no lines
 * @param column 1-based; 0 when the source has no lines
 */
record Place(String source, int line, int column) implements Comparable<Place> {
    /** A place without lines: an override, or a default. */
    static Place of(String source) {
        return new Place(source, 0, 0);
    }

    /** Reading order of one file; overrides come after it, in the order given. */
    @Override
    public int compareTo(Place other) {
        if ((line == 0) != (other.line == 0)) {
            return line == 0 ? 1 : -1;
        }
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
