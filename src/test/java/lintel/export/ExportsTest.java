package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.network.Model;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written, and that nothing is left of what is not what the model says. */
class ExportsTest {
    private static final ExportCases LOGISTIC = ExportCases.all().get("numbers, binary");

    @TempDir
    Path folder;

    @Test
    void aGraphThatSaysSomethingElseIsRefused() {
        Signature signature = SignatureMaker.of(LOGISTIC.model());
        Verification verification = new Verification(LOGISTIC.model(), signature, null);
        Model other = ExportCases.all().get("MEAN, STANDARD").model();
        ExportFailure failure =
                assertThrows(ExportFailure.class, () -> verification.check("graph", ModelGraph.of(other, signature)));
        assertTrue(
                failure.getMessage().matches("graph: made-up examples, answer \\d+: probability .* where .* says .*"),
                failure.getMessage());
        byte[] damaged = ModelGraph.of(LOGISTIC.model(), signature);
        damaged[damaged.length / 3] ^= 0x55;
        assertThrows(ExportFailure.class, () -> verification.check("graph", damaged));
    }

    @Test
    void aFolderThatFailsLeavesTheOldOne() throws IOException {
        Path place = folder.resolve("onnx");
        ExportFolder.replace(place, part -> Files.writeString(part.resolve("file"), "old"));
        assertThrows(
                ExportFailure.class,
                () -> ExportFolder.replace(place, part -> {
                    Files.writeString(part.resolve("file"), "new");
                    throw new ExportFailure("no");
                }));
        assertEquals("old", Files.readString(place.resolve("file")));
        ExportFolder.replace(place, part -> Files.writeString(part.resolve("file"), "new"));
        assertEquals("new", Files.readString(place.resolve("file")));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(place), left.toList());
        }
    }

    @Test
    void whatSteppedAsideComesBack() throws IOException {
        Path place = folder.resolve("onnx");
        ExportFolder.replace(place, part -> Files.writeString(part.resolve("file"), "old"));
        assertThrows(InputException.class, () -> ExportFolder.replace(place, Files::delete));
        assertEquals("old", Files.readString(place.resolve("file")));
        Files.move(place, folder.resolve(".onnx.old")); // as if stopped between two moves
        assertThrows(
                ExportFailure.class,
                () -> ExportFolder.replace(place, part -> {
                    throw new ExportFailure("no");
                }));
        assertEquals("old", Files.readString(place.resolve("file")));
    }

    /** Where a config's texts for missing leave it out, the empty text is a category like others. */
    @Test
    void theEmptyTextAsACategory() {
        for (List<String> missing : List.of(List.of("?"), List.<String>of())) {
            Model model = SampleModels.emptyCategory(missing).model();
            Exports.write(model, List.of(ExportFormat.ONNX), folder, null, null);
            InputException error = assertThrows(
                    InputException.class,
                    () -> Exports.write(
                            model, List.of(ExportFormat.JSON, ExportFormat.PMML), folder.resolve("no"), null, null));
            String reason = "cannot hold this model: the empty text is a missing value there, but a category of column"
                    + " 'colour': put \"\" into 'data.missing' and train again";
            assertEquals(List.of("'json' " + reason, "'pmml' " + reason), error.mistakes());
        }
    }

    @Test
    void everyFormatComesWithACardWithoutPlaceholders() throws IOException {
        List<ExportFormat> formats = List.of(
                ExportFormat.ONNX,
                ExportFormat.JSON,
                ExportFormat.PMML,
                ExportFormat.TRITON,
                ExportFormat.MLFLOW,
                ExportFormat.KSERVE,
                ExportFormat.OPENVINO);
        List<Exports.Export> exports = Exports.write(LOGISTIC.model(), formats, folder, LOGISTIC.data(), null);
        assertEquals(formats.size(), exports.size());
        for (Exports.Export export : exports) {
            assertTrue(Files.exists(export.path()), export.toString());
            assertTrue(export.answers() > 250 && export.largest() <= 1e-5, export.toString());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> cards =
                    all.filter(file -> file.endsWith("MODEL_CARD.md")).toList();
            assertEquals(formats.size() + 1, cards.size(), "KServe's repository has one, too");
            String card = Files.readString(cards.get(0));
            assertTrue(card.startsWith("# sample\n\nA sample.\n\n## Licence\n\nCC0\n\n## What it answers\n"), card);
            assertTrue(card.contains("The probability of `yes`, and the label: `yes` from 0.3 on, else `no`."), card);
            assertTrue(card.contains("| rocAuc | 0.7500 |"), card);
            assertFalse(card.contains("Intended use"), card);
        }
    }

    @Test
    void aFormatThatCannotHoldTheModelSaysWhy() {
        Model lstm = ExportCases.all().get("lstm, mixed, LAST").model();
        List<ExportFormat> formats = List.of(ExportFormat.JSON, ExportFormat.OPENVINO, ExportFormat.ONNX);
        InputException error =
                assertThrows(InputException.class, () -> Exports.write(lstm, formats, folder, null, null));
        assertEquals(
                List.of(
                        "'json' cannot hold this model: it holds logistic regression only",
                        "'openvino' cannot hold this model: the step 'one-hot' has no form there, which takes no"
                                + " texts"),
                error.mistakes());
        assertTrue(Files.notExists(folder.resolve("onnx")));
    }

    @Test
    void thePageNamesNoOtherHostAndWantsItsRuntime() throws IOException {
        InputException error = assertThrows(
                InputException.class,
                () -> Exports.write(LOGISTIC.model(), List.of(ExportFormat.WEB), folder.resolve("out"), null, folder));
        assertEquals(
                folder + ": must be the folder with the files of onnxruntime-web (dist in its npm archive), but has no"
                        + " 'ort.wasm.min.mjs'",
                error.getMessage());
        for (String name : WebWriter.RUNTIME) {
            Files.writeString(folder.resolve(name), "// " + name);
        }
        Path page = Exports.write(LOGISTIC.model(), List.of(ExportFormat.WEB), folder, null, folder)
                .get(0)
                .path();
        String index = Files.readString(page);
        assertTrue(index.contains("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"), index);
        for (String name : List.of("index.html", "app.js", "lines.mjs", "style.css", "page.json")) {
            String text = Files.readString(page.resolveSibling(name));
            assertFalse(text.contains("//cdn") || text.contains("http:") || text.contains("https:"), name);
        }
    }
}
