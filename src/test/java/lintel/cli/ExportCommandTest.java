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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** No number stands for a missing one where features are numbered: what is not in the file is 0. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "standard", "min-max"})
    void numberedFeaturesAreComparedOnTheFilesOwnRows(String scale) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 240; i++) {
            String special = i % 5 == 0 ? "-999" : String.valueOf(i % 11 - 5);
            rows.append("%d 2:%s %d:1.5%n".formatted(i % 3, special, 3 + i % 7));
        }
        Files.writeString(folder.resolve("rows.svm"), rows);
        String config = "data: {source: rows.svm, target: {classes: all}, missing: [n/a, -999]}\n"
                + "preprocessing: {numeric: {scale: %s}}\nmodel: logistic\nexport: [onnx]\n".formatted(scale);
        Path run = train(Files.writeString(folder.resolve("rows.yaml"), config));
        assertTrue(Files.exists(run.resolve("exports/onnx/model.onnx")));
        Shell.Result exported = Shell.run("export", run.toString(), "--to", "onnx,json,openvino,triton", "--json");
        assertEquals(ExitCode.DONE, exported.exitCode(), exported.err());
        for (JsonNode export : new ObjectMapper().readTree(exported.out()).get("exports")) {
            assertEquals(250 + 48, export.get("answers").asInt(), "made-up rows, and a fifth of 240");
        }
    }

    @Test
    void pmmlRefusesTextsThatXmlChanges() throws Exception {
        StringBuilder rows = new StringBuilder("size,colour,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append("%d,%s,%s%n".formatted(i % 13, i % 2 == 0 ? "deep\tred" : "<&> ", i % 3 == 0 ? "no" : "yes"));
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        String config = "data: {source: rows.csv, target: {column: y, positive: yes}}\nmodel: logistic\n";
        Path run = train(Files.writeString(folder.resolve("rows.yaml"), config));
        Shell.Result refused = Shell.run("export", run.toString(), "--to", "json,pmml");
        assertEquals(ExitCode.MISTAKE, refused.exitCode());
        assertEquals(
                "'pmml' cannot hold this model: XML keeps no tabs, ends of lines or other control characters,"
                        + " as 'deep?red' has",
                refused.err().strip());
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
