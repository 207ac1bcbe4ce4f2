package lintel.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a computation's last bits depend on beside its inputs; found out without loading ND4J. */
public final class Machine {
    private Machine() {}

    /** Version of each part that computes, by its name. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("lintel", Versions.lintel());
        versions.put("deeplearning4j", Versions.deeplearning4j());
        versions.put("openblas", Versions.openblas());
        versions.put("java", System.getProperty("java.version"));
        return versions;
    }

    /** The versions, and backend, threads, processor and operating system. */
    public static Map<String, String> describe() {
        Map<String, String> machine = versions();
        machine.put("backend", "cpu");
        machine.put("threads", Integer.toString(threads()));
        machine.put("cpu", processor());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return machine;
    }

    /** Threads that linear algebra may use: {@code OMP_NUM_THREADS}, else one per processor. */
    public static int threads() {
        String limit = System.getenv("OMP_NUM_THREADS");
        return limit != null && limit.matches("[1-9][0-9]{0,3}")
                ? Integer.parseInt(limit)
                : Runtime.getRuntime().availableProcessors();
    }

    /** The processor's name, or its architecture where the system does not tell. */
    public static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
