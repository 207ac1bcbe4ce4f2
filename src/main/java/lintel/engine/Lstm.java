package lintel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.Pointer;

/**
 * Stacked LSTM layers under a linear output layer: answers, and the gradient of what is made of them. The parameters
 * are one flat vector in Deeplearning4j's order and layout.
 *
 * <p>It computes over {@link PackedSteps}: there is no padding, so none can be read, in whatever direction. Memory is
 * outside the heap, is used again from batch to batch and is as much as the largest batch took: while training about
 * {@code (8 units + inputs)} numbers per step and layer, else {@code units}. Results do not depend on what was computed
 * before.
 *
 * <p>Training shares the sequences of a batch that is large enough among {@link Threads#forWork} threads. Gradients
 * are added in a fixed order, so that one number of threads gives the same bits each time; with another, sums are
 * rounded and inputs dropped differently. Answers are computed on one thread. Not for several threads at once.
 */
public final class Lstm implements AutoCloseable {
    /** Sequences, and multiplications of a gradient, that are worth a share of their own: about two milliseconds. */
    private static final int LEAST_SEQUENCES = 16;

    private static final double LEAST_PRODUCTS = 1e8;

    private final LstmForm form;
    private final Arithmetic arithmetic;
    private final int parameterCount;
    private final Pointer parameters;
    private final List<LstmPart> parts = new ArrayList<>();
    private final int threads;
    private Team team;
    private List<Share> shares = List.of();

    /**
     * A network whose parameters are to be set.
     *
     * @param wide whether to compute in float64 instead of float32
     */
    public Lstm(LstmForm form, boolean wide) {
        this(form, wide, Threads.forWork(Double.POSITIVE_INFINITY));
    }

    Lstm(LstmForm form, boolean wide, int threads) {
        this.form = form;
        this.arithmetic = wide ? new DoubleArithmetic() : new FloatArithmetic();
        this.parameterCount = form.parameterCount();
        this.parameters = arithmetic.allocate(parameterCount);
        this.threads = threads;
    }

    public int parameterCount() {
        return parameterCount;
    }

    /** Replaces all parameters, {@code [parameterCount]}; copied. */
    public void setParameters(float[] values) {
        arithmetic.put(values, 0, values.length, parameters, 0);
        parts.forEach(LstmPart::parametersChanged);
    }

    /** Replaces all parameters, {@code [parameterCount]}; copied. */
    public void setParameters(double[] values) {
        arithmetic.put(values, 0, values.length, parameters, 0);
        parts.forEach(LstmPart::parametersChanged);
    }

    /**
     * What the network answers, without dropout.
     *
     * @param values {@code [rows, features]}, a row where {@link PackedSteps#row} says
     * @return {@code [sequences, outputs]} in the order in which lengths were given, or for every-step networks
     *     {@code [rows, outputs]}, packed like the values
     */
    public double[] answers(PackedSteps steps, float[] values) {
        shares = List.of();
        return part(0).answers(steps, values);
    }

    /**
     * Answers a span of steps as part of training, to be followed by {@link #gradient}. A span that does not begin with
     * the first step continues from the state that the span before left, and gradients do not go back there
     * (truncated back-propagation: Williams and Peng 1990, doi:10.1162/neco.1990.2.4.490).
     *
     * @param values as for {@link #answers}, of all steps; what stands behind them is not read
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
        PackedSteps span = whole ? steps : steps.span(from, to);
        shares = Share.of(span, threads(steps));
        long dropped = Dropout.seed(seed, from);
        int answers = form.everyStep() ? span.rows() : span.sequences();
        double[] all = new double[Math.multiplyExact(answers, form.outputs())];
        boolean one = whole && shares.size() == 1; // which has all rows where they are
        eachShare((share, part) -> {
            float[] own = one ? values : share.values(values, steps.start(from), form.features());
            share.give(part.train(share.steps(), own, from > 0, dropped + share.number()), all, form);
        });
        return all;
    }

    /**
     * Threads that share the training on these steps, as many as there is work for: the same for all spans of a batch.
     * May be asked by any thread.
     */
    public int threads(PackedSteps steps) {
        double products = 3.0 * parameterCount * steps.rows();
        return (int) Math.max(
                1, Math.min(Math.min(threads, steps.sequences() / LEAST_SEQUENCES), products / LEAST_PRODUCTS));
    }

    private void eachShare(BiConsumer<Share, LstmPart> work) {
        shares.forEach(share -> part(share.number()));
        if (shares.size() == 1) {
            work.accept(shares.get(0), part(shares.get(0).number()));
            return;
        }
        if (team == null) {
            team = Team.of(threads);
        }
        team.share(
                shares.size(),
                i -> work.accept(shares.get(i), part(shares.get(i).number())));
    }

    private LstmPart part(int number) {
        while (parts.size() <= number) {
            parts.add(new LstmPart(form, arithmetic, arithmetic.view(parameters, 0)));
        }
        return parts.get(number);
    }

    /**
     * The gradient of a function of the answers that {@link #train} gave, by the parameters; once for each call of it.
     *
     * @param slopes of that function by the answers, in their order
     * @param into   {@code [parameterCount]}, overwritten
     */
    public void gradient(double[] slopes, float[] into) {
        float[] other = new float[shares.size() > 1 ? into.length : 0];
        boolean first = true;
        for (Pointer gradient : backward(slopes)) {
            arithmetic.get(gradient, 0, first ? into : other, 0, into.length);
            for (int i = 0; i < into.length && !first; i++) {
                into[i] += other[i];
            }
            first = false;
        }
    }

    /** As {@link #gradient(double[], float[])}, with all digits of a network that computes in float64. */
    public void gradient(double[] slopes, double[] into) {
        double[] other = new double[into.length];
        Arrays.fill(into, 0);
        for (Pointer gradient : backward(slopes)) {
            arithmetic.get(gradient, 0, other, 0, into.length);
            Arrays.setAll(into, i -> into[i] + other[i]);
        }
    }

    /** One gradient of each share, in their order. */
    private Pointer[] backward(double[] slopes) {
        if (shares.isEmpty()) {
            throw new IllegalStateException("a gradient needs answers given in training before it");
        }
        Pointer[] gradients = new Pointer[shares.size()];
        List<Share> all = shares;
        eachShare((share, part) -> gradients[all.indexOf(share)] = part.backward(share.take(slopes, form)));
        shares = List.of();
        return gradients;
    }

    @Override
    public void close() {
        parts.forEach(LstmPart::close);
        parameters.close();
        if (team != null) {
            team.close();
        }
    }
}
