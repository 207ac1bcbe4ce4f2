package lintel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lies outside Java's heap does not grow with the number of batches, whatever their shapes. */
@Tag("slow")
class NativeMemoryTest {
    private static final int WARM_UP = 500;
    private static final int BATCHES = 10_000;

    /** In a Java of its own, with a heap that never grows: all growth is native. Batches of 100 KB would show. */
    @Test
    void batchesAreGivenBack() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NativeMemoryTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        long grown = Long.parseLong(printed.strip());
        assertTrue(grown < 60, "native memory grew by %d MB in %d batches".formatted(grown, BATCHES));
    }

    /** Prints the megabytes that {@link #BATCHES} batches left behind. */
    public static void main(String[] arguments) throws InterruptedException {
        int[] lengths = IntStream.range(0, 128).map(i -> 1 + i % 4).toArray();
        Problem problem = Problem.of("3,2 last bidirectional", 256, 1, 1, lengths);
        Network network = problem.network();
        learn(problem, network, WARM_UP);
        long before = resident();
        learn(problem, network, BATCHES);
        System.out.println((resident() - before) >> 20);
    }

    private static void learn(Problem problem, Network network, int batches) {
        Random random = new Random(1);
        for (int i = 0; i < batches; i++) {
            int[] batch = network.batches(problem.examples(), 32 + random.nextInt(33), random)
                    .get(0);
            network.gradients(problem.examples(), batch, i, gradient -> {});
        }
        network.score(problem.examples());
    }

    private static long resident() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200); // what the collector found is freed on a thread of its own
        }
        return Pointer.physicalBytes();
    }
}
