package lintel.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.config.ModelConfig;
import lintel.config.ModelConfig.Output;
import lintel.data.Shape;

/**
 * What a network is, without its parameters. Lintel builds it anew from this description and never lets Deeplearning4j
 * read a foreign configuration; the file's {@code configuration.json} is there for plain Deeplearning4j.
 */
final class NetworkJson {
    /** Far above any real network, far below where sizes overflow. */
    private static final int MOST = 1 << 24;

    private static final int MOST_LAYERS = 1000;

    private NetworkJson() {}

    static ObjectNode of(Network network) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        model(network.config(), json.putObject("model"));
        json.put("features", network.shape().features());
        json.put("steps", network.shape().steps());
        json.put("outputs", network.outputs());
        return json;
    }

    /**
     * @param coefficients the bytes of {@link Coefficients}
     * @throws InputException if the description is not one, or the coefficients are not of that network
     */
    static Network read(JsonNode json, byte[] coefficients) {
        JsonFields fields = JsonFields.of(json, "network");
        ModelConfig config = model(fields.object("model"));
        int features = (int) fields.integer("features", 1, MOST);
        int steps = (int) fields.integer("steps", Shape.VARYING, MOST);
        int outputs = (int) fields.integer("outputs", 1, MOST);
        if (config instanceof ModelConfig.Logistic == (steps != 0)) {
            throw fields.mistake("steps", "0 for logistic regression and only for it");
        }
        float[] parameters = Coefficients.read(coefficients, count(config, features, outputs));
        return Network.of(config, new Shape(features, steps), outputs, parameters);
    }

    /** The sizes come from the file: they are multiplied out before anything is allocated. */
    private static int count(ModelConfig config, int features, int outputs) {
        try {
            return Math.toIntExact(ParameterBlock.count(ParameterBlock.of(config, features, outputs)));
        } catch (ArithmeticException overflow) {
            throw new InputException("'network' describes more parameters than a model file can hold", overflow);
        }
    }

    private static void model(ModelConfig config, ObjectNode json) {
        if (config instanceof ModelConfig.Logistic logistic) {
            ObjectNode fields = json.putObject("logistic").put("l2", logistic.lambda2());
            if (logistic.lambda1() > 0) {
                fields.put("l1", logistic.lambda1());
            }
        } else if (config instanceof ModelConfig.Lstm lstm) {
            ObjectNode fields = json.putObject("lstm");
            lstm.layers().forEach(fields.putArray("layers")::add);
            fields.put("dropout", lstm.dropout());
            fields.put("output", JsonFields.written(lstm.output()));
            fields.put("bidirectional", lstm.bidirectional());
            lstm.truncate().ifPresent(steps -> fields.put("truncate", steps));
            fields.put("forgetGateBias", lstm.forgetGateBias());
        } else {
            throw new AssertionError(config);
        }
    }

    private static ModelConfig model(JsonFields model) {
        if (model.has("logistic")) {
            JsonFields fields = model.object("logistic");
            double l1 = fields.has("l1") ? fields.number("l1", 0, Double.MAX_VALUE) : 0;
            return new ModelConfig.Logistic(fields.number("l2", 0, Double.MAX_VALUE), l1);
        }
        JsonFields fields = model.object("lstm");
        List<Integer> layers = fields.integers("layers", 1, MOST);
        if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw fields.mistake("layers", "a list of 1 to " + MOST_LAYERS);
        }
        double dropout = fields.number("dropout", 0, Math.nextDown(1.0));
        Output output = fields.choice("output", Output.class);
        boolean bidirectional = fields.flag("bidirectional");
        Optional<Integer> truncate = Optional.empty();
        if (fields.has("truncate")) {
            if (bidirectional || output != Output.EVERY_STEP) {
                throw fields.mistake("truncate", "absent unless output is every-step and bidirectional is false");
            }
            truncate = Optional.of((int) fields.integer("truncate", 1, MOST));
        }
        double bias = fields.number("forgetGateBias", -Float.MAX_VALUE, Float.MAX_VALUE);
        return new ModelConfig.Lstm(layers, dropout, output, bidirectional, truncate, bias);
    }
}
