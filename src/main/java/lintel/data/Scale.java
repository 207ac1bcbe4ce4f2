package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.PreprocessingConfig;

/**
 * {@code (float) (((double) x - center) / scale)} for each column; boolean columns pass with center 0 and scale 1.
 *
 * <p>A column that is constant in the training split has the largest double as its scale, so that it becomes 0 whatever
 * value turns up later: nothing was learnt about it.
 *
 * @param columns the columns, in order
 * @param centers finite; mean or minimum of the training split
 * @param scales  above 0; standard deviation (divisor n) or range of the training split
 */
public record Scale(List<String> columns, double[] centers, double[] scales) implements Step {
    static final String NAME = "scale";

    public Scale {
        columns = List.copyOf(columns);
        centers = centers.clone();
        scales = scales.clone();
    }

    /** @param how STANDARD or MIN_MAX; with NONE everything passes unchanged */
    static Scale fit(PreprocessingConfig.Scale how, Schema schema, Block block) {
        List<Field> fields = schema.fields();
        ColumnStatistics statistics = ColumnStatistics.of(block.numbers());
        double[] centers = new double[fields.size()];
        double[] scales = new double[fields.size()];
        Arrays.fill(scales, 1);
        for (int c = 0; c < centers.length; c++) {
            if (fields.get(c).type() == ColumnType.BOOLEAN || how == PreprocessingConfig.Scale.NONE) {
                continue;
            }
            if (statistics.constant(c)) {
                centers[c] = statistics.low(c);
                scales[c] = Double.MAX_VALUE;
                continue;
            }
            boolean standard = how == PreprocessingConfig.Scale.STANDARD;
            centers[c] = standard ? statistics.mean(c) : statistics.low(c);
            scales[c] = standard ? statistics.deviation(c) : (double) statistics.high(c) - statistics.low(c);
        }
        return new Scale(schema.names(), centers, scales);
    }

    @Override
    public Schema output(Schema input) {
        if (!input.categorical().isEmpty()) {
            throw new InputException("preprocessing step '%s' cannot read categories".formatted(NAME));
        }
        return input.requireNumeric(columns, NAME);
    }

    @Override
    public Block apply(Block block) {
        double[] center = centers;
        double[] scale = scales;
        return block.with(block.numbers().map((row, from, to, offset) -> {
            for (int c = 0; c < center.length; c++) {
                to[offset + c] = (float) ((from[offset + c] - center[c]) / scale[c]);
            }
        }));
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", NAME);
        json.set("columns", JsonFields.array(columns));
        var center = json.putArray("centers");
        Arrays.stream(centers).forEach(center::add);
        var scale = json.putArray("scales");
        Arrays.stream(scales).forEach(scale::add);
        return json;
    }

    static Scale fromJson(JsonNode json) {
        List<String> columns = JsonFields.texts(json, "columns");
        return new Scale(
                columns,
                numbers(json, "centers", columns.size(), -Double.MAX_VALUE),
                numbers(json, "scales", columns.size(), Double.MIN_VALUE));
    }

    private static double[] numbers(JsonNode json, String key, int count, double atLeast) {
        double[] numbers = JsonFields.list(json, key, item -> {
                    double value = item.isNumber() ? item.doubleValue() : Double.NaN;
                    if (!(value >= atLeast && value <= Double.MAX_VALUE)) {
                        throw JsonFields.mistake(key, "finite numbers from " + atLeast, item);
                    }
                    return value;
                })
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (numbers.length != count) {
            throw JsonFields.mistake(key, count + " numbers", numbers.length);
        }
        return numbers;
    }
}
