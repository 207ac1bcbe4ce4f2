package lintel.network;

import java.nio.FloatBuffer;
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

    @Override
    public void gradients(Examples examples, int[] batch, long dropoutSeed, GradientConsumer consumer) {
        Matrix values = values(examples);
        Matrix labels = examples.labels();
        if (labels == null) {
            throw new IllegalArgumentException("a gradient needs labels");
        }
        double[] sums = new double[parameters.length];
        double loss = 0;
        for (int row : batch) {
            FloatBuffer block = values.block(row / values.blockRows());
            int at = row % values.blockRows() * values.columns();
            for (int k = 0; k < outputs; k++) {
                double logit = logit(block, at, k);
                loss += Sigmoid.loss(logit, labels.get(row, k));
                addSlope(sums, block, at, k, Sigmoid.lossSlope(logit, labels.get(row, k)));
            }
        }
        float[] gradient = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            gradient[i] = (float) (sums[i] / batch.length);
        }
        consumer.accept(new GradientConsumer.Gradient(gradient, loss, batch.length));
    }

    /** By the chain rule from the logit to the weights and the intercept of one output. */
    private void addSlope(double[] sums, FloatBuffer values, int at, int output, double slope) {
        int features = shape.features();
        int weights = output * features;
        for (int i = 0; i < features; i++) {
            sums[weights + i] += slope * values.get(at + i);
        }
        sums[outputs * features + output] += slope;
    }

    @Override
    public Probabilities score(Examples examples) {
        Matrix values = values(examples);
        float[] probabilities = new float[Math.multiplyExact(values.rows(), outputs)];
        for (int b = 0; b < values.blockCount(); b++) {
            FloatBuffer block = values.block(b);
            int first = b * values.blockRows();
            for (int row = 0; row < values.rowsIn(b); row++) {
                for (int k = 0; k < outputs; k++) {
                    double logit = logit(block, row * values.columns(), k);
                    probabilities[(first + row) * outputs + k] = (float) Sigmoid.of(logit);
                }
            }
        }
        return new Probabilities(probabilities, outputs);
    }

    /** Four sums side by side, because each addition has to wait for the one before it. */
    private double logit(FloatBuffer values, int at, int output) {
        int features = shape.features();
        int weights = output * features;
        double sum0 = parameters[outputs * features + output];
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < features; i += 4) {
            sum0 += (double) values.get(at + i) * parameters[weights + i];
            sum1 += (double) values.get(at + i + 1) * parameters[weights + i + 1];
            sum2 += (double) values.get(at + i + 2) * parameters[weights + i + 2];
            sum3 += (double) values.get(at + i + 3) * parameters[weights + i + 3];
        }
        for (; i < features; i++) {
            sum0 += (double) values.get(at + i) * parameters[weights + i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    private Matrix values(Examples examples) {
        if (examples instanceof Examples.Dense dense && examples.features() == shape.features()) {
            return dense.values();
        }
        throw new IllegalArgumentException("this network reads rows of %d features, but is given %s of %d"
                .formatted(shape.features(), examples.getClass().getSimpleName(), examples.features()));
    }

    private List<ParameterBlock> blocks() {
        return ParameterBlock.of(config, shape.features(), outputs);
    }
}
