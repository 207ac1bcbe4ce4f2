package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import lintel.export.Exports;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model files that are replaced while requests come in. */
class ReplacementTest {
    private static final String ROW = "{\"colour\": \"red\", \"sold\": true, \"size\": 1.5, \"weight\": 2}";

    @TempDir
    private Path folder;

    @Test
    void aNewFileTakesOverWithoutLosingARequestAndABadOneDoesNot() throws Exception {
        Path file = Served.export(SampleModels.named("logistic").model(), folder);
        try (Served served = Served.of(file)) {
            String first = version(served);
            List<Integer> statuses = new CopyOnWriteArrayList<>();
            AtomicBoolean asking = new AtomicBoolean(true);
            Thread client = new Thread(() -> {
                while (asking.get()) {
                    statuses.add(served.post("/predict", ROW).status());
                }
            });
            client.start();

            replace(file, Exports.onnx(SampleModels.named("one-vs-rest").model()));
            awaitEvents(served, 1);
            assertTrue(version(served).matches("[0-9a-f]{12}"));
            assertTrue(!version(served).equals(first), first);
            assertEquals(
                    "sample: version %s takes the place of %s".formatted(version(served), first), served.events.get(0));
            assertTrue(served.post("/predict", ROW).json().at("/probabilities").has("bee"));

            String second = version(served);
            replace(file, new byte[] {1, 2, 3});
            awaitEvents(served, 2);
            assertEquals(second, version(served));
            assertTrue(
                    served.events
                            .get(1)
                            .startsWith("sample: goes on with the model it has: " + file
                                    + ": ONNX Runtime cannot load it: "),
                    served.events.get(1));
            assertEquals(1, served.metric("lintel_reloads_total{model=\"sample\",result=\"refused\"}"));

            Files.delete(file);
            awaitEvents(served, 3);
            assertEquals(second, version(served));

            replace(file, Exports.onnx(SampleModels.named("logistic").model()));
            awaitEvents(served, 4);
            assertEquals(first, version(served));

            while (client.isAlive() && statuses.size() <= 10) {
                Thread.sleep(10);
            }
            asking.set(false);
            client.join();
            assertEquals(List.of(200), statuses.stream().distinct().toList());
            assertTrue(statuses.size() > 10);
            assertEquals(2, served.metric("lintel_reloads_total{model=\"sample\",result=\"replaced\"}"));
        }
    }

    private static String version(Served served) {
        return served.get("/models").json().at("/0/version").asText();
    }

    private void replace(Path file, byte[] bytes) throws Exception {
        Path next = folder.resolve("next");
        Files.write(next, bytes);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitEvents(Served served, int count) throws InterruptedException {
        for (int i = 0; i < 600 && served.events.size() < count; i++) {
            Thread.sleep(50);
        }
        assertEquals(count, served.events.size(), served.events::toString);
    }
}
