package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lintel.config.ColumnType;
import lintel.config.InputException;

/** Grows a table row by row. Each row gives every column one value, then ends. */
final class TableBuilder {
    /** So many rows are read before types found to be wrong make the reading start again; later ones are collected. */
    private static final int SAMPLE = 1000;

    private final Map<String, ColumnBuilder> columns = new HashMap<>();
    private final List<ColumnBuilder> order = new ArrayList<>();
    private final List<byte[]> missing;
    private final float[] missingNumbers;
    private int slots;
    private Matrix.Builder numbers;
    private float[] block;
    private int offset;
    private int rows;
    private boolean surprised;

    /** @param missing texts that stand for a missing value */
    TableBuilder(List<String> missing) {
        this.missing = missing.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.missingNumbers = numbersAmong(missing);
    }

    private static float[] numbersAmong(List<String> missing) {
        List<Float> found = new ArrayList<>();
        for (String text : missing) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long number = Decimal.read(java.util.Arrays.copyOf(bytes, bytes.length + Decimal.PADDING), 0);
            if (bytes.length > 0 && Decimal.end(number) == bytes.length) {
                found.add(Decimal.value(number));
            }
        }
        float[] result = new float[found.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = found.get(i);
        }
        return result;
    }

    /** A column of categories found in the data. */
    void addText(String name) {
        add(new TextColumn(name, missing));
    }

    /** A numeric or boolean column. @param type null to infer it */
    void addNumbers(String name, ColumnType type) {
        add(new NumberColumn(name, missing, this, slots++, type));
    }

    /** A column of known type and categories. */
    void addKnown(Field field, Refusals refusals) {
        if (field.categorical()) {
            add(new TextColumn(field, missing, refusals.unseen().get(field.name())));
        } else {
            addNumbers(field.name(), field.type());
        }
        columns.get(field.name()).missingRefused = refusals.missing().get(field.name());
    }

    private void add(ColumnBuilder column) {
        columns.put(column.name, column);
        order.add(column);
    }

    /** Where the values of a source with these columns go; columns not added are skipped. Begins the rows. */
    ColumnBuilder[] bind(List<String> names) {
        if (numbers == null) {
            begin(new Matrix.Builder(slots));
        }
        ColumnBuilder[] bound = new ColumnBuilder[names.size()];
        for (int i = 0; i < bound.length; i++) {
            ColumnBuilder column = columns.get(names.get(i));
            bound[i] = column == null ? new ColumnBuilder.Skipped(names.get(i)) : column;
        }
        return bound;
    }

    private void begin(Matrix.Builder empty) {
        numbers = empty;
        block = numbers.current();
        offset = numbers.offset();
        rows = 0;
    }

    /** Names of the columns added, in that order. */
    List<String> names() {
        return order.stream().map(column -> column.name).toList();
    }

    void put(int slot, float value) {
        block[offset + slot] = value;
    }

    /** Whether a number may be one of the texts that stand for a missing value, so that its text must be compared. */
    boolean mayBeMissing(float value) {
        for (float number : missingNumbers) {
            if (number == value) {
                return true;
            }
        }
        return false;
    }

    /** Ends a row; false when the rest need not be read, because types already proved wrong. */
    boolean endRow() {
        numbers.endRow();
        block = numbers.current();
        offset = numbers.offset();
        return ++rows != SAMPLE || !surprised;
    }

    int rows() {
        return rows;
    }

    /** An inferred type was wrong. */
    void surprise() {
        surprised = true;
    }

    /** Columns taken for numbers that turned out to be text: the table must be read again with these as text. */
    List<String> surprises() {
        return numberColumns()
                .filter(NumberColumn::isText)
                .map(column -> column.name)
                .toList();
    }

    private Stream<NumberColumn> numberColumns() {
        return order.stream().filter(NumberColumn.class::isInstance).map(NumberColumn.class::cast);
    }

    /**
     * Hands over the rows so far and starts anew with none.
     *
     * @throws InputException if a column of numbers holds one that is not finite
     */
    Table take() {
        List<String> mistakes =
                numberColumns().flatMap(column -> column.notFinite().stream()).toList();
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        List<Field> fields = new ArrayList<>();
        List<int[]> codes = new ArrayList<>();
        for (ColumnBuilder column : order) {
            if (column instanceof TextColumn text) {
                TextColumn.Taken taken = text.take();
                fields.add(taken.field());
                codes.add(taken.codes());
            } else if (column instanceof NumberColumn number) {
                fields.add(number.field());
            }
        }
        Matrix matrix = numbers.build();
        begin(new Matrix.Builder(slots, rows));
        return new Table(new Schema(fields), matrix, codes);
    }
}
