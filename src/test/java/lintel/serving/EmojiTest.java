package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lintel.data.Target;
import lintel.network.Model;
import lintel.network.Prediction;
import lintel.network.SampleModels;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Categories, classes and a column beyond the basic plane: what is served is what the model says. */
class EmojiTest {
    private static final String COLUMN = "\uD83C\uDFA8 colour";
    /** Two that training saw, one in the basic plane, one unseen that begins as a seen one does, and none. */
    private static final String[] COLOURS = {"\uD83D\uDE00", "\uD83D\uDE80", "gr\u00FCn", "\uD83D\uDE01", ""};

    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Target.Kind.class)
    void answersAsTheModel(Target.Kind kind) {
        Model model = SampleModels.emoji(kind).model();
        boolean steps = model.preprocessing().sequences();
        List<Map<String, Object>> rows = rows();
        List<Prediction> expected = steps
                ? model.predictSteps(rows)
                : rows.stream().map(row -> model.predict(row)).toList();
        TreeSet<String> labels = new TreeSet<>();
        try (Served served = Served.of(Served.export(model, folder))) {
            JsonNode reply = served.post(
                            "/predict", Served.JSON.valueToTree(rows).toString())
                    .json();
            for (int i = 0; i < rows.size(); i++) {
                JsonNode found = steps ? reply.at("/steps/" + i) : reply.get(i);
                assertEquals(expected.get(i).label(), found.get("label").asText());
                expected.get(i)
                        .probabilities()
                        .forEach((name, probability) -> assertEquals(
                                probability,
                                found.get("probabilities").get(name).floatValue(),
                                TOLERANCE));
                labels.add(expected.get(i).label());
            }
            JsonNode tensors =
                    served.post("/v2/models/sample/infer", tensors(rows, steps)).json();
            JsonNode said = tensors.at("/outputs/1/data");
            int perAnswer = said.size() / rows.size();
            for (int i = 0; i < rows.size(); i++) {
                List<String> names = new ArrayList<>();
                for (int k = 0; k < perAnswer; k++) {
                    names.add(said.get(i * perAnswer + k).asText());
                }
                names.removeIf(String::isEmpty);
                assertEquals(expected.get(i).label(), String.join("|", names));
            }
        }
        assertTrue(labels.size() > 1, labels::toString);
    }

    private static List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put(COLUMN, COLOURS[i % COLOURS.length]);
            row.put("size", (i * 37 % 60 - 30) * 5);
            row.put("sold", i % 3 == 0);
            row.put("weight", i % 7 / 7.0);
            rows.add(row);
        }
        return rows;
    }

    private static String tensors(List<Map<String, Object>> rows, boolean steps) {
        ArrayNode inputs = Served.JSON.createArrayNode();
        Map<String, String> types = Map.of("size", "FP32", "U+1F3A8 colour", "BYTES", "sold", "BOOL", "weight", "FP32");
        types.forEach((input, type) -> {
            ArrayNode data = inputs.addObject()
                    .put("name", input)
                    .put("datatype", type)
                    .putPOJO("shape", steps ? new int[] {1, rows.size(), 1} : new int[] {rows.size(), 1})
                    .putArray("data");
            String column = type.equals("BYTES") ? COLUMN : input;
            rows.forEach(row -> data.add(Served.JSON.<JsonNode>valueToTree(row.get(column))));
        });
        return Served.JSON
                .createObjectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("inputs", inputs)
                .toString();
    }
}
