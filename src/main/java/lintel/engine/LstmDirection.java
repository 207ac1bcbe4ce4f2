package lintel.engine;

import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * One direction of an LSTM layer over packed steps. Its parameters are {@code [4 units, inputs]} for the inputs,
 * {@code [4 units, units]} for what it said the step before, and {@code [4 units]} biases, one after the other.
 *
 * <p>What does not wait for the step before is computed for many steps at once: the products with the inputs, and all
 * gradients. Only one product per step is left.
 */
final class LstmDirection implements AutoCloseable {
    private final Arithmetic arithmetic;
    private final Cells cells;
    private final List<Integer> widths;
    private final int inputs;
    private final int units;
    private final boolean reversed;
    private final long inputWeights;
    private final long recurrentWeights;
    private final long biases;
    private final Room gates;
    private final Room before;
    private final Room squashed;
    private final Room previous;
    private final Room last;
    private final Room hidden;
    private boolean fresh;
    private boolean changed = true;

    /**
     * @param widths   columns of each of the matrices that stand side by side as input
     * @param reversed from the last step to the first
     * @param at       where its parameters begin among all
     */
    LstmDirection(Arithmetic arithmetic, List<Integer> widths, int units, boolean reversed, long at) {
        this.arithmetic = arithmetic;
        this.cells = arithmetic.cells(units);
        this.widths = widths;
        this.inputs = widths.stream().mapToInt(Integer::intValue).sum();
        this.units = units;
        this.reversed = reversed;
        this.inputWeights = at;
        this.recurrentWeights = inputWeights + (long) columns() * inputs;
        this.biases = recurrentWeights + (long) columns() * units;
        gates = new Room(arithmetic);
        before = new Room(arithmetic);
        squashed = new Room(arithmetic);
        previous = new Room(arithmetic);
        last = new Room(arithmetic);
        hidden = new Room(arithmetic);
    }

    private int columns() {
        return Cells.GATES * units;
    }

    /** Where the next direction's parameters begin. */
    long end() {
        return biases + columns();
    }

    int units() {
        return units;
    }

    /**
     * @param inputs    matrices of {@code [rows, width]}
     * @param kept      whether a backward pass will follow
     * @param continued whether these steps follow those of the call before
     * @return {@code [rows, units]}, until the next call
     */
    Pointer forward(PackedSteps steps, List<Pointer> inputs, Pointer parameters, boolean kept, boolean continued) {
        long rows = steps.rows();
        Pointer output = hidden.of(rows * units);
        Cells.Kept keep = kept ? new Cells.Kept(before.of(rows * units), squashed.of(rows * units)) : null;
        if (kept) {
            previous.of(rows * units);
        }
        fresh = !continued;
        if (changed) {
            cells.bias(parameters, biases);
            changed = false;
        }
        if (!kept && fresh && steps.sequences() == 1 && answerAlone(steps, inputs, parameters, output)) {
            return output;
        }
        if (!continued) {
            cells.begin(steps.sequences());
            last.of((long) steps.sequences() * units);
        }
        for (Span span = Span.first(steps, reversed); span != null; span = span.next()) {
            Pointer sums = gates.of((kept ? rows : span.rows()) * columns());
            long sumRow = kept ? span.start() : 0;
            project(span, inputs, parameters, sums, sumRow);
            for (int i = 0; i < span.count(); i++) {
                int step = span.step(i);
                long gateRow = sumRow + steps.start(step) - span.start();
                recur(steps, step, parameters, sums, gateRow, output, kept);
                cells.forward(steps.reaching(step), sums, gateRow, keep, output, steps.start(step));
            }
        }
        keepLast(steps, output);
        return output;
    }

    private boolean answerAlone(PackedSteps steps, List<Pointer> inputs, Pointer parameters, Pointer output) {
        Pointer products = gates.of((long) steps.rows() * columns());
        project(new Span(steps, reversed, 0, steps.steps()), inputs, parameters, products, 0);
        return cells.answerAlone(steps.steps(), reversed, products, parameters, recurrentWeights, output);
    }

    /** The parameters are others from now on. */
    void parametersChanged() {
        cells.parametersChanged();
        changed = true;
    }

    private void project(Span span, List<Pointer> inputs, Pointer parameters, Pointer sums, long row) {
        long column = 0;
        for (int part = 0; part < widths.size(); part++) {
            int width = widths.get(part);
            arithmetic.productWithTransposed(
                    span.rows(),
                    columns(),
                    width,
                    new Arithmetic.Block(inputs.get(part), span.start() * width, width),
                    new Arithmetic.Block(parameters, inputWeights + column, this.inputs),
                    part == 0 ? 0 : 1,
                    new Arithmetic.Block(sums, row * columns(), columns()));
            column += width;
        }
    }

