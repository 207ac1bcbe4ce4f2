package lintel.network;

import java.util.List;
import java.util.Random;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Shape;
import lintel.engine.Lstm;
import lintel.engine.LstmForm;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** Stacked LSTM layers under a sigmoid output layer; {@link Lstm} computes, Deeplearning4j is how they are saved. */
final class LstmNetwork implements Network {
    private final ModelConfig.Lstm config;
    private final Shape shape;
    private final int outputs;
    private float[] parameters;
    private Lstm lstm;
    private boolean current;
    private MultiLayerNetwork dl4j;

    LstmNetwork(ModelConfig.Lstm config, Shape shape, int outputs, float[] parameters) {
        if (!shape.sequences()) {
            throw new IllegalArgumentException("an LSTM reads sequences, but is given rows");
        }
        this.config = config;
        this.shape = shape;
        this.outputs = outputs;
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
        current = false;
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
    public void gradients(Examples examples, int[] batch, long dropoutSeed, GradientConsumer consumer) {
        Examples.Steps steps = steps(examples);
        if (steps.labels() == null || steps.perStep() != everyStep()) {
            throw new IllegalArgumentException("a gradient needs labels %s"
                    .formatted(everyStep() ? "at every step" : "of whole sequences, not of steps"));
        }
        PackedBatch packed = PackedBatch.of(steps, batch);
        packed.train(lstm(), config.truncate().orElse(0), dropoutSeed, (slopes, lossSum, labels) -> {
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] /= labels;
            }
            float[] gradient = new float[parameters.length];
            lstm().gradient(slopes, gradient);
            consumer.accept(new GradientConsumer.Gradient(gradient, lossSum, labels));
        });
    }

    @Override
    public Probabilities score(Examples examples) {
        Examples.Steps steps = steps(examples);
        int rows = everyStep() ? steps.values().rows() : steps.size();
        float[] values = new float[Math.multiplyExact(rows, outputs)];
        Examples.Steps unlabelled =
                new Examples.Steps(steps.values(), steps.starts(), steps.ids(), null, steps.perStep());
        for (int[] window : Batches.cut(Batches.order(steps.size(), null), Probabilities.BATCH)) {
            score(unlabelled, window, values);
        }
        return new Probabilities(values, outputs);
    }

    private void score(Examples.Steps steps, int[] window, float[] values) {
        PackedBatch batch = PackedBatch.of(steps, window);
        double[] answers = lstm().answers(batch.steps(), batch.values());
        for (int i = 0; i < window.length; i++) {
            int first = everyStep() ? steps.starts()[window[i]] : window[i];
            for (int step = 0; step < (everyStep() ? steps.length(window[i]) : 1); step++) {
                int row = everyStep() ? batch.steps().row(i, step) : i;
                for (int k = 0; k < outputs; k++) {
                    values[(first + step) * outputs + k] = (float) Sigmoid.of(answers[row * outputs + k]);
                }
            }
        }
    }

    /** The engine, holding the parameters of this moment. */
    private Lstm lstm() {
        if (lstm == null) {
            lstm = new Lstm(form(config, shape.features(), outputs), false);
            current = false;
        }
        if (!current) {
            lstm.setParameters(parameters);
            current = true;
        }
        return lstm;
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
