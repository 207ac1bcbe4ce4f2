package lintel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook runs where its reader runs it: in a folder beside configs and data, in a JVM of its own. */
class NotebookTest {
    @TempDir
    private Path project;

    @Test
    void quickstartRuns() throws IOException, InterruptedException {
        copy("configs/breast-cancer.yaml");
        copy("data/breast-cancer.csv");
        copy("notebooks/quickstart.ipynb");
        Path printed = project.resolve("printed.txt");

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NotebookRunner.class.getName(),
                        "quickstart.ipynb"))
                .directory(project.resolve("notebooks").toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();

        assertTrue(process.waitFor(180, TimeUnit.SECONDS), "the notebook takes a few seconds");
        String output = Files.readString(printed);
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.contains("value=0.5"), output);
        assertTrue(output.contains("rocAuc"), output);
        assertTrue(output.contains("BufferedImage@"), output);
        assertTrue(output.contains("malignant"), output);
    }

    private void copy(String file) throws IOException {
        Path target = project.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(Path.of(file).toAbsolutePath(), target);
    }
}
