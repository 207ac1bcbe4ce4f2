package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.JsonFields;
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
        columns = Numbered.orCopyOf(columns);
        centers = centers.clone();
        scales = scales.clone();
    }

    /**
     * @param how        STANDARD or MIN_MAX; with NONE everything passes unchanged
     * @param statistics those of the training split, as it comes in
     */
    static Scale fit(PreprocessingConfig.Scale how, Schema schema, ColumnStatistics statistics) {
        List<Field> fields = schema.fields();
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
        if (block.sparse() != null) {
            return block.with(block.sparse().scaled(centers, scales));
        }
        double[] center = centers;
        double[] scale = scales;
        return block.map((row, from, to, offset) -> {
            for (int c = 0; c < center.length; c++) {
                to[offset + c] = (float) ((from[offset + c] - center[c]) / scale[c]);
            }
        });
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("step", NAME);
        json.set("columns", Schema.namesToJson(columns));
        Arrays.stream(centers).forEach(json.putArray("centers")::add);
        Arrays.stream(scales).forEach(json.putArray("scales")::add);
        return json;
    }

    static Scale fromJson(JsonFields json) {
        List<String> columns = Schema.namesFromJson(json, "columns");
        return new Scale(
                columns,
                numbers(json, "centers", -Double.MAX_VALUE, columns.size()),
                numbers(json, "scales", Double.MIN_VALUE, columns.size()));
    }

    private static double[] numbers(JsonFields json, String key, double least, int count) {
        List<Double> numbers = json.numbers(key, least, Double.MAX_VALUE);
        if (numbers.size() != count) {
            throw json.mistake(key, "a list of " + count);
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
