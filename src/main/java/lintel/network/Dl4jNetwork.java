package lintel.network;

import lintel.config.ModelConfig;
import lintel.engine.Threads;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/** A network in Deeplearning4j, as which models are kept; Lintel computes without it. */
final class Dl4jNetwork {
    private Dl4jNetwork() {}

    /** A network with these parameters. */
    static MultiLayerNetwork of(ModelConfig config, int features, int outputs, DataType type, float[] parameters) {
        Threads.apply();
        MultiLayerNetwork net = new MultiLayerNetwork(Dl4jConfiguration.of(config, features, outputs, type));
        net.init(NativeArray.of(parameters, type, 'f', 1, parameters.length), false);
        return net;
    }
}
