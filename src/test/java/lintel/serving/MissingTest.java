package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.network.Model;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All ways to say that there is no value get the answer that the model gives where there is none. */
class MissingTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    private static Map<String, Object> row(String column, Object value) {
        Map<String, Object> row = new HashMap<>(Map.of("colour", "red", "sold", true, "size", 1.5, "weight", 2));
        row.put(column, value);
        return row;
    }

    /** @param value JSON, or what Python writes */
    private static JsonNode served(Served served, String column, String value) {
        String body = Served.JSON.valueToTree(row(column, "@")).toString().replace("\"@\"", value);
        return served.post("/predict", body).json();
    }

    private static double tensor(Served served, String colour) {
        String body =
                """
                {"inputs": [{"name": "colour", "datatype": "BYTES", "shape": [1, 1], "data": [%s]},
                {"name": "size", "datatype": "FP32", "shape": [1, 1], "data": [1.5]},
                {"name": "sold", "datatype": "BOOL", "shape": [1, 1], "data": [true]},
                {"name": "weight", "datatype": "FP32", "shape": [1, 1], "data": [2]}]}
                """
                        .formatted(colour);
        return served.post("/v2/models/sample/infer", body)
                .json()
                .at("/outputs/0/data/0")
                .asDouble();
    }

    private static double own(Model model, String column, Object value) {
        return model.predict(row(column, value)).probabilities().get("yes");
    }

    @Test
    void nullAndNaNAndWhatTheConfigCallsMissing() {
        Model model = SampleModels.named("logistic").model();
        try (Served served = Served.of(Served.export(model, folder))) {
            for (String column : List.of("colour", "sold", "size")) {
                for (String value : List.of("null", "NaN", "\"?\"", "\"\"", "\" ? \"")) {
                    JsonNode reply = served(served, column, value);
                    assertEquals(
                            own(model, column, null),
                            reply.path("probability").asDouble(),
                            TOLERANCE,
                            () -> column + " = " + value + ": " + reply);
                }
            }
            assertEquals(own(model, "colour", null), tensor(served, "NaN"), TOLERANCE);
        }
    }

    /** Where the config's texts for missing leave out the empty one, it is a category, and null is not it. */
    @Test
    void theEmptyTextMayBeACategory() {
        Model model = SampleModels.emptyCategory(List.of("?")).model();
        assertNotEquals(own(model, "colour", ""), own(model, "colour", null), 1e-3);
        try (Served served = Served.of(Served.export(model, folder))) {
            for (String missing : List.of("null", "NaN", "\"?\"")) {
                double probability =
                        served(served, "colour", missing).path("probability").asDouble();
                assertEquals(own(model, "colour", null), probability, TOLERANCE, missing);
                assertEquals(own(model, "colour", null), tensor(served, missing), TOLERANCE, missing);
            }
            for (String empty : List.of("\"\"", "\" \"")) {
                double probability =
                        served(served, "colour", empty).path("probability").asDouble();
                assertEquals(own(model, "colour", ""), probability, TOLERANCE, empty);
                assertEquals(own(model, "colour", ""), tensor(served, empty), TOLERANCE, empty);
            }
        }
    }

    @Test
    void whereNoTextMeansMissingNullIsRefused() {
        try (Served served =
                Served.of(Served.export(SampleModels.emptyCategory(List.of()).model(), folder))) {
            assertEquals(
                    "row 1: column 'colour' must not be missing",
                    served(served, "colour", "null").path("error").asText());
            assertEquals("", served(served, "colour", "\"\"").path("error").asText());
        }
    }
}
