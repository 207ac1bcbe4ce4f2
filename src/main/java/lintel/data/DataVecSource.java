package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lintel.config.InputException;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.SequenceRecordReader;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;

/**
 * Tables from any DataVec reader. Types are inferred as for CSV, from the values as text; an array counts as its
 * numbers one after the other. Each value passes through an object, so large plain files are better read as CSV.
 */
public final class DataVecSource {
    private final String name;
    private final RecordReader reader;
    private final List<String> names;

    private DataVecSource(String name, RecordReader reader, List<String> names) {
        this.name = name;
        this.reader = reader;
        this.names = names;
    }

    /**
     * One row per record.
     *
     * @param name   what messages call the source
     * @param reader initialised, and able to start again ({@link RecordReader#reset()}); not closed
     * @param names  the columns; empty: {@code column-0}, {@code column-1} …
     * @throws InputException if there are no records, one has another number of values, or a value does not fit
     */
    public static Table read(String name, RecordReader reader, List<String> names, ReadOptions options) {
        return open(name, reader, names).rows(options).table();
    }

    /** One row per step; {@code starts} tells the sequences apart. Else as {@link #read}. */
    public static TableReader.Rows readSequences(
            String name, SequenceRecordReader reader, List<String> names, ReadOptions options) {
        return open(name, reader, names).rows(options);
    }

    private static DataVecSource open(String name, RecordReader reader, List<String> names) {
        reader.reset();
        if (!reader.hasNext()) {
            throw new InputException("%s: has no records".formatted(name));
        }
        return new DataVecSource(name, reader, List.copyOf(names));
    }

    private TableReader.Rows rows(ReadOptions options) {
        List<String> columns = names;
        if (columns.isEmpty()) {
            int width = values(nextSequence().get(0)).size();
            columns = IntStream.range(0, width).mapToObj(i -> "column-" + i).toList();
        }
        List<String> all = columns;
        return TableReader.infer(name, all, options, builder -> readInto(builder, all));
    }

    /** A sequence's steps; of a plain reader the next record as one step. */
    private List<List<Writable>> nextSequence() {
        return reader instanceof SequenceRecordReader sequences ? sequences.sequenceRecord() : List.of(reader.next());
    }

    private int[] readInto(TableBuilder builder, List<String> columns) {
        ColumnBuilder[] bound = builder.bind(columns);
        List<Integer> starts = new ArrayList<>(List.of(0));
        boolean more = true;
        reader.reset();
        while (more && reader.hasNext()) {
            for (List<Writable> step : nextSequence()) {
                row(values(step), bound, "%s: row %d".formatted(name, builder.rows() + 1));
                more &= builder.endRow();
            }
            starts.add(builder.rows());
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void row(List<String> values, ColumnBuilder[] columns, String place) {
        if (values.size() != columns.length) {
            throw new InputException(
                    "%s must have %d values, but has %d".formatted(place, columns.length, values.size()));
        }
        for (int i = 0; i < columns.length; i++) {
            byte[] text = values.get(i).strip().getBytes(StandardCharsets.UTF_8);
            columns[i].add(Arrays.copyOf(text, text.length + Decimal.PADDING), 0, text.length, () -> place);
        }
    }

    private static List<String> values(List<Writable> step) {
        List<String> values = new ArrayList<>(step.size());
        for (Writable value : step) {
            if (value instanceof NDArrayWritable array) {
                for (double number : array.get().ravel().toDoubleVector()) {
                    values.add(Double.toString(number));
                }
            } else {
                values.add(value.toString());
            }
        }
        return values;
    }
}
