package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import lintel.config.ColumnType;

/**
 * Turns each sequence into one row: for every channel its mean, standard deviation (divisor n), minimum, maximum, first
 * and last value and slope (least squares against the step number; 0 for a single step), and at the end the length.
 * Computed in double, stored as float32.
 */
public record Summarize() implements Step {
    static final String NAME = "summarize";

    private static final List<String> STATISTICS = List.of("mean", "sd", "min", "max", "first", "last", "slope");

    @Override
    public Schema output(Schema input) {
        Preprocessing.refuseWide((long) input.fields().size() * STATISTICS.size() + 1);
        List<Field> output = new ArrayList<>();
        for (Field field : input.fields()) {
            for (String statistic : STATISTICS) {
                output.add(new Field(field.name() + "." + statistic, ColumnType.NUMERIC, List.of()));
            }
        }
        output.add(new Field("length", ColumnType.NUMERIC, List.of()));
        return new Schema(output);
    }

    @Override
    public Block apply(Block block) {
        int channels = block.numbers().columns();
        Matrix.Builder builder = new Matrix.Builder(channels * STATISTICS.size() + 1, block.ids().length);
        for (int i = 0; i < block.ids().length; i++) {
            int first = block.starts()[i];
            int length = block.starts()[i + 1] - first;
            float[] row = builder.current();
            int offset = builder.offset();
            for (int c = 0; c < channels; c++) {
                summarize(block.numbers(), c, first, length, row, offset);
                offset += STATISTICS.size();
            }
            row[offset] = length;
            builder.endRow();
        }
        return new Block(builder.build(), List.of(), null, block.ids(), true);
    }

    private static void summarize(Matrix steps, int channel, int first, int length, float[] row, int offset) {
        double sum = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int t = 0; t < length; t++) {
            float value = steps.get(first + t, channel);
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double mean = sum / length;
        double middle = (length - 1) / 2.0;
        double squares = 0;
        double products = 0;
        double timeSquares = 0;
        for (int t = 0; t < length; t++) {
            double distance = steps.get(first + t, channel) - mean;
            squares += distance * distance;
            products += distance * (t - middle);
            timeSquares += (t - middle) * (t - middle);
        }
        row[offset] = (float) mean;
        row[offset + 1] = (float) Math.sqrt(squares / length);
        row[offset + 2] = min;
        row[offset + 3] = max;
        row[offset + 4] = steps.get(first, channel);
        row[offset + 5] = steps.get(first + length - 1, channel);
        row[offset + 6] = (float) (length == 1 ? 0 : products / timeSquares);
    }

    @Override
    public ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("step", NAME);
    }
}
