package lintel.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;

/**
 * The column names in a CSV file's first line. Blanks around a name, and a {@code #} that makes the line a comment to
 * other programs, are not part of it.
 */
public final class CsvHeader {
    private CsvHeader() {}

    /**
     * Reads no more than the first line.
     *
     * @throws InputException if the file is absent, unreadable, empty or not UTF-8, or a name is empty or stands twice
     */
    public static List<String> read(Path file) {
        return read(DataFile.of(file));
    }

    /** The same for any place to read from. */
    public static List<String> read(DataFile file) {
        try (CsvCursor cursor = new CsvCursor(file.name(), file.open())) {
            return read(cursor);
        }
    }

    static List<String> read(CsvCursor cursor) {
        if (!cursor.startRecord()) {
            throw new InputException(
                    "%s: is empty; a header line with column names must come first".formatted(cursor.name()));
        }
        List<String> names = new ArrayList<>();
        Map<String, Integer> positions = new HashMap<>();
        List<String> mistakes = new ArrayList<>();
        boolean more;
        do {
            more = cursor.field();
            String name = names.isEmpty() ? withoutHash(cursor.string()) : cursor.string();
            names.add(name);
            Integer before = positions.putIfAbsent(name, names.size());
            if (name.isEmpty()) {
                mistakes.add("%s: column %d must have a name".formatted(cursor.place(), names.size()));
            } else if (before != null) {
                mistakes.add("%s: column names must differ, but columns %d and %d are both '%s'"
                        .formatted(cursor.place(), before, names.size(), name));
            }
        } while (more);
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return List.copyOf(names);
    }

    /** A first column called just {@code #} keeps its name. */
    private static String withoutHash(String name) {
        String rest = name.startsWith("#") ? name.substring(1).strip() : name;
        return rest.isEmpty() ? name : rest;
    }
}
