package lintel.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import lintel.config.InputException;
import lintel.config.Nearest;

/**
 * Rows with columns that are already known, a chunk at a time: memory does not grow with their number.
 *
 * <p>Columns the schema does not name are ignored; a category it does not know becomes {@link Table#UNSEEN}.
 */
public final class TableStream implements Closeable {
    private static final Pattern JSON_NAME = Pattern.compile("\\.(json|jsonl|ndjson)(\\.gz)?$");

    private final Runnable end;
    private final IntFunction<Table> next;

    private TableStream(Runnable end, IntFunction<Table> next) {
        this.end = end;
        this.next = next;
    }

    /**
     * Starts reading CSV with a header line, or JSON lines (told by a first character that is a brace, or by
     * a name ending in .jsonl, .ndjson or .json), packed or not; for numbered columns SVMLight's format, with or
     * without labels.
     *
     * @param name    what messages call the input
     * @param in      closed with the stream
     * @param missing texts that stand for a missing value
     * @param refusals what is an error to read
     * @throws InputException if the input is empty or lacks columns, naming all of them
     */
    public static TableStream open(
            String name, InputStream in, Schema schema, List<String> missing, Refusals refusals) {
        if (schema.numbered()) {
            SvmReader sparse = new SvmReader(
                    name, DataFile.unpacked(name, in), schema.fields().size(), false);
            return new TableStream(sparse::close, most -> Table.of(sparse.next(most)));
        }
        return open(name, rows(name, DataFile.unpacked(name, in), schema), schema, missing, refusals);
    }

    private static TableStream open(
            String name, RowSource rows, Schema schema, List<String> missing, Refusals refusals) {
        TableBuilder builder = new TableBuilder(missing);
        schema.fields().forEach(field -> builder.addKnown(field, refusals));
        try {
            checkColumns(name, rows.names(), schema.names());
        } catch (InputException lacking) {
            rows.close();
            throw lacking;
        }
        rows.into(builder);
        return new TableStream(rows::close, most -> next(rows, builder, most));
    }

    /**
     * The same for a file, or for several with the same columns, one below the other.
     *
     * @throws InputException also if there are several and the columns are numbered
     */
    public static TableStream open(TableFiles files, Schema schema, List<String> missing, Refusals refusals) {
        DataFile first = files.files().get(0);
        if (files.files().size() == 1) {
            return open(first.name(), first.open(), schema, missing, refusals);
        }
        if (schema.numbered()) {
            throw new InputException(
                    "%s: must be one file in SVMLight's format, but is a pattern of several".formatted(files.name()));
        }
        ChainedRows rows = new ChainedRows(files.files(), file -> rows(file.name(), file.open(), schema));
        return open(first.name(), rows, schema, missing, refusals);
    }

    private static RowSource rows(String name, InputStream in, Schema schema) {
        try {
            PushbackInputStream stream = new PushbackInputStream(in, 1);
            int first = stream.read();
            if (first >= 0) {
                stream.unread(first);
            }
            boolean json = first == '{' || JSON_NAME.matcher(name).find();
            return json ? new JsonRows(name, stream, schema.names()) : new CsvRows(name, stream);
        } catch (IOException failure) {
            throw DataFile.unreadable(name, failure);
        }
    }

    private static void checkColumns(String name, List<String> found, List<String> expected) {
        List<String> mistakes = expected.stream()
                .filter(column -> !found.contains(column))
                .map(column -> "%s: column '%s' is missing%s"
                        .formatted(
                                name,
                                column,
                                Nearest.to(column, found)
                                        .map(" (nearest: '%s')"::formatted)
                                        .orElse("")))
                .toList();
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }

    /**
     * The next rows, at most {@code most}, in the input's order; a table without rows when there are no more.
     *
     * @throws InputException if a value does not fit its column or is refused, naming line, column and value
     */
    public Table next(int most) {
        return next.apply(most);
    }

    private static Table next(RowSource rows, TableBuilder builder, int most) {
        int count = 0;
        while (count < most && rows.next()) {
            builder.endRow();
            count++;
        }
        return builder.take();
    }

    @Override
    public void close() {
        end.run();
    }
}
