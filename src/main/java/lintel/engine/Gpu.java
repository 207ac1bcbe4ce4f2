package lintel.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A graphics processor that NVIDIA's driver reports.
 *
 * @param index      its number, from 0
 * @param uuid       its name for {@code CUDA_VISIBLE_DEVICES}, such as {@code GPU-5c1c…}
 * @param name       such as {@code NVIDIA A100-SXM4-40GB}
 * @param memory     bytes
 * @param driver     version of the driver, such as {@code 550.54.15}
 * @param capability empty where the driver is too old to tell
 */
public record Gpu(
        int index, String uuid, String name, long memory, String driver, Optional<ComputeCapability> capability) {
    private static final String FIELDS = "index,uuid,name,memory.total,driver_version";

    /** What the driver reports; empty without one. Takes from a tenth of a second to several where there is one. */
    public static List<Gpu> all() {
        List<String> lines = ask(FIELDS + ",compute_cap");
        if (lines.isEmpty() && present()) { // drivers before 495 do not know the last field
            lines = ask(FIELDS);
        }
        return lines.stream().flatMap(line -> parse(line).stream()).toList();
    }

    /** Whether the driver of this system has a GPU; empty-handed, unlike {@link #all}, in a microsecond. Linux only. */
    public static boolean present() {
        try (Stream<Path> gpus = Files.list(Path.of("/proc/driver/nvidia/gpus"))) {
            return gpus.findAny().isPresent();
        } catch (IOException noDriver) {
            return false;
        }
    }

    /** @return empty if the line is not one of those asked for, as where a GPU has fallen off the bus */
    static Optional<Gpu> parse(String line) {
        String[] parts = line.strip().split(" *, *");
        try {
            String[] memory = parts[3].split(" ");
            long unit = memory[1].equals("MiB") ? 1L << 20 : 1L << 30;
            return Optional.of(new Gpu(
                    Integer.parseInt(parts[0]),
                    parts[1],
                    parts[2],
                    Long.parseLong(memory[0]) * unit,
                    parts[4],
                    parts.length > 5 ? Optional.of(ComputeCapability.parse(parts[5])) : Optional.empty()));
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException other) {
            return Optional.empty();
        }
    }

    private static List<String> ask(String fields) {
        try {
            Process query = new ProcessBuilder("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!query.waitFor(20, TimeUnit.SECONDS)) { // its few lines fit into the pipe
                query.destroyForcibly();
                return List.of();
            }
            String answer = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return query.exitValue() == 0 ? answer.lines().toList() : List.of();
        } catch (IOException noDriver) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Such as {@code NVIDIA A100-SXM4-40GB, 40.0 GB, compute capability 8.0, driver 550.54.15}. */
    @Override
    public String toString() {
        return "%s, %.1f GB%s, driver %s"
                .formatted(
                        name,
                        (double) memory / (1L << 30),
                        capability.map(known -> ", compute capability " + known).orElse(""),
                        driver);
    }
}
