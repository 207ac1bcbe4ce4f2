package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import lintel.config.InputException;
import lintel.config.JsonFields;

/**
 * Reads each row as a sequence of equal steps, without copying: a row {@code a b c d} cut into 2 steps is
 * {@code a b} then {@code c d}. The features of a step are named after the first step's columns.
 *
 * @param steps time steps per row, at least 1
 */
public record CutRows(int steps) implements Step {
    static final String NAME = "cut-rows";

    @Override
    public Schema output(Schema input) {
        int columns = input.fields().size();
        if (columns % steps != 0) {
            throw new InputException(
                    "'data.features.steps' must divide the number of columns after preprocessing (%d), but is %d"
                            .formatted(columns, steps));
        }
        return new Schema(input.fields().subList(0, columns / steps));
    }

    @Override
    public Block apply(Block block) {
        int rows = block.rows();
        int[] starts = new int[rows + 1];
        for (int i = 0; i <= rows; i++) {
            starts[i] = Math.multiplyExact(i, steps);
        }
        return new Block(
                block.numbers().reshape(block.numbers().columns() / steps),
                block.codes(),
                starts,
                block.ids(),
                block.own());
    }

    @Override
    public ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("step", NAME).put("steps", steps);
    }

    static CutRows fromJson(JsonFields json) {
        return new CutRows((int) json.integer("steps", 1, Preprocessing.MOST_COLUMNS));
    }
}
