package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lintel.config.ExportFormat;
import lintel.export.Exports;
import lintel.network.Model;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which coefficients are taken for a graph's, and what they add up to. */
class SharesTest {
    private static final String ROW = "{\"colour\": \"red\", \"sold\": %s, \"size\": 1.5, \"weight\": 2}";

    @TempDir
    private Path folder;

    private Path export(Model model) {
        Exports.write(model, List.of(ExportFormat.ONNX, ExportFormat.JSON), folder, null, null);
        return folder.resolve("onnx");
    }

    private static boolean shares(Path graph) {
        try (Served served = Served.of(graph)) {
            return served.get("/models/sample").json().get("shares").asBoolean();
        }
    }

    @Test
    void coefficientsOfAnotherTrainingAreNotShown() throws Exception {
        Path graph = export(SampleModels.named("logistic").model());
        Path file = folder.resolve("json/model.json");
        assertTrue(shares(graph));
        ObjectNode json = (ObjectNode) Served.JSON.readTree(file.toFile());
        ((ObjectNode) json.get("origin")).put("created", "2020-01-01T00:00:00Z");
        Files.writeString(file, json.toString());
        assertFalse(shares(graph), "all else is equal, but it was trained at another time");
        ((ObjectNode) json.at("/columns/0")).put("name", "height");
        Files.writeString(file, json.toString());
        assertFalse(shares(graph), "columns of another model");
        Files.writeString(file, "{\"class_name\": \"Sequential\", \"config\": {}}");
        assertFalse(shares(graph), "a file of that name from elsewhere");
    }

    /** The definition: the base and the shares add up to the log-odds. A boolean is 0 or 1 whatever numbers mean. */
    @Test
    void sharesAddUpWhereOneMeansMissing() {
        Model like = SampleModels.named("logistic").model();
        Model model = new Model(
                like.network(),
                like.preprocessing().withMissing(List.of("", "1")),
                like.decision(),
                like.target(),
                like.provenance());
        try (Served served = Served.of(export(model))) {
            for (String sold : List.of("true", "false", "null")) {
                JsonNode reply =
                        served.post("/predict?shares=true", ROW.formatted(sold)).json();
                double sum = reply.at("/shares/base").asDouble();
                for (JsonNode share : reply.at("/shares/columns")) {
                    sum += share.asDouble();
                }
                double probability = reply.path("probability").asDouble();
                assertEquals(Math.log(probability / (1 - probability)), sum, 1e-4, sold);
            }
        }
    }
}
