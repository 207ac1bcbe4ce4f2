package lintel.data;

import java.io.InputStream;
import java.util.List;
import lintel.config.InputException;

/** Rows of a CSV file with a header line. */
final class CsvRows implements RowSource {
    private final CsvCursor cursor;
    private final List<String> names;
    private TableBuilder table;
    private ColumnBuilder[] columns;

    /** @param in closed with the rows, or at once when the header is wrong */
    CsvRows(String name, InputStream in) {
        cursor = new CsvCursor(name, in);
        try {
            names = CsvHeader.read(cursor);
        } catch (InputException wrong) {
            cursor.close();
            throw wrong;
        }
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void into(TableBuilder builder) {
        table = builder;
        columns = builder.bind(names);
    }

    @Override
    public boolean next() {
        if (!cursor.startRecord()) {
            return false;
        }
        int last = columns.length - 1;
        for (int i = 0; i <= last; i++) {
            cursor.prepare();
            i = numbers(i, last);
            ColumnBuilder column = columns[i];
            if (column.directSlot >= 0 && number(column.directSlot, i == last ? '\n' : ',')) {
                continue;
            }
            boolean more = cursor.field();
            if (more != i < last) {
                throw ragged(i + 1, more);
            }
            column.add(cursor.text, cursor.from, cursor.to, cursor);
        }
        return true;
    }

    /**
     * Takes plain numbers up to the next comma each, from column i on, while they are that, not near the end of the
     * text at hand, and not in the last column; most of the time is spent here.
     *
     * @return the first column not taken
     */
    private int numbers(int first, int last) {
        ByteWindow window = cursor.window;
        byte[] bytes = window.bytes;
        int safe = window.limit - CsvCursor.LOOKAHEAD;
        int at = window.at;
        int i = first;
        for (; i < last && at <= safe; i++) {
            int slot = columns[i].directSlot;
            if (slot < 0) {
                break;
            }
            int end = at + Decimal.toComma(bytes, at);
            long number = bytes[end] == ',' ? Decimal.readShort(bytes, at, end) : Decimal.NOT_SHORT;
            if (number == Decimal.NOT_SHORT) {
                number = Decimal.read(bytes, at);
                end = Decimal.end(number);
                if (end == at || bytes[end] != ',') {
                    break;
                }
            }
            if (table.mayBeMissing(Decimal.value(number))) {
                break;
            }
            table.put(slot, Decimal.value(number));
            at = end + 1;
        }
        window.at = at;
        return i;
    }

    /** Takes a plain number that ends at {@code delimiter}; if there is none, does nothing and says false. */
    private boolean number(int slot, char delimiter) {
        ByteWindow window = cursor.window;
        byte[] bytes = window.bytes;
        int start = window.at;
        start += bytes[start] == ' ' ? 1 : 0;
        long number = Decimal.read(bytes, start);
        int end = Decimal.end(number);
        if (end == start || bytes[end] != delimiter || table.mayBeMissing(Decimal.value(number))) {
            return false;
        }
        table.put(slot, Decimal.value(number));
        window.at = end;
        if (delimiter == ',') {
            window.at++;
        } else {
            cursor.newLine();
        }
        return true;
    }

    private InputException ragged(int read, boolean more) {
        String place = cursor.place();
        int found = read;
        for (boolean another = more; another; another = cursor.field()) {
            found++;
        }
        return new InputException("%s: a row must have %d values, as many as the header, but this one has %d"
                .formatted(place, columns.length, found));
    }

    @Override
    public void close() {
        cursor.close();
    }
}
