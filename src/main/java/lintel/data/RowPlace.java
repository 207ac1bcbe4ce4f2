package lintel.data;

/** Names rows (given from 0) for messages, which count them from 1: {@code data.csv: row 17}. */
@FunctionalInterface
interface RowPlace {
    String of(int row);

    static RowPlace in(String file) {
        return row -> "%s: row %d".formatted(file, row + 1);
    }
}
