package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.config.PreprocessingConfig.NumericMissing;

/**
 * Replaces missing numbers, column by column.
 *
 * @param columns the numeric and boolean columns, in order
 * @param values  what stands for a missing value; NaN: a missing value is an error
 */
public record ImputeNumbers(List<String> columns, float[] values) implements Step {
    static final String NAME = "impute-numbers";

    public ImputeNumbers {
        columns = List.copyOf(columns);
        values = values.clone();
    }

    /**
     * Learns medians (of an even count the mean of the middle two) or means of the values present; booleans take the
     * more frequent value, false on a tie.
     *
     * @param statistics those of the block's numbers
     * @throws InputException naming every column without any value
     */
    static ImputeNumbers fit(NumericMissing how, Schema schema, Block block, ColumnStatistics statistics) {
        List<Field> fields = schema.numeric();
        refuseEmpty(fields, statistics, block.rows());
        float[] medians = how == NumericMissing.MEDIAN ? Medians.of(block.numbers(), statistics) : null;
        float[] values = new float[fields.size()];
        for (int c = 0; c < values.length; c++) {
            if (how == NumericMissing.ERROR) {
                values[c] = Float.NaN;
            } else if (fields.get(c).type() == ColumnType.BOOLEAN) {
                values[c] = statistics.mean(c) > 0.5 ? 1 : 0;
            } else {
                values[c] = switch (how) {
                    case MEDIAN -> medians[c];
                    case MEAN -> (float) statistics.mean(c);
                    case ZERO, ERROR -> 0;
                };
            }
        }
        return new ImputeNumbers(fields.stream().map(Field::name).toList(), values);
    }

    private static void refuseEmpty(List<Field> fields, ColumnStatistics statistics, int rows) {
        List<String> mistakes = new ArrayList<>();
        for (int c = 0; c < fields.size(); c++) {
            if (statistics.count(c) == 0) {
                mistakes.add(Preprocessing.noValues(fields.get(c).name(), rows));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }

    @Override
    public Schema output(Schema input) {
        return input.requireNumeric(columns, NAME);
    }

    @Override
    public Block apply(Block block) {
        return hasMissing(block.numbers())
                ? block.map((row, from, to, offset) -> {
                    for (int c = 0; c < values.length; c++) {
                        float value = from[offset + c];
                        if (Float.isNaN(value)) {
                            value = values[c];
                            if (Float.isNaN(value)) {
                                throw Preprocessing.missing(block, row, columns.get(c), "numeric");
                            }
                        }
                        to[offset + c] = value;
                    }
                })
                : block;
    }

    private static boolean hasMissing(Matrix numbers) {
        return Sweep.any(numbers, (values, rows) -> {
            int length = rows * numbers.columns();
            for (int i = 0; i < length; i++) {
                if (values[i] != values[i]) {
                    return true;
                }
            }
            return false;
        });
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", NAME);
        columns.forEach(json.putArray("columns")::add);
        var list = json.putArray("values");
        for (float value : values) {
            if (Float.isNaN(value)) {
                list.addNull();
            } else {
                list.add((double) value);
            }
        }
        return json;
    }

    static ImputeNumbers fromJson(JsonFields json) {
        List<String> columns = json.texts("columns");
        List<Float> list = json.list("values", ImputeNumbers::value);
        if (list.size() != columns.size()) {
            throw json.mistake("values", "a list of " + columns.size());
        }
        float[] values = new float[list.size()];
        for (int c = 0; c < values.length; c++) {
            values[c] = list.get(c);
        }
        return new ImputeNumbers(columns, values);
    }

    private static float value(JsonNode node, String place) {
        boolean number = node.isNumber() && Float.isFinite(node.floatValue());
        if (!number && !node.isNull()) {
            throw new InputException("'%s' must be a finite number or null, but is %s".formatted(place, node));
        }
        return number ? node.floatValue() : Float.NaN;
    }
}
