package lintel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lintel.config.InputException;
import lintel.data.Dataset.SourceFile;
import lintel.network.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files in the place of one are the same data in every command. */
class SourcePatternTest {
    private static final String HEADER = "a,town,y\n";
    private static final String CONFIG =
            """
            data: {source: '%s', target: y}
            model: logistic
            """;

    @TempDir
    private Path folder;

    /** The same rows in one file and in three, of which one is packed; and what is not to be read. */
    @BeforeEach
    void rows() throws IOException {
        Random random = new Random(5);
        StringBuilder whole = new StringBuilder(HEADER);
        for (String part : List.of("2024/part-1.csv", "2024/part-2.csv.gz", "2025/part-1.csv")) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                double a = random.nextGaussian();
                rows.append("%s,%s,%s%n".formatted(a, "BORT".charAt(random.nextInt(4)), a > 0.3 ? "yes" : "no"));
            }
            whole.append(rows);
            write(part, HEADER + rows);
        }
        write("whole.csv", whole.toString());
        write("2024/.part-9.csv", "no table");
        write("2024/notes.txt", "no table");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream content = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
            content.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private Run run(String source) throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), CONFIG.formatted(source));
        return Experiment.load(config).run(folder.resolve("runs"), Watcher.none());
    }

    private String predictions(Model model, String source) throws IOException {
        StringBuilder out = new StringBuilder();
        new Predictor(model, false).predict(folder.resolve(source).toString(), out);
        return out.toString();
    }

    @Test
    void readsAsTheOneFileWould() throws IOException {
        Run one = run("whole.csv");
        Run many = run("202?/part-*.csv*");
        Model model = many.model();
        assertArrayEquals(one.model().network().parameters(), model.network().parameters());
        assertEquals(Judge.run(one.folder()).toJson(), Judge.run(many.folder()).toJson());
        assertEquals(
                Judge.data(model, folder.resolve("whole.csv").toString()).toJson(),
                Judge.data(model, folder.resolve("*/part-*").toString()).toJson());
        assertEquals(predictions(model, "whole.csv"), predictions(model, "*/part-*"));
        assertEquals(
                List.of("2024/part-1.csv", "2024/part-2.csv.gz", "2025/part-1.csv"),
                Lock.read(many.folder().lock()).data().stream()
                        .map(SourceFile::path)
                        .map(path -> folder.relativize(Path.of(path)).toString())
                        .toList());
    }

    @Test
    void aFileMoreIsOtherData() throws IOException {
        Run run = run("*/part-*.csv");
        write("2025/part-3.csv", HEADER + "1,B,yes\n");
        var changed = assertThrows(InputException.class, () -> Judge.run(run.folder()));
        assertEquals(2, changed.mistakes().size());
        assertTrue(changed.mistakes().get(1).endsWith("was not read then"), changed.getMessage());
        assertTrue(changed.mistakes().get(1).contains("2025/part-3.csv"), changed.getMessage());
    }

    @Test
    void everyFileMustHaveTheFirstOnesHeader() throws IOException {
        Model model = run("whole.csv").model();
        write("2025/part-1.csv", "a,y,town\n1,yes,B\n");
        var mistake = assertThrows(InputException.class, () -> predictions(model, "*/part-*"));
        assertEquals(
                "2025/part-1.csv: the header must be that of 2024/part-1.csv, but column 2 is 'y', not 'town'",
                mistake.getMessage().replace(folder + "/", ""));
    }
}
