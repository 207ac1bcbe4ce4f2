package lintel.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lintel.config.Nearest;
import lintel.export.Signature;

/**
 * An inference request of the Open Inference Protocol, version 2.
 *
 * @param id      as sent, to be sent back; or null
 * @param tensors input name to input
 * @param outputs the outputs wanted, in the order asked for
 */
record InferRequest(String id, Map<String, Tensor> tensors, List<String> outputs) {
    private static final List<String> OUTPUTS = List.of(Signature.PROBABILITY, Signature.LABEL);

    /** @throws RequestException if it is no such request */
    static InferRequest read(byte[] body) {
        return Json.read(body, InferRequest::read);
    }

    private static InferRequest read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RequestException.bad("the body must be an object, but is %s", Json.kind(json.currentToken()));
        }
        String id = null;
        Map<String, Tensor> tensors = null;
        List<String> outputs = OUTPUTS;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "id" -> id = id(json, value);
                case "inputs" -> {
                    if (tensors != null) {
                        throw RequestException.bad("'inputs' is there twice");
                    }
                    tensors = inputs(json, value);
                }
                case "outputs" -> outputs = value == JsonToken.VALUE_NULL ? OUTPUTS : outputs(json, value);
                default -> json.skipChildren(); // "parameters", of which there are none, and whatever else
            }
        }
        if (tensors == null) {
            throw RequestException.bad("'inputs' is missing");
        }
        return new InferRequest(id, tensors, outputs);
    }

    /** Clients that write all keys they know give null for those they leave out. */
    private static String id(JsonParser json, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
            throw RequestException.bad("'id' must be a text, but is %s", Json.kind(value));
        }
        return value == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private static Map<String, Tensor> inputs(JsonParser json, JsonToken value) throws IOException {
        requireList("inputs", value);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Tensor tensor = new TensorReader(tensors.size()).read(json);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw RequestException.bad("%s is there twice", tensor.place());
            }
        }
        return tensors;
    }

    private static List<String> outputs(JsonParser json, JsonToken value) throws IOException {
        requireList("outputs", value);
        List<String> names = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String name = outputName(json, names.size());
            if (!OUTPUTS.contains(name)) {
                throw RequestException.bad(
                        "'outputs' must name some of %s, but has '%s'%s",
                        String.join(", ", OUTPUTS), Texts.shortened(name), Nearest.hint(name, OUTPUTS));
            }
            if (names.contains(name)) {
                throw RequestException.bad("'outputs' has '%s' twice", name);
            }
            names.add(name);
        }
        return names.isEmpty() ? OUTPUTS : names;
    }

    private static String outputName(JsonParser json, int position) throws IOException {
        String name = null;
        boolean object = json.currentToken() == JsonToken.START_OBJECT;
        while (object && json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isName = json.currentName().equals("name");
            if (json.nextToken() == JsonToken.VALUE_STRING && isName) {
                name = json.getText();
            } else {
                json.skipChildren();
            }
        }
        if (name == null) {
            throw RequestException.bad("outputs[%d] must be an object with the text 'name'", position);
        }
        return name;
    }

    private static void requireList(String key, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            throw RequestException.bad("'%s' must be a list, but is %s", key, Json.kind(value));
        }
    }

    /** @throws RequestException naming an input that is absent, or is none of {@code known} */
    void requireInputs(List<String> required, Set<String> known) {
        for (String name : required) {
            if (!tensors.containsKey(name)) {
                throw RequestException.bad(
                        "input '%s' is missing%s", name, Nearest.hint(name, List.copyOf(tensors.keySet())));
            }
        }
        for (String name : tensors.keySet()) {
            if (!known.contains(name)) {
                throw RequestException.bad(
                        "input '%s' is none of the model's%s", Texts.shortened(name), Nearest.hint(name, known));
            }
        }
    }
}
