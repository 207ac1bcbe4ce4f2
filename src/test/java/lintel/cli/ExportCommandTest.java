package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lintel.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lintel export}, and runs that export by themselves. */
class ExportCommandTest {
    @TempDir
    Path folder;

    private Path train(Path config, String... overrides) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "train", config.toString(), "--out", folder.resolve("runs").toString()));
        arguments.addAll(List.of(overrides));
        Shell.Result trained = Shell.run(arguments.toArray(String[]::new));
        assertEquals(ExitCode.DONE, trained.exitCode(), trained.err());
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    @Test
    void aRunExportsWhatItsConfigAsksFor() throws Exception {
        Path run = train(Example.logistic(folder), "-o", "export=[onnx, json]", "-o", "card={licence: CC0}");
        try (Stream<Path> exports = Files.list(run.resolve("exports"))) {
            assertEquals(
                    List.of("json", "onnx"),
                    exports.map(path -> path.getFileName().toString()).sorted().toList());
        }
        String card = Files.readString(run.resolve("exports/onnx/MODEL_CARD.md"));
        assertTrue(card.contains("## Licence\n\nCC0\n"), card);
    }

    @Test
    void aRunsTestSplitIsComparedUnlessItIsGone() throws Exception {
        Path run = train(Example.lstm(folder, 3));
        Shell.Result with = Shell.run("export", run.toString(), "--to", "onnx,triton", "--json");
        assertEquals(ExitCode.DONE, with.exitCode(), with.err());
        JsonNode exports = new ObjectMapper().readTree(with.out()).get("exports");
        assertEquals(
                run.resolve("exports/onnx/model.onnx").toString(),
                exports.get(0).get("path").asText());
        assertEquals("triton", exports.get(1).get("format").asText());
        int answers = exports.get(0).get("answers").asInt();

        Files.delete(folder.resolve("data.csv"));
        Shell.Result without = Shell.run("export", run.toString(), "--to", "onnx", "--json");
        assertEquals(ExitCode.DONE, without.exitCode(), without.err());
        assertTrue(without.err().startsWith("note: compared on made-up examples only: "), without.err());
        int fewer = new ObjectMapper()
                .readTree(without.out())
                .get("exports")
                .get(0)
                .get("answers")
                .asInt();
        assertEquals(48, answers - fewer, "a fifth of 240 rows are held back");

        Path elsewhere = folder.resolve("elsewhere");
        Shell.Result refused =
                Shell.run("export", run.resolve("model.zip").toString(), "--to", "pmml", "--out", elsewhere.toString());
        assertEquals(ExitCode.MISTAKE, refused.exitCode());
        assertEquals(
                "'pmml' cannot hold this model: it holds logistic regression only",
                refused.err().strip());
        assertTrue(Files.notExists(elsewhere));
    }

    @Test
    void formatsAndRuntimeAreChecked() throws Exception {
        Shell.Result unknown = Shell.run("export", "x", "--to", "onnx,coreml");
        assertEquals(ExitCode.MISTAKE, unknown.exitCode());
        assertEquals(
                "--to must be one or more of onnx, json, pmml, triton, mlflow, kserve, openvino, web, but is 'coreml'",
                unknown.err().strip());
        assertEquals(
                "--to web needs --runtime DIR, the folder with the files of onnxruntime-web",
                Shell.run("export", "x", "--to", "web").err().strip());
        assertEquals(
                "--runtime is for --to web alone",
                Shell.run("export", "x", "--to", "onnx", "--runtime", "y").err().strip());
    }
}
