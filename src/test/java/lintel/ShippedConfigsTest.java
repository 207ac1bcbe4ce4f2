package lintel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lintel.config.SourceConfig.ImageSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every shipped config, trained as a user would train it, holds what the README promises of it. */
class ShippedConfigsTest {
    @TempDir
    private Path folder;

    /** Configs with the least that a metric of the test split may be. */
    private enum Shipped {
        BREAST_CANCER("breast-cancer", "rocAuc", 0.99, 113),
        DIGITS_3_VS_7("digits-3-vs-7", "accuracy", 0.97, 73),
        DIGITS_3_VS_7_LSTM("digits-3-vs-7-lstm", "accuracy", 0.97, 73),
        DIGITS_ONE_VS_REST("digits-one-vs-rest", "accuracy", 0.92, 359),
        FASHION_MNIST_3_VS_7("fashion-mnist-3-vs-7", "accuracy", 0.99, 2000),
        FASHION_MNIST_3_VS_7_LSTM("fashion-mnist-3-vs-7-lstm", "accuracy", 0.99, 2000),
        FASHION_MNIST_LSTM("fashion-mnist-lstm", "accuracy", 0.87, 10000);

        private final String config;
        private final String metric;
        private final double least;
        private final int testExamples;

        Shipped(String config, String metric, double least, int testExamples) {
            this.config = config;
            this.metric = metric;
            this.least = least;
            this.testExamples = testExamples;
        }

        Experiment load() {
            return Experiment.load(Path.of("configs", config + ".yaml"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_NONE, names = "FASHION.*")
    void tables(Shipped shipped) {
        holds(shipped);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = "FASHION.*")
    void images(Shipped shipped) {
        Path images = Path.of(((ImageSource) shipped.load().config().data().source()).images());
        assumeTrue(Files.exists(images), "skipped: apt-get install dataset-fashion-mnist");
        holds(shipped);
    }

    private void holds(Shipped shipped) {
        Run run = shipped.load().run(folder, Watcher.none());
        var test = run.evaluation().toJson().path("test");
        double value = test.path(shipped.metric).path("value").asDouble();
        String figures = Stream.of("accuracy", "rocAuc", "logLoss")
                .map(name -> name + " " + test.path(name).path("value"))
                .collect(Collectors.joining(", "));
        assertTrue(value >= shipped.least, shipped.config + ": " + figures);
        assertEquals(shipped.testExamples, test.path("count").path("value").asInt());
        System.out.printf("%s: test %s, %.1f s%n", shipped.config, figures, run.seconds());
    }

    @Test
    void everyConfigIsTried() throws IOException {
        Set<String> tried = Arrays.stream(Shipped.values())
                .map(shipped -> shipped.config + ".yaml")
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(Path.of("configs"))) {
            List<String> there =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(there, List.copyOf(tried));
        }
    }
}
