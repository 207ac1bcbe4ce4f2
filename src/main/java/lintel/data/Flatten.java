package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import lintel.config.InputException;
import lintel.config.JsonFields;

/**
 * Lays the steps of each sequence side by side in one row: {@code a[0], b[0], a[1], b[1], …}.
 *
 * @param length steps that every sequence must have
 */
public record Flatten(int length) implements Step {
    static final String NAME = "flatten";

    /**
     * @param length steps of every training sequence
     */
    public Flatten {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, but is " + length);
        }
    }

    @Override
    public Schema output(Schema input) {
        Preprocessing.refuseWide((long) input.fields().size() * length);
        List<Field> output = new ArrayList<>();
        for (int step = 0; step < length; step++) {
            for (Field field : input.fields()) {
                output.add(new Field("%s[%d]".formatted(field.name(), step), field.type(), List.of()));
            }
        }
        return new Schema(output);
    }

    @Override
    public Block apply(Block block) {
        for (int i = 0; i < block.ids().length; i++) {
            int found = block.starts()[i + 1] - block.starts()[i];
            if (found != length) {
                throw new InputException(
                        "sequence %d has %d steps, but all flattened sequences must have %d, as the training split has;"
                                        .formatted(block.ids()[i] + 1, found, length)
                                + " 'data.features.summary: statistics' takes any length");
            }
        }
        Matrix rows = block.numbers().reshape(block.numbers().columns() * length);
        return new Block(rows, List.of(), null, block.ids(), block.own());
    }

    @Override
    public ObjectNode toJson() {
        return JsonNodeFactory.instance.objectNode().put("step", NAME).put("length", length);
    }

    static Flatten fromJson(JsonFields json) {
        return new Flatten((int) json.integer("length", 1, Preprocessing.MOST_COLUMNS));
    }
}
