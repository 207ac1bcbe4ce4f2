package lintel.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lintel.config.InputException;
import lintel.config.ModelConfig;

/**
 * What {@code configuration.json} may say. Lintel itself does not read it, but whoever opens a checked file in plain
 * Deeplearning4j is to get the same network, and nothing else. It instantiates whatever class stands there, so anything
 * that could be a class name, under whatever key, has to be one of those that Lintel writes.
 */
final class ConfigurationCheck {
    private static final Set<String> CLASSES = Set.of(
            "org.deeplearning4j.nn.conf.dropout.Dropout",
            "org.deeplearning4j.nn.conf.layers.LSTM",
            "org.deeplearning4j.nn.conf.layers.OutputLayer",
            "org.deeplearning4j.nn.conf.layers.RnnOutputLayer",
            "org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional",
            "org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep",
            "org.deeplearning4j.nn.weights.WeightInitConstant",
            "org.deeplearning4j.nn.weights.WeightInitXavierUniform",
            "org.nd4j.linalg.activations.impl.ActivationSigmoid",
            "org.nd4j.linalg.activations.impl.ActivationTanH",
            "org.nd4j.linalg.learning.config.Adam",
            "org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT");

    private ConfigurationCheck() {}

    /** Every class that Lintel writes. */
    static Set<String> classes() {
        return CLASSES;
    }

    /**
     * @param configuration a whole JSON document
     * @throws InputException if a text in it, value or key, could be a class name and is not an allowed one
     */
    static void classes(JsonNode configuration) {
        for (JsonNode value : configuration) {
            if (value.isTextual() && value.textValue().indexOf('.') >= 0) {
                require(value.textValue());
            }
            classes(value); // no deeper than the parser allowed
        }
        for (Map.Entry<String, JsonNode> item : configuration.properties()) {
            if (item.getKey().indexOf('.') >= 0) {
                require(item.getKey());
            }
            if (item.getKey().toLowerCase(Locale.ROOT).contains("class")) {
                require(
                        item.getValue().isTextual()
                                ? item.getValue().textValue()
                                : item.getValue().toString());
            }
        }
    }

    /** @throws InputException unless the layers have the sizes of the network */
    static void layers(JsonNode configuration, Network network) {
        List<List<Integer>> found = new ArrayList<>();
        for (JsonNode layer : configuration.path("confs")) {
            JsonNode inner = layer.path("layer");
            inner = inner.path("underlying").isObject() ? inner.path("underlying") : inner;
            inner = inner.path("fwd").isObject() ? inner.path("fwd") : inner;
            found.add(List.of(inner.path("nin").asInt(), inner.path("nout").asInt()));
        }
        if (!found.equals(layers(network))) {
            throw new InputException("%s: describes another network than %s: layers of %s instead of %s"
                    .formatted(ModelArchive.CONFIGURATION, ModelArchive.NETWORK, found, layers(network)));
        }
    }

    private static List<List<Integer>> layers(Network network) {
        List<List<Integer>> layers = new ArrayList<>();
        int inputs = network.shape().features();
        if (network.config() instanceof ModelConfig.Lstm lstm) {
            for (int units : lstm.layers()) {
                layers.add(List.of(inputs, units));
                inputs = lstm.bidirectional() ? 2 * units : units;
            }
        }
        layers.add(List.of(inputs, network.outputs()));
        return layers;
    }

    private static void require(String name) {
        if (!CLASSES.contains(name)) {
            String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
            throw new InputException("%s: names '%s', which is no class a Lintel model may use"
                    .formatted(ModelArchive.CONFIGURATION, shown));
        }
    }
}