    /** Adds what the step before said, and keeps it in the rows of this step for the gradient. */
    private void recur(
            PackedSteps steps, int step, Pointer parameters, Pointer sums, long gateRow, Pointer output, boolean kept) {
        boolean first = step == (reversed ? steps.steps() - 1 : 0);
        int stepBefore = reversed ? step + 1 : step - 1;
        int rows = first ? (fresh ? 0 : steps.reaching(step)) : rowsFrom(steps, step);
        Pointer from = first ? last.now() : output;
        long fromRow = first ? 0 : steps.start(stepBefore);
        if (rows > 0) {
            arithmetic.productWithTransposed(
                    rows,
                    columns(),
                    units,
                    new Arithmetic.Block(from, fromRow * units, units),
                    new Arithmetic.Block(parameters, recurrentWeights, units),
                    1,
                    new Arithmetic.Block(sums, gateRow * columns(), columns()));
        }
        if (kept) {
            long row = steps.start(step);
            arithmetic.copy(from, fromRow * units, previous.now(), row * units, (long) rows * units);
            arithmetic.zero(previous.now(), (row + rows) * units, (long) (steps.reaching(step) - rows) * units);
        }
    }

    /** Rows of a step that also have a step before it, in reading direction. */
    private int rowsFrom(PackedSteps steps, int step) {
        return Math.min(steps.reaching(step), steps.reaching(reversed ? step + 1 : step - 1));
    }

    /** What a next span of steps would begin with. */
    private void keepLast(PackedSteps steps, Pointer output) {
        if (!reversed) {
            int step = steps.steps() - 1;
            arithmetic.copy(
                    output, (long) steps.start(step) * units, last.now(), 0, (long) steps.reaching(step) * units);
        }
    }

    /**
     * The way back, once after each {@link #forward} that kept: adds to the gradient.
     *
     * @param error       {@code [rows, units]} of the output; overwritten
     * @param inputErrors matrices like {@code inputs} that receive its errors; null when nobody asks
     * @param add         whether by addition
     */
    void backward(
            PackedSteps steps,
            List<Pointer> inputs,
            Pointer parameters,
            Pointer error,
            Pointer gradient,
            List<Pointer> inputErrors,
            boolean add) {
        Cells.Kept kept = new Cells.Kept(before.now(), squashed.now());
        cells.beginBackward(steps.sequences());
        for (Span span = Span.first(steps, !reversed); span != null; span = span.next()) {
            for (int i = 0; i < span.count(); i++) {
                int step = span.step(i);
                cells.backward(steps.reaching(step), gates.now(), kept, error, steps.start(step));
                tellStepBefore(steps, step, parameters, error);
            }
            addGradients(span, inputs, gradient);
            if (inputErrors != null) {
                tellInputs(span, parameters, inputErrors, add);
            }
        }
        cells.biasGradient(gradient, biases);
    }

    private void tellStepBefore(PackedSteps steps, int step, Pointer parameters, Pointer error) {
        int rows = rowsFrom(steps, step);
        if (rows > 0) {
            arithmetic.product(
                    rows,
                    units,
                    columns(),
                    sums(steps.start(step)),
                    new Arithmetic.Block(parameters, recurrentWeights, units),
                    1,
                    new Arithmetic.Block(error, (long) steps.start(reversed ? step + 1 : step - 1) * units, units));
        }
    }

    private void addGradients(Span span, List<Pointer> inputs, Pointer gradient) {
        long column = 0;
        for (int part = 0; part < widths.size(); part++) {
            int width = widths.get(part);
            arithmetic.productOfTransposed(
                    columns(),
                    width,
                    span.rows(),
                    sums(span.start()),
                    new Arithmetic.Block(inputs.get(part), span.start() * width, width),
                    1,
                    new Arithmetic.Block(gradient, inputWeights + column, this.inputs));
            column += width;
        }
        arithmetic.productOfTransposed(
                columns(),
                units,
                span.rows(),
                sums(span.start()),
                new Arithmetic.Block(previous.now(), span.start() * units, units),
                1,
                new Arithmetic.Block(gradient, recurrentWeights, units));
    }

    private void tellInputs(Span span, Pointer parameters, List<Pointer> inputErrors, boolean add) {
        long column = 0;
        for (int part = 0; part < widths.size(); part++) {
            int width = widths.get(part);
            arithmetic.product(
                    span.rows(),
                    width,
                    columns(),
                    sums(span.start()),
                    new Arithmetic.Block(parameters, inputWeights + column, this.inputs),
                    add ? 1 : 0,
                    new Arithmetic.Block(inputErrors.get(part), span.start() * width, width));
            column += width;
        }
    }

    private Arithmetic.Block sums(long row) {
        return new Arithmetic.Block(gates.now(), row * columns(), columns());
    }

    @Override
    public void close() {
        cells.close();
        for (Room room : List.of(gates, before, squashed, previous, last, hidden)) {
            room.close();
        }
    }
}
