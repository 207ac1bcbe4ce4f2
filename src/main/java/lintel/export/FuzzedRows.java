package lintel.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lintel.config.ColumnType;
import lintel.data.Dataset;
import lintel.data.Field;
import lintel.data.Matrix;
import lintel.data.Schema;
import lintel.data.SparseMatrix;
import lintel.data.Table;
import lintel.export.Signature.Column;
import lintel.network.Model;

/**
 * Raw examples made up from a model's schema: ordinary values, missing ones, unseen categories, numbers far outside of
 * what training saw, sequences from the shortest to long ones. The same model gives the same examples.
 */
final class FuzzedRows {
    private static final int EXAMPLES = 250;
    private static final int SEQUENCES = 60;
    private static final int LONG_SEQUENCE = 40;

    /** Examples of very many columns are fewer. */
    private static final int MOST_NUMBERS = 2_000_000;

    private static final double[] FAR = {1e3, 1e6, 1e9};

    private final Signature signature;
    private final Model model;
    private final ValueRanges ranges;
    private final Random random = new Random(20260101);

    /** @param ranges what numbers are ordinary */
    FuzzedRows(Model model, Signature signature, ValueRanges ranges) {
        this.model = model;
        this.signature = signature;
        this.ranges = ranges;
    }

    /** Examples that the model answers. @param longest steps of the longest sequence to be tried */
    Dataset answered(int longest) {
        return signature.steps().isPresent() ? sequences(longest) : rows();
    }

    private Dataset rows() {
        int rows = Math.max(8, Math.min(EXAMPLES, MOST_NUMBERS / signature.features()));
        return data(signature.numbered() > 0 ? numbered(rows) : table(rows, new int[0]), null);
    }

    private Dataset sequences(int longest) {
        int fewest = signature.steps().orElseThrow().fewest();
        int most = Math.min(signature.steps().orElseThrow().most(), Math.max(longest, LONG_SEQUENCE));
        int[] starts = new int[SEQUENCES + 1];
        for (int i = 0; i < SEQUENCES; i++) {
            int length = i < SEQUENCES / 2
                    ? Math.min(most, fewest + i)
                    : i == SEQUENCES - 1 ? most : fewest + random.nextInt(most - fewest + 1);
            starts[i + 1] = starts[i] + length;
        }
        return data(table(starts[SEQUENCES], starts), starts);
    }

    /** One example for each column that takes no missing value, and for each that takes no unseen one. */
    List<Dataset> refused() {
        List<Dataset> refused = new ArrayList<>();
        for (Column column : signature.columns()) {
            if (!column.allowsMissing() && canMiss(column)) {
                refused.add(spoilt(column, Table.MISSING));
            }
            if (!column.allowsUnseen()) {
                refused.add(spoilt(column, Table.UNSEEN));
            }
        }
        return refused;
    }

    private Dataset spoilt(Column column, int code) {
        int length = signature.steps().map(Signature.Steps::fewest).orElse(1);
        int[] starts = signature.steps().isPresent() ? new int[] {0, length} : null;
        Table table = table(length, new int[0]);
        int row = random.nextInt(length);
        if (column.text()) {
            table.codes().get(slot(table.schema().categorical(), column))[row] = code;
            return data(table, starts);
        }
        int columns = table.numbers().columns();
        float[] values = new float[length * columns];
        for (int r = 0; r < length; r++) {
            table.numbers().copyRow(r, values, r * columns);
        }
        values[row * columns + slot(table.schema().numeric(), column)] = Float.NaN;
        return data(new Table(table.schema(), Matrix.of(length, columns, values), table.codes()), starts);
    }

    private static int slot(List<Field> fields, Column column) {
        return IntStream.range(0, fields.size())
                .filter(i -> fields.get(i).name().equals(column.name()))
                .findFirst()
                .orElseThrow();
    }

    private Dataset data(Table table, int[] starts) {
        int examples = starts == null ? table.rows() : starts.length - 1;
        long[] ids = LongStream.range(0, examples).toArray();
        return new Dataset(
                table, starts, ids, model.target(), null, model.network().everyStep());
    }

    private Table table(int rows, int[] starts) {
        Schema schema = model.preprocessing().inputSchema();
        List<Column> columns = signature.columns();
        int numeric = schema.numeric().size();
        float[] numbers = new float[rows * numeric];
        List<int[]> codes = new ArrayList<>();
        int next = 0;
        for (Column column : columns) {
            if (column.text()) {
                codes.add(IntStream.range(0, rows).map(row -> code(column)).toArray());
                continue;
            }
            for (int row = 0; row < rows; row++) {
                numbers[row * numeric + next] = number(column, next);
            }
            next++;
        }
        goFar(numbers, numeric, columns, rows, starts);
        return new Table(schema, Matrix.of(rows, numeric, numbers), codes);
    }

    /** In every fourth example one column is far outside: several would cancel out in ways that depend on rounding. */
    private void goFar(float[] numbers, int numeric, List<Column> columns, int rows, int[] starts) {
        List<Column> numbersOnly =
                columns.stream().filter(column -> !column.text()).toList();
        for (int row = 0; numeric > 0 && row < rows; row += 4) {
            int c = random.nextInt(numeric);
            boolean first = starts.length == 0 || Arrays.binarySearch(starts, row) >= 0;
            if (first && numbersOnly.get(c).type() == ColumnType.NUMERIC) {
                double far = FAR[random.nextInt(FAR.length)] * (random.nextBoolean() ? 1 : -1);
                numbers[row * numeric + c] = ranges.value(c, far);
            }
        }
    }

    private float number(Column column, int position) {
        int kind = random.nextInt(20);
        if (kind < 3 && column.allowsMissing()) {
            return Float.NaN;
        }
        if (column.type() == ColumnType.BOOLEAN) {
            return random.nextInt(2);
        }
        return kind == 4 ? ranges.value(position, 0) : ranges.value(position, 1.5 * random.nextGaussian());
    }

    private int code(Column column) {
        int kind = random.nextInt(20);
        if (kind < 2 && column.allowsMissing() && canMiss(column)) {
            return Table.MISSING;
        }
        return kind < 5 && column.allowsUnseen()
                ? Table.UNSEEN
                : random.nextInt(column.categories().size());
    }

    /** Whether a graph can be told that there is no value. */
    private boolean canMiss(Column column) {
        return !column.text() || signature.missingText(column).isPresent();
    }

    private Table numbered(int rows) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(rows, 20);
        for (int row = 0; row < rows; row++) {
            TreeSet<Integer> filled = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                filled.add(random.nextInt(signature.numbered()));
            }
            filled.forEach(column -> builder.add(column, (float) random.nextGaussian()));
            builder.endRow();
        }
        SparseMatrix sparse = builder.build(signature.numbered());
        return new Table(model.preprocessing().inputSchema(), Matrix.of(rows, 0, new float[0]), List.of(), sparse);
    }
}
