package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** One or two directions over the same inputs, some of which are dropped while training. */
final class LstmLayer implements AutoCloseable {
    private final List<LstmDirection> directions = new ArrayList<>();
    private final Inputs inputs;
    private final List<Room> errors = new ArrayList<>();

    /** @param number counts the layers, for dropout; @param at where its parameters begin among all */
    LstmLayer(Arithmetic arithmetic, LstmForm form, List<Integer> widths, int units, int number, long at) {
        inputs = new Inputs(arithmetic, form.dropout(), widths, number);
        for (int i = 0; i < (form.bidirectional() ? 2 : 1); i++) {
            directions.add(new LstmDirection(arithmetic, widths, units, i == 1, i == 0 ? at : end()));
            errors.add(new Room(arithmetic));
        }
    }

    /** Where the next layer's parameters begin. */
    long end() {
        return directions.get(directions.size() - 1).end();
    }

    void parametersChanged() {
        directions.forEach(LstmDirection::parametersChanged);
    }

    /** Columns of each of its outputs. */
    List<Integer> widths() {
        return directions.stream().map(LstmDirection::units).toList();
    }

    /** As {@link LstmDirection#forward}. @return one matrix for each direction */
    List<Pointer> forward(
            PackedSteps steps, List<Pointer> given, Pointer parameters, boolean kept, boolean continued, long seed) {
        List<Pointer> read = inputs.forward(given, steps.rows(), kept, seed);
        List<Pointer> outputs = new ArrayList<>();
        for (LstmDirection direction : directions) {
            outputs.add(direction.forward(steps, read, parameters, kept, continued));
        }
        return outputs;
    }

    /** Where the errors of so many rows of outputs are to be written, before {@link #backward}. */
    List<Pointer> errors(long rows) {
        List<Pointer> result = new ArrayList<>();
        for (int i = 0; i < errors.size(); i++) {
            result.add(errors.get(i).of(rows * directions.get(i).units()));
        }
        return result;
    }

    /** @param inputErrors receive the errors of what was given; null for the first layer */
    void backward(PackedSteps steps, Pointer parameters, Pointer gradient, List<Pointer> inputErrors) {
        for (int i = 0; i < directions.size(); i++) {
            directions
                    .get(i)
                    .backward(steps, inputs.read(), parameters, errors.get(i).now(), gradient, inputErrors, i > 0);
        }
        if (inputErrors != null) {
            inputs.backward(inputErrors, steps.rows());
        }
    }

    @Override
    public void close() {
        directions.forEach(LstmDirection::close);
        errors.forEach(Room::close);
        inputs.close();
    }
}
