package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** What one thread computes of a network with: its own memory for sequences, and a view of all parameters. */
final class LstmPart implements AutoCloseable {
    private final LstmForm form;
    private final Arithmetic arithmetic;
    private final Pointer parameters;
    private final List<LstmLayer> layers = new ArrayList<>();
    private final Readout readout;
    private final Room gradient;
    private final Room features;
    private PackedSteps trained;
    private Thread held;

    /** @param parameters a pointer that nobody else moves; not to be closed here */
    LstmPart(LstmForm form, Arithmetic arithmetic, Pointer parameters) {
        this.form = form;
        this.arithmetic = arithmetic;
        this.parameters = parameters;
        List<Integer> widths = List.of(form.features());
        long at = 0;
        for (int units : form.units()) {
            LstmLayer layer = new LstmLayer(arithmetic, form, widths, units, layers.size(), at);
            layers.add(layer);
            widths = layer.widths();
            at = layer.end();
        }
        readout = new Readout(arithmetic, form, widths, layers.size(), at);
        gradient = new Room(arithmetic);
        features = new Room(arithmetic);
    }

    void parametersChanged() {
        layers.forEach(LstmLayer::parametersChanged);
    }

    /** @param values {@code [rows, features]}, packed */
    double[] answers(PackedSteps steps, float[] values) {
        return run(steps, values, false, false, 0);
    }

    /** The same, to be followed by {@link #backward}. @param continued whether from where the call before ended */
    double[] train(PackedSteps steps, float[] values, boolean continued, long seed) {
        trained = steps;
        return run(steps, values, true, continued, seed);
    }

    private double[] run(PackedSteps steps, float[] values, boolean training, boolean continued, long seed) {
        holdBlas();
        int width = form.features();
        int count = Math.multiplyExact(steps.rows(), width);
        Pointer input = features.of(count);
        arithmetic.put(values, 0, count, input, 0);
        List<Pointer> current = List.of(input);
        for (LstmLayer layer : layers) {
            current = layer.forward(steps, current, parameters, training, continued, seed);
        }
        return readout.forward(steps, current, parameters, training, seed);
    }

    /** Only where it is needed: it takes longer than a short sequence. OpenMP's number belongs to a thread. */
    private void holdBlas() {
        if (held != Thread.currentThread() || !Threads.blasIsHeld()) {
            Threads.holdBlas();
            held = Thread.currentThread();
        }
    }

    /** The gradient, until the next call. */
    Pointer backward(double[] slopes) {
        holdBlas();
        PackedSteps steps = trained;
        Pointer sum = gradient.of(readout.end());
        arithmetic.zero(sum, 0, readout.end());
        LstmLayer top = layers.get(layers.size() - 1);
        readout.backward(steps, slopes, parameters, sum, top.errors(steps.rows()));
        for (int i = layers.size() - 1; i >= 0; i--) {
            List<Pointer> below = i == 0 ? null : layers.get(i - 1).errors(steps.rows());
            layers.get(i).backward(steps, parameters, sum, below);
        }
        return sum;
    }

    @Override
    public void close() {
        layers.forEach(LstmLayer::close);
        readout.close();
        gradient.close();
        features.close();
    }
}
