package lintel.network;

import java.util.List;
import java.util.Random;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Logistic regression, one column of weights and an intercept per output.
 *
 * <p>Scores and gradients are plain dot products, summed in double: exact to float32's last digit, independent of
 * batches, and without ND4J.
 */
final class LogisticNetwork implements Network {
    private final ModelConfig.Logistic config;
    private final Shape shape;
    private final int outputs;
    private float[] parameters;
    private MultiLayerNetwork dl4j;

    LogisticNetwork(ModelConfig.Logistic config, Shape shape, int outputs, float[] parameters) {
        if (shape.sequences()) {
            throw new IllegalArgumentException("logistic regression reads rows, but is given sequences");
        }
        this.config = config;
        this.shape = shape;
        this.outputs = outputs;
        this.parameters = new float[Math.toIntExact(ParameterBlock.count(blocks()))];
        setParameters(parameters);
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
        return false;
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
        if (parameters.length != this.parameters.length) {
            throw new IllegalArgumentException("this network has %d parameters, but is given %d"
                    .formatted(this.parameters.length, parameters.length));
        }
        this.parameters = parameters.clone();
    }

    @Override
    public boolean[] weightMask() {
        return ParameterBlock.weightMask(blocks());
    }

    @Override
    public String configuration() {
        return LogisticConfiguration.json(shape.features(), outputs);
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
        return Batches.cut(Batches.order(examples.size(), shuffle), batchSize);
    }

    /** Nothing is copied: rows are read where they lie. */
    @Override
    public Batch prepare(Examples examples, int[] batch) {
        FeatureRows rows = FeatureRows.of(examples, shape.features());
        if (examples.labels() == null) {
            throw new IllegalArgumentException("a gradient needs labels");
        }
        return (dropoutSeed, consumer) -> consumer.accept(gradient(rows, examples.labels(), examples.weights(), batch));
    }

    private GradientConsumer.Gradient gradient(FeatureRows rows, Matrix labels, Matrix weights, int[] batch) {
        double[] sums = new double[parameters.length];
        int intercepts = outputs * shape.features();
        double loss = 0;
        for (int k = 0; k < outputs; k++) {
            double start = parameters[intercepts + k] + rows.constant(parameters, k);
            for (int row : batch) {
                double logit = rows.product(row, parameters, k, start);
                double weight = weights == null ? 1 : weights.get(row, k);
                loss += weight * Sigmoid.loss(logit, labels.get(row, k));
                double slope = weight * Sigmoid.lossSlope(logit, labels.get(row, k));
                rows.add(row, slope, sums, k);
                sums[intercepts + k] += slope;
            }
            rows.addConstant(sums[intercepts + k], sums, k);
        }
        float[] gradient = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            gradient[i] = (float) (sums[i] / batch.length);
        }
        return new GradientConsumer.Gradient(gradient, loss, batch.length);
    }

    @Override
    public Probabilities score(Examples examples) {
        FeatureRows rows = FeatureRows.of(examples, shape.features());
        float[] probabilities = new float[Math.multiplyExact(rows.count(), outputs)];
        double[] starts = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            starts[k] = parameters[outputs * shape.features() + k] + rows.constant(parameters, k);
        }
        for (int row = 0; row < rows.count(); row++) {
            for (int k = 0; k < outputs; k++) {
                double logit = rows.product(row, parameters, k, starts[k]);
                probabilities[row * outputs + k] = (float) Sigmoid.of(logit);
            }
        }
        return new Probabilities(probabilities, outputs);
    }

    private List<ParameterBlock> blocks() {
        return ParameterBlock.of(config, shape.features(), outputs);
    }
}
