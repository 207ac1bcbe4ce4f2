package lintel.network;

import java.util.List;
import java.util.Random;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Shape;
import lintel.engine.Threads;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Stacked LSTM layers under a sigmoid output layer; all computing is Deeplearning4j's. */
final class LstmNetwork implements Network {
    private final ModelConfig.Lstm config;
    private final Shape shape;
    private final int outputs;
    private final MultiLayerNetwork dl4j;

    LstmNetwork(ModelConfig.Lstm config, Shape shape, int outputs, float[] parameters) {
        if (!shape.sequences()) {
            throw new IllegalArgumentException("an LSTM reads sequences, but is given rows");
        }
        this.config = config;
        this.shape = shape;
        this.outputs = outputs;
        check(parameters, ParameterBlock.count(blocks()));
        this.dl4j = Dl4jNetwork.of(config, shape.features(), outputs, DataType.FLOAT, parameters);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public boolean everyStep() {
        return config.output() == ModelConfig.Output.EVERY_STEP;
    }

    @Override
    public int parameterCount() {
        return Math.toIntExact(dl4j.numParams());
    }

    @Override
    public float[] parameters() {
        return NativeArray.floats(dl4j.params(), 1);
    }

    @Override
    public void setParameters(float[] parameters) {
        check(parameters, parameterCount());
        NativeArray.put(parameters, dl4j.params());
    }

    @Override
    public boolean[] weightMask() {
        return ParameterBlock.weightMask(blocks());
    }

    @Override
    public String configuration() {
        return dl4j.getLayerWiseConfigurations().toJson();
    }

    @Override
    public MultiLayerNetwork dl4j() {
        return dl4j;
    }

    @Override
    public List<int[]> batches(Examples examples, int batchSize, Random shuffle) {
        Examples.Steps steps = steps(examples);
        int[] order = Batches.order(steps.size(), shuffle);
        return config.bidirectional()
                ? Batches.shuffled(Batches.cutByLength(order, batchSize, steps::length), shuffle)
                : Batches.cut(order, batchSize);
    }

    @Override
    public void gradients(Examples examples, int[] batch, long dropoutSeed, GradientConsumer consumer) {
        Examples.Steps steps = steps(examples);
        if (steps.labels() == null || steps.perStep() != everyStep()) {
            throw new IllegalArgumentException("a gradient needs labels %s"
                    .formatted(everyStep() ? "at every step" : "of whole sequences, not of steps"));
        }
        Threads.apply();
        try (Batch padded = Batch.of(steps, batch, DataType.FLOAT)) {
            if (config.bidirectional() && padded.mask() != null) {
                throw new IllegalArgumentException("a bidirectional network takes sequences of one length at a time");
            }
            Gradients.each(
                    dl4j,
                    padded,
                    config.truncate().orElse(0),
                    dropoutSeed,
                    (sum, lossSum, labels) -> consumer.accept(
                            new GradientConsumer.Gradient(NativeArray.floats(sum, 1.0 / labels), lossSum, labels)));
        }
    }

    @Override
    public Probabilities score(Examples examples) {
        Examples.Steps steps = steps(examples);
        int rows = everyStep() ? steps.values().rows() : steps.size();
        float[] values = new float[Math.multiplyExact(rows, outputs)];
        Threads.apply();
        Examples.Steps unlabelled =
                new Examples.Steps(steps.values(), steps.starts(), steps.ids(), null, steps.perStep());
        for (int[] window : Batches.cut(Batches.order(steps.size(), null), Probabilities.BATCH)) {
            List<int[]> batches = config.bidirectional()
                    ? Batches.cutByLength(window, Probabilities.BATCH, steps::length)
                    : List.of(window);
            batches.forEach(batch -> score(unlabelled, batch, values));
        }
        return new Probabilities(values, outputs);
    }

    private void score(Examples.Steps steps, int[] chosen, float[] values) {
        try (Batch batch = Batch.of(steps, chosen, DataType.FLOAT);
                INDArray output = dl4j.output(batch.features(), false, batch.mask(), null);
                INDArray ordered = output.dup(everyStep() ? 'f' : 'c')) {
            float[] computed = NativeArray.floats(ordered, 1);
            dl4j.clearLayerMaskArrays();
            for (int i = 0; i < chosen.length; i++) {
                if (everyStep()) {
                    copySteps(computed, chosen.length, i, steps.starts()[chosen[i]], steps.length(chosen[i]), values);
                } else {
                    System.arraycopy(computed, i * outputs, values, chosen[i] * outputs, outputs);
                }
            }
        }
    }

    /** From {@code [batch, outputs, time]}, time outermost, to consecutive rows of {@code [steps, outputs]}. */
    private void copySteps(float[] computed, int batch, int i, int firstRow, int length, float[] values) {
        for (int t = 0; t < length; t++) {
            for (int k = 0; k < outputs; k++) {
                values[(firstRow + t) * outputs + k] = computed[i + batch * (k + outputs * t)];
            }
        }
    }

    private Examples.Steps steps(Examples examples) {
        if (examples instanceof Examples.Steps steps && examples.features() == shape.features()) {
            return steps;
        }
        throw new IllegalArgumentException("this network reads steps of %d features, but is given %s of %d"
                .formatted(shape.features(), examples.getClass().getSimpleName(), examples.features()));
    }

    private List<ParameterBlock> blocks() {
        return ParameterBlock.of(config, shape.features(), outputs);
    }

    private static void check(float[] parameters, long count) {
        if (parameters.length != count) {
            throw new IllegalArgumentException(
                    "this network has %d parameters, but is given %d".formatted(count, parameters.length));
        }
    }
}
