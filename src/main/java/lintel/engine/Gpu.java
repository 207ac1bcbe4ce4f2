package lintel.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The graphics processors that NVIDIA's driver reports. */
public final class Gpu {
    private Gpu() {}

    /** Name, memory and driver of each, such as {@code NVIDIA A100, 40960 MiB, 550.54}; empty without the driver. */
    public static List<String> names() {
        try {
            Process query = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = query.waitFor(10, TimeUnit.SECONDS);
            return done && query.exitValue() == 0 ? answer.lines().toList() : List.of();
        } catch (IOException noDriver) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
