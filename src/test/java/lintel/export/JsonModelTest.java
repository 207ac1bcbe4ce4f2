package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import lintel.config.ColumnType;
import lintel.data.Dataset;
import lintel.network.Probabilities;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers in docs/json-model.md, run as they stand there, say what the model says. */
class JsonModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private JsonNode model;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private Probabilities expected;

    private void prepare(String name) throws IOException {
        ExportCases sample = ExportCases.all().get(name);
        Signature signature = SignatureMaker.of(sample.model());
        model = JsonWriter.json(signature, LogisticForm.of(sample.model()));
        FuzzedRows fuzzed =
                new FuzzedRows(sample.model(), signature, ValueRanges.of(sample.model(), signature, sample.data()));
        Dataset data = fuzzed.answered(1);
        expected = sample.model().score(sample.model().preprocessing().apply(data));
        RawRows raw = new RawRows(signature, data);
        for (int i = 0; i < data.size(); i++) {
            rows.add(row(raw, signature, i));
        }
    }

    private static Map<String, Object> row(RawRows raw, Signature signature, int i) {
        Map<String, Object> row = new HashMap<>();
        float[] numbers = raw.numbers(new int[] {i});
        for (int c = 0; c < signature.numbered(); c++) {
            row.put(String.valueOf(c + 1), (double) numbers[c]);
        }
        int next = 0;
        for (Signature.Column column : signature.columns()) {
            if (column.text()) {
                String text = raw.texts(column.name(), new int[] {i})[0];
                row.put(column.name(), signature.missing().contains(text) ? null : text);
            } else {
                float value = numbers[next++];
                boolean missing = Float.isNaN(value) || column.type() == ColumnType.NUMERIC && value == -999;
                Object given = column.type() == ColumnType.BOOLEAN ? (Object) (value > 0) : (double) value;
                row.put(column.name(), missing ? null : given);
            }
        }
        return row;
    }

    private static String snippet(String language) throws IOException {
        String page = Files.readString(Path.of("docs/json-model.md"));
        Matcher found =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertTrue(found.find());
        return found.group(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mixed, BINARY",
                "mixed, ONE_VS_REST",
                "mixed, MULTI_LABEL",
                "MEAN, MIN_MAX",
                "numbered, STANDARD, ONE_VS_REST"
            })
    void inJava(String name) throws Exception {
        prepare(name);
        Path source = Files.writeString(
                folder.resolve("Reader.java"),
                "import com.fasterxml.jackson.databind.JsonNode;\nimport java.util.Map;\n\n"
                        + "public class Reader {\npublic "
                        + snippet("java") + "}\n");
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), "-proc:none", source.toString());
        assertEquals(0, failed);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Method reader = loader.loadClass("Reader").getMethod("probabilities", JsonNode.class, Map.class);
            for (int i = 0; i < rows.size(); i++) {
                double[] said = (double[]) reader.invoke(null, model, rows.get(i));
                for (int k = 0; k < said.length; k++) {
                    assertEquals(expected.get(i, k), said[k], 1e-5);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mixed, BINARY",
                "mixed, ONE_VS_REST",
                "texts, missing MOST_FREQUENT, unseen IGNORE",
                "numbered, NONE, BINARY"
            })
    void inPython(String name) throws Exception {
        prepare(name);
        ObjectNode given = JSON.createObjectNode();
        given.set("model", model);
        given.set("rows", JSON.valueToTree(rows));
        Path input = Files.writeString(folder.resolve("given.json"), given.toString());
        Path program = Files.writeString(
                folder.resolve("reader.py"),
                snippet("python")
                        + """

                import sys
                given = json.load(open(sys.argv[1], encoding="utf-8"))
                print(json.dumps([probabilities(given["model"], row) for row in given["rows"]]))
                """);
        Path output = folder.resolve("said.json");
        Process python = new ProcessBuilder("python3", program.toString(), input.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, python.waitFor());
        ArrayNode said = (ArrayNode) JSON.readTree(output.toFile());
        assertEquals(rows.size(), said.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int k = 0; k < expected.outputs(); k++) {
                assertEquals(expected.get(i, k), said.get(i).get(k).doubleValue(), 1e-5);
            }
        }
    }
}
