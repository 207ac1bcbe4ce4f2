package lintel.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lintel.config.InputException;

/**
 * The Java classes that {@code configuration.json} may name. Deeplearning4j instantiates whatever stands there, so
 * anything that could be a class name, under whatever key, has to be one of those that Lintel itself writes.
 */
final class ClassNames {
    private static final Set<String> ALLOWED = Set.of(
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

    private ClassNames() {}

    static Set<String> allowed() {
        return ALLOWED;
    }

    /**
     * @param configuration a whole JSON document
     * @throws InputException if a text in it, value or key, could be a class name and is not an allowed one
     */
    static void check(JsonNode configuration) {
        for (JsonNode value : configuration) {
            if (value.isTextual() && value.textValue().indexOf('.') >= 0) {
                require(value.textValue());
            }
            check(value); // no deeper than the parser allowed
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

    private static void require(String name) {
        if (!ALLOWED.contains(name)) {
            String shown = name.length() <= 100 ? name : name.substring(0, 100) + "…";
            throw new InputException("%s: names '%s', which is no class a Lintel model may use"
                    .formatted(ModelArchive.CONFIGURATION, shown));
        }
    }
}
