package lintel.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.Nearest;

/**
 * Reads CSV files with a header line into a table and finds out what each column holds: numeric if all values that are
 * not missing are decimal numbers, boolean if all are {@code true} or {@code false} (any case), else categorical.
 *
 * <p>Values are trimmed unless quoted. Numbers become the nearest float. Blank lines are skipped; a missing value alone
 * in its line is written {@code ""}. A file is read once, or again from its start when a type inferred from its first
 * rows proves wrong later.
 */
public final class TableReader {
    private final List<DataFile> files;
    private final ReadOptions options;

    private TableReader(List<DataFile> files, ReadOptions options) {
        this.files = files;
        this.options = options;
    }

    /**
     * Rows of one or more files, one below the other.
     *
     * @param table  all rows
     * @param starts {@code [files + 1]} the first row of each file, then the number of rows
     */
    public record Rows(Table table, int[] starts) {}

    /** One file's rows, at least one. @throws InputException as {@link #readAll(List, ReadOptions)} */
    public static Table readAll(DataFile file, ReadOptions options) {
        return readAll(List.of(file), options).table();
    }

    /**
     * The rows of several files as one table, so that all agree on types and categories. The first file's header
     * says which columns there are; the others may have them in another order, and more.
     *
     * @param files at least one
     * @throws InputException if a file has no rows, lacks a column, has a row with too many or too few values, is not
     *     UTF-8, or a value does not fit its column's type; naming file, line and column
     */
    public static Rows readAll(List<DataFile> files, ReadOptions options) {
        return new TableReader(files, options).read();
    }

    private Rows read() {
        return infer(files.get(0).name(), CsvHeader.read(files.get(0)), options, this::readInto);
    }

    /** Reads all rows there are. */
    @FunctionalInterface
    interface Pass {
        /** @return where each part of the rows starts, and their number */
        int[] into(TableBuilder builder);
    }

    /** Repeats a pass until every column's type is right: at most thrice. */
    static Rows infer(String source, List<String> names, ReadOptions options, Pass pass) {
        checkDeclared(source, names, options);
        Set<String> text = new HashSet<>(options.text());
        while (true) {
            TableBuilder builder = builder(names, options, text);
            int[] starts = pass.into(builder);
            List<String> surprises = builder.surprises();
            if (surprises.isEmpty()) {
                return new Rows(builder.take(), starts);
            }
            text.addAll(surprises);
        }
    }

    static void checkDeclared(String source, List<String> names, ReadOptions options) {
        List<String> mistakes = options.types().keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .map(name -> "%s: %s, whose type is declared".formatted(source, lacks(name, names)))
                .toList();
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }

    private static String lacks(String name, List<String> names) {
        String hint = Nearest.to(name, names).map(" (nearest: '%s')"::formatted).orElse("");
        return "there is no column '%s'%s".formatted(name, hint);
    }

    private static TableBuilder builder(List<String> names, ReadOptions options, Set<String> text) {
        TableBuilder builder = new TableBuilder(options.missing());
        for (String name : names) {
            ColumnType type = options.types().get(name);
            if (!options.wanted().map(wanted -> wanted.contains(name)).orElse(true)) {
                continue;
            }
            if (text.contains(name) || type == ColumnType.CATEGORICAL) {
                builder.addText(name);
            } else {
                builder.addNumbers(name, type);
            }
        }
        return builder;
    }

    private int[] readInto(TableBuilder builder) {
        int[] starts = new int[files.size() + 1];
        boolean more = true;
        for (int i = 0; i < files.size() && more; i++) {
            DataFile file = files.get(i);
            try (RowSource rows = new CsvRows(file.name(), file.open())) {
                checkColumns(file, rows.names(), builder.names());
                rows.into(builder);
                while (more && rows.next()) {
                    more = builder.endRow();
                }
            }
            starts[i + 1] = builder.rows();
            if (starts[i + 1] == starts[i]) {
                throw new InputException("%s: has a header line, but no rows".formatted(file.name()));
            }
        }
        return starts;
    }

    private void checkColumns(DataFile file, List<String> names, List<String> expected) {
        List<String> mistakes = expected.stream()
                .filter(name -> !names.contains(name))
                .map(name -> "%s: %s, which %s has"
                        .formatted(file.name(), lacks(name, names), files.get(0).name()))
                .toList();
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }
}
