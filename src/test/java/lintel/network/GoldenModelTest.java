package lintel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lintel.config.ConfigReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files written by the first Lintel load for ever and say what they always said. Expected probabilities: NumPy 1.24 in
 * double precision, by {@code src/test/resources/golden/expected.py}, which shares no code with Lintel.
 */
class GoldenModelTest {
    private Path golden;
    private List<Map<String, Object>> rows;

    @BeforeEach
    void readTheRows() throws IOException, URISyntaxException {
        golden = Path.of(getClass().getResource("/golden/rows.jsonl").toURI()).getParent();
        JsonMapper json = new JsonMapper();
        rows = new ArrayList<>();
        for (String line : Files.readAllLines(golden.resolve("rows.jsonl"))) {
            rows.add(json.readValue(line, new TypeReference<Map<String, Object>>() {}));
        }
    }

    private Model load(String name) {
        return Model.load(golden.resolve(name + ".zip"));
    }

    private static void assertProbabilities(double[][] expected, List<Prediction> found) {
        assertEquals(expected.length, found.size());
        for (int row = 0; row < expected.length; row++) {
            Float[] probabilities = found.get(row).probabilities().values().toArray(Float[]::new);
            assertEquals(expected[row].length, probabilities.length);
            for (int k = 0; k < probabilities.length; k++) {
                assertEquals(expected[row][k], probabilities[k], 1e-6, "row " + row + ", output " + k);
            }
        }
    }

    private static List<String> labels(List<Prediction> predictions) {
        return predictions.stream().map(Prediction::label).toList();
    }

    @Test
    void logistic() {
        Model model = load("logistic");
        List<Prediction> found = rows.stream().map(model::predict).toList();
        double[][] expected = {{0.490775058}, {0.275128441}, {0.926827912}, {0.126144365}, {0.060942793}};
        assertProbabilities(expected, found);
        assertEquals(List.of("yes", "no", "yes", "no", "no"), labels(found)); // threshold 0.4
        Provenance provenance = model.provenance();
        assertEquals(
                List.of("", "?"),
                ConfigReader.read(provenance.config(), "model.zip")
                        .config()
                        .data()
                        .missing());
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), provenance.created());
        assertEquals(0.75, provenance.metrics().get("test").get("rocAuc"));
    }

    @Test
    void oneVsRest() {
        Model model = load("one-vs-rest");
        List<Prediction> found = rows.stream().map(model::predict).toList();
        double[][] expected = {
            {0.129972910, 0.901988502, 0.361818009},
            {0.055564086, 0.613870005, 0.089845419},
            {0.662545718, 0.734169506, 0.992940562},
            {0.021885926, 0.308889471, 0.000462035},
            {0.009959341, 0.579431166, 0.192878016}
        };
        assertProbabilities(expected, found);
        assertEquals(List.of("bee", "bee", "cat", "bee", "bee"), labels(found));
    }

    @Test
    void lstm() {
        Prediction found = load("lstm").predict(rows);
        assertProbabilities(new double[][] {{0.602028762}}, List.of(found));
        assertEquals("yes", found.label());
    }

    @Test
    void everyStep() {
        List<Prediction> found = load("every-step").predictSteps(rows);
        double[][] expected = {
            {0.438707133, 0.645799409},
            {0.407565545, 0.640664734},
            {0.535038930, 0.496596771},
            {0.579784679, 0.621527128},
            {0.372877177, 0.624905758}
        };
        assertProbabilities(expected, found);
        assertEquals(List.of("wet|cold", "wet|cold", "wet|cold", "wet|cold", "cold"), labels(found));
    }
}
