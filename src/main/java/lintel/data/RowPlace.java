package lintel.data;

import lintel.config.InputException;

/** Names a value by its row (given from 0) and column, for messages: {@code data.csv:18:3}. */
@FunctionalInterface
interface RowPlace {
    String of(int row, String column);

    /** For what has no lines: {@code images.gz: row 17}, counted from 1. */
    static RowPlace in(String file) {
        return (row, column) -> "%s: row %d".formatted(file, row + 1);
    }

    /** For a CSV file. Lines are not kept: they are counted when one is asked for, by reading the file again. */
    static RowPlace in(DataFile file) {
        return (row, column) -> {
            try (CsvCursor cursor = new CsvCursor(file.name(), file.open())) {
                return find(cursor, row, CsvHeader.read(cursor).indexOf(column));
            } catch (InputException | IllegalStateException unreadable) { // such as a .zip that is closed by now
                return in(file.name()).of(row, column);
            }
        };
    }

    /** For several CSV files, one below the other. */
    static RowPlace in(TableFiles table) {
        return (row, column) -> {
            int rest = row;
            for (DataFile file : table.files()) {
                int rows = rows(file, rest);
                if (rows > rest) {
                    return in(file).of(rest, column);
                }
                rest -= rows;
            }
            return in(table.name()).of(row, column);
        };
    }

    /** The rows of a file, not counted on beyond {@code enough}. */
    private static int rows(DataFile file, int enough) {
        try (CsvCursor cursor = new CsvCursor(file.name(), file.open())) {
            CsvHeader.read(cursor);
            int rows = 0;
            while (rows <= enough && cursor.startRecord()) {
                while (cursor.field()) {
                    continue;
                }
                rows++;
            }
            return rows;
        }
    }

    private static String find(CsvCursor cursor, int row, int position) {
        for (int i = 0; cursor.startRecord(); i++) {
            int c = 0;
            for (boolean more = true; more; c++) {
                more = cursor.field();
                if (i == row && c == position) {
                    return cursor.place();
                }
            }
        }
        throw new IllegalStateException("no such row");
    }
}
