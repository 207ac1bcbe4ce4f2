package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code lintel validate} answers in a blink only as long as nothing heavy is loaded on its way. */
class ReadingLoadsLittleTest {
    /** Runs in a process of its own. */
    public static void main(String[] configs) {
        for (String config : configs) {
            ConfigReader.read(Path.of(config));
        }
    }

    @Test
    void neitherJacksonNorNd4j() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadingLoadsLittleTest.class.getName(),
                        "configs/breast-cancer.yaml",
                        "configs/digits-3-vs-7-lstm.yaml")
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, java.waitFor(), () -> String.join("\n", lines));
        assertTrue(lines.stream().anyMatch(line -> line.contains("lintel.config.Binder ")), "nothing was read");
        List<String> heavy = lines.stream()
                .filter(line -> line.contains(" com.fasterxml.")
                        || line.contains(" org.nd4j.")
                        || line.contains(" org.deeplearning4j."))
                .toList();
        assertEquals(List.of(), heavy);
    }
}
