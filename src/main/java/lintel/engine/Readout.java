package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** The output layer: a linear map of what the last LSTM layer says, at every step or at each sequence's last. */
final class Readout implements AutoCloseable {
    private final Arithmetic arithmetic;
    private final List<Integer> widths;
    private final boolean everyStep;
    private final int outputs;
    private final int columns;
    private final long weights;
    private final Inputs inputs;
    private final Room logits;
    private final List<Room> gathered = new ArrayList<>();

    Readout(Arithmetic arithmetic, LstmForm form, List<Integer> widths, int number, long at) {
        this.arithmetic = arithmetic;
        this.widths = widths;
        this.everyStep = form.everyStep();
        this.outputs = form.outputs();
        this.columns = widths.stream().mapToInt(Integer::intValue).sum();
        this.weights = at;
        this.inputs = new Inputs(arithmetic, form.dropout(), widths, number);
        this.logits = new Room(arithmetic);
        widths.forEach(width -> gathered.add(new Room(arithmetic)));
    }

    long end() {
        return weights + (long) outputs * columns + outputs;
    }

    /** @return {@code [answers, outputs]} */
    double[] forward(PackedSteps steps, List<Pointer> hidden, Pointer parameters, boolean training, long seed) {
        int answers = answers(steps);
        List<Pointer> read = inputs.forward(everyStep ? hidden : gather(steps, hidden), answers, training, seed);
        int count = Math.multiplyExact(answers, outputs);
        Pointer sums = logits.of(count);
        long column = 0;
        for (int part = 0; part < read.size(); part++) {
            int width = widths.get(part);
            arithmetic.productWithTransposed(
                    answers,
                    outputs,
                    width,
                    new Arithmetic.Block(read.get(part), 0, width),
                    new Arithmetic.Block(parameters, weights + column, columns),
                    part == 0 ? 0 : 1,
                    new Arithmetic.Block(sums, 0, outputs));
            column += width;
        }
        double[] result = new double[count];
        arithmetic.get(sums, 0, result, 0, count);
        double[] bias = new double[outputs];
        arithmetic.get(parameters, weights + (long) outputs * columns, bias, 0, outputs);
        for (int i = 0; i < count; i++) {
            result[i] += bias[i % outputs];
        }
        return result;
    }

    /** @param slopes of the loss by the logits; @param errors receive those by what was read, zeros elsewhere */
    void backward(PackedSteps steps, double[] slopes, Pointer parameters, Pointer gradient, List<Pointer> errors) {
        int answers = answers(steps);
        arithmetic.put(slopes, 0, slopes.length, logits.now(), 0);
        Arithmetic.Block sums = new Arithmetic.Block(logits.now(), 0, outputs);
        long column = 0;
        List<Pointer> readErrors = everyStep ? errors : new ArrayList<>();
        for (int part = 0; part < widths.size(); part++) {
            int width = widths.get(part);
            arithmetic.productOfTransposed(
                    outputs,
                    width,
                    answers,
                    sums,
                    new Arithmetic.Block(inputs.read().get(part), 0, width),
                    1,
                    new Arithmetic.Block(gradient, weights + column, columns));
            if (!everyStep) {
                readErrors.add(gathered.get(part).now());
            }
            column += width;
        }
        tellInputs(answers, sums, parameters, readErrors);
        inputs.backward(readErrors, answers);
        if (!everyStep) {
            scatter(steps, readErrors, errors);
        }
        biasGradient(slopes, gradient);
    }

    private void tellInputs(int answers, Arithmetic.Block sums, Pointer parameters, List<Pointer> readErrors) {
        long column = 0;
        for (int part = 0; part < widths.size(); part++) {
            int width = widths.get(part);
            arithmetic.product(
                    answers,
                    width,
                    outputs,
                    sums,
                    new Arithmetic.Block(parameters, weights + column, columns),
                    0,
                    new Arithmetic.Block(readErrors.get(part), 0, width));
            column += width;
        }
    }

    private void biasGradient(double[] slopes, Pointer gradient) {
        double[] sums = new double[outputs];
        for (int i = 0; i < slopes.length; i++) {
            sums[i % outputs] += slopes[i];
        }
        arithmetic.put(sums, 0, outputs, gradient, weights + (long) outputs * columns);
    }

    private int answers(PackedSteps steps) {
        return everyStep ? steps.rows() : steps.sequences();
    }

    /** The last step of each sequence, in the order in which they were given. */
    private List<Pointer> gather(PackedSteps steps, List<Pointer> hidden) {
        List<Pointer> result = new ArrayList<>();
        for (int part = 0; part < hidden.size(); part++) {
            int width = widths.get(part);
            Pointer rows = gathered.get(part).of((long) steps.sequences() * width);
            for (int i = 0; i < steps.sequences(); i++) {
                arithmetic.copy(hidden.get(part), (long) steps.lastRow(i) * width, rows, (long) i * width, width);
            }
            result.add(rows);
        }
        return result;
    }

    private void scatter(PackedSteps steps, List<Pointer> readErrors, List<Pointer> errors) {
        for (int part = 0; part < errors.size(); part++) {
            int width = widths.get(part);
            Pointer target = errors.get(part);
            arithmetic.zero(target, 0, (long) steps.rows() * width);
            for (int i = 0; i < steps.sequences(); i++) {
                arithmetic.copy(readErrors.get(part), (long) i * width, target, (long) steps.lastRow(i) * width, width);
            }
        }
    }

    @Override
    public void close() {
        inputs.close();
        logits.close();
        gathered.forEach(Room::close);
    }
}
