package lintel.network;

import java.util.List;
import lintel.config.ModelConfig;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * The network as Deeplearning4j's own configuration, so that a saved model opens there without Lintel.
 *
 * <p>Everything is said at each layer, because wrapped layers do not inherit what is said for the whole network.
 */
final class Dl4jConfiguration {
    /** Deeplearning4j wants a seed; it draws nothing here, so a constant keeps equal models equal files. */
    private static final long SEED = 0;

    private Dl4jConfiguration() {}

    static MultiLayerConfiguration of(ModelConfig config, int features, int outputs, DataType type) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .dataType(type)
                .updater(new Adam()) // of use only to who trains on in plain Deeplearning4j
                .list();
        if (config instanceof ModelConfig.Logistic) {
            return layers.layer(last(features, outputs))
                    .setInputType(InputType.feedForward(features))
                    .build();
        }
        if (config instanceof ModelConfig.Lstm lstm) {
            return lstm(layers, lstm, features, outputs);
        }
        throw new AssertionError(config);
    }

    private static MultiLayerConfiguration lstm(
            NeuralNetConfiguration.ListBuilder layers, ModelConfig.Lstm config, int features, int outputs) {
        boolean everyStep = config.output() == ModelConfig.Output.EVERY_STEP;
        List<Integer> units = config.layers();
        int inputs = features;
        for (int i = 0; i < units.size(); i++) {
            Layer layer = hidden(config, inputs, units.get(i));
            boolean answers = i == units.size() - 1 && !everyStep;
            layers.layer(answers ? new LastTimeStep(layer) : layer);
            inputs = units.get(i) * (config.bidirectional() ? 2 : 1);
        }
        layers.layer(everyStep ? everyStep(config, inputs, outputs) : last(config, inputs, outputs));
        config.truncate().ifPresent(steps -> layers.backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(steps));
        return layers.setInputType(InputType.recurrent(features, RNNFormat.NCW)).build();
    }

    private static Layer hidden(ModelConfig.Lstm config, int inputs, int units) {
        LSTM.Builder lstm = new LSTM.Builder()
                .nIn(inputs)
                .nOut(units)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.SIGMOID)
                .forgetGateBiasInit(config.forgetGateBias())
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .dataFormat(RNNFormat.NCW);
        if (config.dropout() > 0) {
            lstm.dropOut(retained(config));
        }
        return config.bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, lstm.build()) : lstm.build();
    }

    private static Layer last(int inputs, int outputs) {
        return output(inputs, outputs).weightInit(WeightInit.ZERO).build();
    }

    private static Layer last(ModelConfig.Lstm config, int inputs, int outputs) {
        OutputLayer.Builder output = output(inputs, outputs).weightInit(WeightInit.XAVIER_UNIFORM);
        if (config.dropout() > 0) {
            output.dropOut(retained(config));
        }
        return output.build();
    }

    private static OutputLayer.Builder output(int inputs, int outputs) {
        return new OutputLayer.Builder(loss()).nIn(inputs).nOut(outputs).activation(Activation.SIGMOID);
    }

    private static Layer everyStep(ModelConfig.Lstm config, int inputs, int outputs) {
        RnnOutputLayer.Builder output = new RnnOutputLayer.Builder(loss())
                .nIn(inputs)
                .nOut(outputs)
                .activation(Activation.SIGMOID)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .dataFormat(RNNFormat.NCW);
        if (config.dropout() > 0) {
            output.dropOut(retained(config));
        }
        return output.build();
    }

    /** Deeplearning4j's dropout number is the probability of keeping an input. */
    private static double retained(ModelConfig.Lstm config) {
        return 1 - config.dropout();
    }

    /** Cross-entropy; the clip of 1e-5 that is Deeplearning4j's default flattens gradients of confident mistakes. */
    private static LossBinaryXENT loss() {
        return new LossBinaryXENT(1e-12, null);
    }
}
