package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * Stacked LSTM layers under a linear output layer: answers, and the gradient of what is made of them. The parameters
 * are one flat vector in Deeplearning4j's order and layout.
 *
 * <p>It computes over {@link PackedSteps}: there is no padding, so none can be read, in whatever direction. Memory is
 * outside the heap, is used again from batch to batch and is as much as the largest batch took: while training about
 * {@code (8 units + inputs)} numbers per step and layer, else {@code units}. Results do not depend on what was computed
 * before, nor on a number of threads. Not for several threads at once.
 */
public final class Lstm implements AutoCloseable {
    private final LstmForm form;
    private final Arithmetic arithmetic;
    private final List<LstmLayer> layers = new ArrayList<>();
    private final Readout readout;
    private final Pointer parameters;
    private final Room gradient;
    private final Room features;
    private PackedSteps trained;
    private Thread held;

    /**
     * A network whose parameters are to be set.
     *
     * @param wide whether to compute in float64 instead of float32
     */
    public Lstm(LstmForm form, boolean wide) {
        this.form = form;
        this.arithmetic = wide ? new DoubleArithmetic() : new FloatArithmetic();
        List<Integer> widths = List.of(form.features());
        long at = 0;
        for (int units : form.units()) {
            LstmLayer layer = new LstmLayer(arithmetic, form, widths, units, layers.size(), at);
            layers.add(layer);
            widths = layer.widths();
            at = layer.end();
        }
        readout = new Readout(arithmetic, form, widths, layers.size(), at);
        parameters = arithmetic.allocate(parameterCount());
        gradient = new Room(arithmetic);
        features = new Room(arithmetic);
    }

    public int parameterCount() {
        return Math.toIntExact(readout.end());
    }

    /** Replaces all parameters, {@code [parameterCount]}; copied. */
    public void setParameters(float[] values) {
        arithmetic.put(values, 0, values.length, parameters, 0);
        layers.forEach(LstmLayer::parametersChanged);
    }

    /** Replaces all parameters, {@code [parameterCount]}; copied. */
    public void setParameters(double[] values) {
        arithmetic.put(values, 0, values.length, parameters, 0);
        layers.forEach(LstmLayer::parametersChanged);
    }

    /**
     * What the network answers, without dropout.
     *
     * @param values {@code [rows, features]}, a row where {@link PackedSteps#row} says
     * @return {@code [sequences, outputs]} in the order in which lengths were given, or for every-step networks
     *     {@code [rows, outputs]}, packed like the values
     */
    public double[] answers(PackedSteps steps, float[] values) {
        trained = null;
        return run(steps, values, 0, false, false, 0);
    }

    /**
     * Answers a span of steps as part of training, to be followed by {@link #gradient}. A span that does not begin with
     * the first step continues from the state that the span before left, and gradients do not go back there
     * (truncated back-propagation: Williams and Peng 1990, doi:10.1162/neco.1990.2.4.490).
     *
     * @param values as for {@link #answers}, of all steps
     * @param from   0, or {@code to} of the call before; then the network is every-step and not bidirectional
     * @param to     above {@code from}, up to the number of steps
     * @param seed   which inputs are dropped
     * @return as {@link #answers}, of these steps only; those of step {@code from} first
     */
    public double[] train(PackedSteps steps, float[] values, int from, int to, long seed) {
        boolean whole = from == 0 && to == steps.steps();
        if (!whole && (form.bidirectional() || !form.everyStep())) {
            throw new IllegalArgumentException(
                    "only an every-step network of one direction learns from spans of steps");
        }
        trained = whole ? steps : steps.span(from, to);
        return run(trained, values, steps.start(from), true, from > 0, Dropout.seed(seed, from));
    }

    private double[] run(
            PackedSteps steps, float[] values, int firstRow, boolean training, boolean continued, long seed) {
        holdBlas();
        int width = form.features();
        int count = Math.multiplyExact(steps.rows(), width);
        Pointer input = features.of(count);
        arithmetic.put(values, firstRow * width, count, input, 0);
        List<Pointer> current = List.of(input);
        for (LstmLayer layer : layers) {
            current = layer.forward(steps, current, parameters, training, continued, seed);
        }
        return readout.forward(steps, current, parameters, training, seed);
    }

    /**
     * The gradient of a function of the answers that {@link #train} gave, by the parameters; once for each call of it.
     *
     * @param slopes of that function by the answers, in their order
     * @param into   {@code [parameterCount]}, overwritten
     */
    public void gradient(double[] slopes, float[] into) {
        arithmetic.get(backward(slopes), 0, into, 0, into.length);
    }

    /** As {@link #gradient(double[], float[])}, with all digits of a network that computes in float64. */
    public void gradient(double[] slopes, double[] into) {
        arithmetic.get(backward(slopes), 0, into, 0, into.length);
    }

    /** Only where it is needed: it takes longer than a short sequence. OpenMP's number belongs to a thread. */
    private void holdBlas() {
        if (held != Thread.currentThread() || !Threads.blasIsHeld()) {
            Threads.holdBlas();
            held = Thread.currentThread();
        }
    }

    private Pointer backward(double[] slopes) {
        holdBlas();
        if (trained == null) {
            throw new IllegalStateException("a gradient needs answers given in training before it");
        }
        PackedSteps steps = trained;
        trained = null;
        Pointer sum = gradient.of(parameterCount());
        arithmetic.zero(sum, 0, parameterCount());
        LstmLayer top = layers.get(layers.size() - 1);
        readout.backward(steps, slopes, parameters, sum, top.errors(steps.rows()));
        for (int i = layers.size() - 1; i >= 0; i--) {
            layers.get(i)
                    .backward(
                            steps,
                            parameters,
                            sum,
                            i == 0 ? null : layers.get(i - 1).errors(steps.rows()));
        }
        return sum;
    }

    @Override
    public void close() {
        layers.forEach(LstmLayer::close);
        readout.close();
        parameters.close();
        gradient.close();
        features.close();
    }
}
