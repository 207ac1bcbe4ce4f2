package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.config.PreprocessingConfig.Unseen;

/**
 * Turns each categorical column into one 0/1 column per category, named {@code column=category}; they stand behind the
 * numeric columns, in schema order. Where that makes 256 columns or more, of which at most an eighth differ from 0,
 * rows for logistic regression become sparse.
 *
 * @param columns the categorical columns, in order
 * @param unseen  what a category outside the schema becomes; also a missing one where the column has no missing column
 */
public record OneHot(List<Column> columns, Unseen unseen) implements Step {
    static final String NAME = "one-hot";

    private static final int LEAST_SPARSE_WIDTH = 256;
    private static final double MOST_SPARSE_SHARE = 1 / 8.0;

    /** @param missing whether one more 0/1 column, named {@code column=?}, says that the value is missing */
    public record Column(String name, int categories, boolean missing) {
        int width() {
            return categories + (missing ? 1 : 0);
        }
    }

    public OneHot {
        columns = List.copyOf(columns);
    }

    /** A column gets a column for missing values where the training split has some. */
    static OneHot fit(Unseen unseen, Schema schema, Block block) {
        List<Column> columns = new ArrayList<>();
        for (Field field : schema.categorical()) {
            boolean missing = false;
            for (int code : block.codes().get(columns.size())) {
                missing |= code == Table.MISSING;
            }
            columns.add(new Column(field.name(), field.categories().size(), missing));
        }
        return new OneHot(columns, unseen);
    }

    @Override
    public Schema output(Schema input) {
        input.requireCategorical(columns.stream().map(Column::name).toList(), NAME);
        List<Field> fields = input.categorical();
        List<Field> output = new ArrayList<>(input.numeric());
        for (int c = 0; c < columns.size(); c++) {
            Column column = columns.get(c);
            List<String> categories = fields.get(c).categories();
            if (categories.size() != column.categories()) {
                throw new InputException("preprocessing step '%s' counts %d categories in column '%s', but there are %d"
                        .formatted(NAME, column.categories(), column.name(), categories.size()));
            }
            for (String category : categories) {
                output.add(new Field(column.name() + "=" + category, ColumnType.BOOLEAN, List.of()));
            }
            if (column.missing()) {
                output.add(new Field(column.name() + "=?", ColumnType.BOOLEAN, List.of()));
            }
        }
        return new Schema(output);
    }

    @Override
    public Block apply(Block block) {
        int numbers = block.numbers().columns();
        int width = numbers + columns.stream().mapToInt(Column::width).sum();
        Matrix.Builder builder = new Matrix.Builder(width, block.rows());
        for (int row = 0; row < block.rows(); row++) {
            block.numbers().copyRow(row, builder.current(), builder.offset());
            int offset = builder.offset() + numbers;
            for (int c = 0; c < columns.size(); c++) {
                int position = position(columns.get(c), block.codes().get(c)[row], block, row);
                if (position >= 0) {
                    builder.current()[offset + position] = 1;
                }
                offset += columns.get(c).width();
            }
            builder.endRow();
        }
        return new Block(builder.build(), List.of(), block.starts(), block.ids(), true);
    }

    /** Whether so few of the numbers differ from 0 that storing only those saves time and room. */
    boolean suitsSparse(int numbers) {
        int width = numbers + columns.stream().mapToInt(Column::width).sum();
        return width >= LEAST_SPARSE_WIDTH && MOST_SPARSE_SHARE * width >= numbers + columns.size();
    }

    /** The same as {@link #apply}, stored sparsely; the numeric columns in full. */
    Block applySparse(Block block) {
        int numbers = block.numbers().columns();
        SparseMatrix.Builder builder = new SparseMatrix.Builder(block.rows(), numbers + columns.size());
        float[] values = new float[numbers];
        for (int row = 0; row < block.rows(); row++) {
            block.numbers().copyRow(row, values, 0);
            for (int j = 0; j < numbers; j++) {
                builder.add(j, values[j]);
            }
            int offset = numbers;
            for (int c = 0; c < columns.size(); c++) {
                int position = position(columns.get(c), block.codes().get(c)[row], block, row);
                if (position >= 0) {
                    builder.add(offset + position, 1);
                }
                offset += columns.get(c).width();
            }
            builder.endRow();
        }
        return block.with(
                builder.build(numbers + columns.stream().mapToInt(Column::width).sum()));
    }

    private int position(Column column, int code, Block block, int row) {
        if (code >= 0) {
            return code;
        }
        if (code == Table.MISSING && column.missing()) {
            return column.categories();
        }
        return switch (unseen) {
            case IGNORE -> -1;
            case ERROR ->
                throw new InputException("%s: column '%s' holds a value that the training split did not have, and"
                                .formatted(block.place(row), column.name())
                        + " 'preprocessing.categorical.unseen' is error");
        };
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", NAME);
        var list = json.putArray("columns");
        for (Column column : columns) {
            list.addObject()
                    .put("name", column.name())
                    .put("categories", column.categories())
                    .put("missing", column.missing());
        }
        return json.put("unseen", JsonFields.written(unseen));
    }

    static OneHot fromJson(JsonFields json) {
        List<Column> columns = json.objects("columns").stream()
                .map(column -> new Column(
                        column.text("name"),
                        (int) column.integer("categories", 0, Preprocessing.MOST_COLUMNS),
                        column.flag("missing")))
                .toList();
        return new OneHot(columns, json.choice("unseen", Unseen.class));
    }
}
