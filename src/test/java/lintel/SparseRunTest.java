package lintel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lintel.config.InputException;
import lintel.network.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files from training to prediction, against the same rows in a CSV file. */
class SparseRunTest {
    private static final int FEATURES = 30;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        Random random = new Random(5);
        StringBuilder sparse = new StringBuilder();
        StringBuilder dense = new StringBuilder("label");
        for (int j = 1; j <= FEATURES; j++) {
            dense.append(",f").append(j);
        }
        for (int i = 0; i < 400; i++) {
            float[] x = new float[FEATURES];
            double score = 0;
            for (int j = 0; j < FEATURES; j++) {
                x[j] = random.nextInt(8) == 0 || i == 0 ? Math.round(random.nextGaussian() * 1000) / 500f : 0;
                score += x[j] * Math.cos(j);
            }
            String label = score + random.nextGaussian() > 0 ? "+1" : "-1";
            sparse.append(label);
            dense.append('\n').append(label);
            for (int j = 0; j < FEATURES; j++) {
                sparse.append(x[j] == 0 ? "" : " " + (j + 1) + ":" + x[j]);
                dense.append(',').append(x[j]);
            }
            sparse.append('\n');
        }
        text("rows.svm", sparse.toString());
        text("rows.csv", dense.append('\n').toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "min-max", "none"})
    void theSameModelAsFromCsv(String scale) throws IOException {
        Run sparse = run("rows.svm", scale);
        Run dense = run("rows.csv", scale);
        assertArrayEquals(
                dense.model().network().parameters(), sparse.model().network().parameters(), 1e-5f);
        List<Double> expected = probabilities(dense.model(), "rows.csv");
        List<Double> found = probabilities(sparse.model(), "rows.svm");
        assertEquals(400, found.size());
        for (int i = 0; i < found.size(); i++) {
            assertEquals(expected.get(i), found.get(i), 1e-6);
        }
    }

    @Test
    void aSavedModelSaysTheSame() throws IOException {
        Run run = run("rows.svm", "standard");
        Model loaded = Model.load(run.folder().path());
        List<Double> found = probabilities(loaded, "rows.svm");
        assertEquals(probabilities(run.model(), "rows.svm"), found);
        assertEquals(
                run.evaluation().toJson().toString(),
                Judge.run(run.folder()).toJson().toString());
        assertEquals(
                Judge.data(run.model(), folder.resolve("rows.svm").toString())
                        .toJson()
                        .toString(),
                Judge.data(loaded, folder.resolve("rows.svm").toString())
                        .toJson()
                        .toString());
        String first = Files.readAllLines(folder.resolve("rows.svm")).get(1);
        Map<String, Float> row = new java.util.HashMap<>();
        for (String pair : first.substring(3).split(" ")) {
            row.put(pair.substring(0, pair.indexOf(':')), Float.valueOf(pair.substring(pair.indexOf(':') + 1)));
        }
        assertEquals(
                found.get(1),
                loaded.predict(row).probabilities().values().iterator().next(),
                1e-7);
        assertEquals(
                "row 1: column '3' must be a finite number, or null for missing, but is 'x'",
                assertThrows(InputException.class, () -> loaded.predict(Map.of("3", "x")))
                        .getMessage());
    }

    @Test
    void rowsMayHaveFewerOrMoreFeatures() throws IOException {
        Model model = run("rows.svm", "none").model();
        text("few.svm", "+1 1:1\n-1 1:1 3000:7\n1:1\n");
        List<Double> found = probabilities(model, "few.svm");
        assertEquals(found.get(0), found.get(1));
        assertEquals(found.get(0), found.get(2));
    }

    @Test
    void otherFilesAreRefused() {
        Model sparse = run("rows.svm", "none").model();
        Model dense = run("rows.csv", "none").model();
        String csv = assertThrows(InputException.class, () -> probabilities(sparse, "rows.csv"))
                .getMessage();
        assertEquals(
                "rows.csv:1:1: the label must be a number, but is 'label,f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11'",
                csv.substring(csv.indexOf("rows")));
        String svm = assertThrows(InputException.class, () -> probabilities(dense, "rows.svm"))
                .getMessage();
        assertEquals(
                "rows.svm: column 'f1' is missing",
                svm.substring(svm.indexOf("rows")).lines().findFirst().orElseThrow());
    }

    private Run run(String source, String scale) {
        String config =
                "seed: 1\ndata: {source: %s, target: label}\nmodel: logistic\npreprocessing: {numeric: {scale: %s}}\n";
        text("config.yaml", config.formatted(source, scale));
        return Experiment.load(folder.resolve("config.yaml")).run(folder.resolve("runs"), Watcher.none());
    }

    private List<Double> probabilities(Model model, String source) throws IOException {
        StringBuilder out = new StringBuilder();
        new Predictor(model, false).predict(folder.resolve(source).toString(), out);
        List<Double> found = new ArrayList<>();
        out.toString().lines().skip(1).forEach(line -> found.add(Double.valueOf(line.split(",")[1])));
        return found;
    }

    private void text(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
