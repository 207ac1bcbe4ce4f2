package lintel.network;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Shape;
import lintel.engine.ComputeBackend;
import lintel.engine.LstmForm;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** Stacked LSTM layers under a sigmoid output layer; an {@link LstmKernel} computes, Deeplearning4j saves. */
final class LstmNetwork implements Network {
    private final ModelConfig.Lstm config;
    private final Shape shape;
    private final int outputs;
    private final Supplier<LstmKernel> start;
    private float[] parameters;
    private LstmKernel kernel;
    private MultiLayerNetwork dl4j;

    /** A network that computes on what {@link ComputeBackend} says when it first computes. */
    LstmNetwork(ModelConfig.Lstm config, Shape shape, int outputs, float[] parameters) {
        this(
                config,
                shape,
                outputs,
                parameters,
                () -> ComputeBackend.current().cuda()
                        ? new Dl4jKernel(config, shape.features(), outputs, DataType.FLOAT)
                        : new EngineKernel(config, shape.features(), outputs));
    }

    /** @param start makes what computes, once it is needed */
    LstmNetwork(ModelConfig.Lstm config, Shape shape, int outputs, float[] parameters, Supplier<LstmKernel> start) {
        if (!shape.sequences()) {
            throw new IllegalArgumentException("an LSTM reads sequences, but is given rows");
        }
        this.config = config;
        this.shape = shape;
        this.outputs = outputs;
        this.start = start;
        check(parameters, ParameterBlock.count(blocks()));
        this.parameters = parameters.clone();
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
        return parameters.length;
    }

    @Override
    public float[] parameters() {
        return parameters.clone();
    }

    @Override
    public void setParameters(float[] parameters) {
        check(parameters, parameterCount());
        this.parameters = parameters.clone();
        if (kernel != null) {
            kernel.setParameters(parameters);
        }
    }

    @Override
    public boolean[] weightMask() {
        return ParameterBlock.weightMask(blocks());
    }

    @Override
    public String configuration() {
        return dl4j().getLayerWiseConfigurations().toJson();
    }

    @Override
    public MultiLayerNetwork dl4j() {
        if (dl4j == null) {
            dl4j = Dl4jNetwork.of(config, shape.features(), outputs, DataType.FLOAT, parameters);
        } else {
            NativeArray.put(parameters, dl4j.params());
        }
        return dl4j;
    }

    @Override
    public List<int[]> batches(Examples examples, int batchSize, Random shuffle) {
        return Batches.cut(Batches.order(steps(examples).size(), shuffle), batchSize);
    }

    @Override
    public Batch prepare(Examples examples, int[] batch) {
        Examples.Steps steps = steps(examples);
        if (steps.labels() == null || steps.perStep() != everyStep()) {
            throw new IllegalArgumentException("a gradient needs labels %s"
                    .formatted(everyStep() ? "at every step" : "of whole sequences, not of steps"));
        }
        return kernel().prepare(steps, batch);
    }

    @Override
    public Probabilities score(Examples examples) {
        Examples.Steps steps = steps(examples);
        int rows = everyStep() ? steps.values().rows() : steps.size();
        float[] values = new float[Math.multiplyExact(rows, outputs)];
        Examples.Steps unlabelled =
                new Examples.Steps(steps.values(), steps.starts(), steps.ids(), null, steps.perStep());
        for (int[] window : Batches.cut(Batches.order(steps.size(), null), Probabilities.BATCH)) {
            kernel().score(unlabelled, window, values);
        }
        return new Probabilities(values, outputs);
    }

    private LstmKernel kernel() {
        if (kernel == null) {
            kernel = start.get();
            kernel.setParameters(parameters);
        }
        return kernel;
    }

    static LstmForm form(ModelConfig.Lstm config, int features, int outputs) {
        return new LstmForm(
                features,
                config.layers(),
                config.bidirectional(),
                config.output() == ModelConfig.Output.EVERY_STEP,
                outputs,
                config.dropout());
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
