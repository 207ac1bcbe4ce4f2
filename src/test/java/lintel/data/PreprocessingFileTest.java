package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lintel.config.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Preprocessing and target as they stand in a model file, which anybody may have changed. */
class PreprocessingFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] YAML = {
        "data: {source: d.csv, target: y, split: {validation: 0, test: 0}}",
        "preprocessing: {categorical: {missing: most-frequent}}",
        "model: logistic"
    };

    @TempDir
    private Path folder;

    private Loading loading;
    private Dataset train;
    private Preprocessing preprocessing;

    @BeforeEach
    void learn() throws IOException {
        Random random = new Random(5);
        String[] lines = new String[60];
        lines[0] = "x,b,c,z,y";
        for (int i = 1; i < lines.length; i++) {
            String number = i % 7 == 0 ? "" : Double.toString(random.nextGaussian() * 1e3);
            lines[i] = String.join(
                    ",",
                    number,
                    i % 5 == 0 ? "" : i % 3 == 0 ? "true" : "FALSE",
                    i % 4 == 0 ? "" : "k" + i % 6,
                    Float.toString(random.nextFloat()),
                    "" + i % 2);
        }
        loading = new Loading(folder).file("d.csv", lines);
        Dataset.Loaded loaded = loading.load(YAML);
        train = loaded.parts().train();
        preprocessing = loading.fit(loaded, YAML);
    }

    @Test
    void comesBackTheSameBitForBit() throws JsonProcessingException {
        String text = preprocessing.toJson().toString();
        Preprocessing back = Preprocessing.fromJson(JSON.readTree(text));
        assertEquals(text, back.toJson().toString());
        assertEquals(preprocessing.shape(), back.shape());
        assertEquals(preprocessing.outputNames(), back.outputNames());
        Examples.Dense then = (Examples.Dense) preprocessing.apply(train);
        Examples.Dense now = (Examples.Dense) back.apply(train);
        for (int row = 0; row < train.size(); row++) {
            assertArrayEquals(DatasetLoaderTest.row(then.values(), row), DatasetLoaderTest.row(now.values(), row));
        }
    }

    /** Removing or replacing any node gives a clear error or a preprocessing that still works, never a crash. */
    @Test
    void damageIsAnInputException() {
        int refused = 0;
        ObjectNode whole = preprocessing.toJson();
        int nodes = count(whole);
        for (int at = 0; at < nodes; at++) {
            for (String wrong : List.of("null", "-1", "1e999", "\"x\"", "{}", "[]", "2147483647")) {
                ObjectNode damaged = whole.deepCopy();
                replace(damaged, new int[] {at}, wrong);
                try {
                    Preprocessing.fromJson(damaged).apply(train);
                } catch (InputException expected) {
                    refused++;
                }
            }
        }
        assertTrue(refused > 5 * nodes, "only %d of %d refused".formatted(refused, 7 * nodes));
    }

    private static int count(JsonNode node) {
        int count = 0;
        for (var child : node) {
            count += 1 + count(child);
        }
        return count;
    }

    private static void replace(JsonNode node, int[] left, String wrong) {
        var value = node("{\"v\": " + wrong.replace("1e999", "1e309") + "}").get("v");
        if (node instanceof ObjectNode object) {
            for (var name : object.properties().stream().map(Map.Entry::getKey).toList()) {
                if (left[0]-- == 0) {
                    object.set(name, value);
                    return;
                }
                replace(object.get(name), left, wrong);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (left[0]-- == 0) {
                    array.set(i, value);
                    return;
                }
                replace(array.get(i), left, wrong);
            }
        }
    }

    private static JsonNode node(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void mistakesNameTheirPlace() {
        ObjectNode json = preprocessing.toJson();
        ((ObjectNode) json.get("steps").get(0)).put("step", "format-disk");
        var step = assertThrows(InputException.class, () -> Preprocessing.fromJson(json));
        assertEquals(
                "'preprocessing.steps[0].step' must be a known preprocessing step, but is \"format-disk\"",
                step.getMessage());
        ObjectNode other = preprocessing.toJson();
        ((ArrayNode) other.get("steps")).remove(2);
        var encoding = assertThrows(InputException.class, () -> Preprocessing.fromJson(other));
        assertEquals("preprocessing step 'scale' cannot read categories", encoding.getMessage());
    }

    @Test
    void targetComesBack() throws JsonProcessingException {
        Target target = train.target();
        assertEquals(target, Target.fromJson(JSON.readTree(target.toJson().toString())));
        ObjectNode json = target.toJson();
        ((ArrayNode) json.get("classes")).add("third");
        var error = assertThrows(InputException.class, () -> Target.fromJson(json));
        assertEquals(
                "'target.classes' must be two names, or one per output, but is [\"0\",\"1\",\"third\"]",
                error.getMessage());
    }
}
