package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lintel.network.Model;
import lintel.network.Prediction;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is served is what the model says: models of every form, asked in both protocols, beside the model itself. */
class AnswersTest {
    /** DESIGN's: serving and exports agree to 1e-5. */
    private static final double TOLERANCE = 1e-5;

    private static final int[] LENGTHS = {1, 2, 5, 20};

    @TempDir
    private Path folder;

    private final Random random = new Random(3);

    static List<String> names() {
        return SampleModels.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void namedColumnsAndTensorsGetTheModelsOwnAnswers(String name) throws Exception {
        Model model = SampleModels.named(name).model();
        boolean sequences = model.preprocessing().sequences();
        List<List<Map<String, Object>>> examples = examples(sequences);
        try (Served served = Served.of(Served.export(model, folder))) {
            ArrayNode asked = Served.JSON.createArrayNode();
            for (List<Map<String, Object>> steps : examples) {
                JsonNode example = Served.JSON.valueToTree(steps);
                asked.add(sequences ? example : example.get(0));
            }
            JsonNode all = served.post("/predict", asked.toString()).json();
            JsonNode tensors = served.post("/v2/models/sample/infer", tensors(examples, sequences))
                    .json();
            int answer = 0;
            int longest = sequences ? Arrays.stream(LENGTHS).max().orElseThrow() : 1;
            int perExample = model.network().everyStep() ? longest : 1;
            for (int i = 0; i < examples.size(); i++) {
                List<Prediction> expected = expected(model, examples.get(i), sequences);
                JsonNode alone =
                        served.post("/predict/sample", asked.get(i).toString()).json();
                for (int t = 0; t < expected.size(); t++) {
                    check(
                            expected.get(t),
                            model.network().everyStep() ? all.get(i).at("/steps/" + t) : all.get(i));
                    check(expected.get(t), model.network().everyStep() ? alone.at("/steps/" + t) : alone);
                    check(expected.get(t), tensors, i * perExample + t);
                    answer++;
                }
            }
            assertEquals(all.size(), examples.size());
            assertEquals(
                    answer,
                    examples.stream()
                            .mapToInt(steps -> model.network().everyStep() ? steps.size() : 1)
                            .sum());
        }
    }

    private static List<Prediction> expected(Model model, List<Map<String, Object>> steps, boolean sequences) {
        if (!sequences) {
            return List.of(model.predict(steps.get(0)));
        }
        return model.network().everyStep() ? model.predictSteps(steps) : List.of(model.predict(steps));
    }

    private static void check(Prediction expected, JsonNode found) {
        assertEquals(expected.label(), found.get("label").asText());
        expected.probabilities()
                .forEach((name, probability) -> assertEquals(
                        probability, found.at("/probabilities/" + name).floatValue(), TOLERANCE));
    }

    private static void check(Prediction expected, JsonNode reply, int answer) {
        JsonNode probability = reply.at("/outputs/0/data");
        JsonNode label = reply.at("/outputs/1/data");
        int outputs = expected.probabilities().size();
        int labels = reply.at("/outputs/1/shape").equals(reply.at("/outputs/0/shape")) ? outputs : 1;
        int k = 0;
        for (float each : expected.probabilities().values()) {
            assertEquals(each, probability.get(answer * outputs + k++).floatValue(), TOLERANCE);
        }
        List<String> holding = new ArrayList<>();
        for (int l = 0; l < labels; l++) {
            String each = label.get(answer * labels + l).asText();
            if (!each.isEmpty()) {
                holding.add(each);
            }
        }
        assertEquals(expected.label(), String.join("|", holding));
    }

    /** Summaries that overflow with both signs add up to nothing. */
    @Test
    void numbersThatAreTooLargeAreSaidToBe() {
        Path graph = Served.export(SampleModels.named("logistic-on-sequences").model(), folder);
        String step = "{\"colour\": \"red\", \"sold\": true, \"size\": 1.5, \"weight\": 2}";
        String large = step.replace("2}", "3e38}").replace("1.5", "-3e38");
        try (Served served = Served.of(graph)) {
            Served.Reply reply = served.post("/predict", "[[%s], [%s, %s]]".formatted(step, step, large));
            assertEquals(400, reply.status());
            assertEquals(
                    "example 2: the model has no answer: its numbers are too large to be computed with", reply.error());
        }
    }

    private List<List<Map<String, Object>>> examples(boolean sequences) {
        List<List<Map<String, Object>>> examples = new ArrayList<>();
        for (int length : LENGTHS) {
            List<Map<String, Object>> steps = new ArrayList<>();
            for (int t = 0; t < (sequences ? length : 1); t++) {
                steps.add(row());
            }
            examples.add(steps);
        }
        return examples;
    }

    /** Now and then a missing value, a category that training did not see, a column that the model does not know. */
    private Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.put(
                "colour",
                random.nextInt(5) == 0
                        ? null
                        : List.of("blue", "grün", "red", "mauve", "?").get(random.nextInt(5)));
        row.put("sold", random.nextInt(6) == 0 ? null : random.nextBoolean());
        row.put("size", random.nextInt(4) == 0 ? null : random.nextGaussian() * 100);
        row.put("weight", random.nextFloat());
        row.put("comment", List.of(1, 2));
        return row;
    }

    private static String tensors(List<List<Map<String, Object>>> examples, boolean sequences) {
        int longest = examples.stream().mapToInt(List::size).max().orElseThrow();
        ObjectNode request = Served.JSON.createObjectNode().put("id", "a1");
        ArrayNode inputs = request.putArray("inputs");
        for (String column : List.of("weight", "size", "colour", "sold")) {
            ObjectNode tensor = inputs.addObject().put("name", column);
            tensor.put("datatype", column.equals("colour") ? "BYTES" : column.equals("sold") ? "BOOL" : "FP64");
            ArrayNode shape = tensor.putArray("shape").add(examples.size());
            if (sequences) {
                shape.add(longest);
            }
            shape.add(1);
            ArrayNode data = tensor.putArray("data");
            for (List<Map<String, Object>> steps : examples) {
                for (int t = 0; t < longest; t++) {
                    data.add(Served.JSON.<JsonNode>valueToTree(
                            t < steps.size() ? steps.get(t).get(column) : null));
                }
            }
        }
        if (sequences) {
            ObjectNode lengths = inputs.addObject().put("name", "lengths").put("datatype", "INT32");
            lengths.putArray("shape").add(examples.size());
            ArrayNode counts = lengths.putArray("data");
            examples.forEach(steps -> counts.add(steps.size()));
        }
        return request.toString();
    }
}
