package lintel.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine as far as it moves numbers or speed; found out without loading ND4J.
 *
 * @param system    operating system and architecture, such as {@code Linux amd64}
 * @param processor the processor's own name, or the architecture where the system does not tell
 * @param vectors   the widest vector instructions the processor has
 * @param cores     cores this process may use
 * @param memory    bytes of memory the machine (or the container) has
 * @param heap      bytes the Java heap may grow to
 * @param java      version and vendor of the JVM
 */
public record Machine(
        String system, String processor, Vectors vectors, int cores, long memory, long heap, String java) {

    /** This machine. */
    public static Machine here() {
        String architecture = System.getProperty("os.arch");
        Map<String, String> cpu = firstCpu();
        String processor = cpu.getOrDefault("model name", architecture);
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                System.getProperty("os.name") + " " + architecture,
                processor,
                Vectors.of(architecture, cpu),
                runtime.availableProcessors(),
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getTotalMemorySize(),
                runtime.maxMemory(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")");
    }

    /** Version of each part that computes, by its name. */
    public static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("lintel", Versions.lintel());
        versions.put("deeplearning4j", Versions.deeplearning4j());
        versions.put("openblas", Versions.openblas());
        versions.put("java", System.getProperty("java.version"));
        return versions;
    }

    /** What a computation's last bits depend on beside its inputs: versions, backend, threads and processor. */
    public static Map<String, String> describe(ComputeBackend backend) {
        Machine here = here();
        Map<String, String> facts = versions();
        facts.put("backend", backend.name());
        facts.put("backendReason", backend.reason());
        facts.put("threads", Integer.toString(Threads.forWork(Double.POSITIVE_INFINITY)));
        facts.put("cpu", here.processor());
        facts.put("os", here.system());
        return facts;
    }

    /** What Linux says of the first processor; empty elsewhere. */
    private static Map<String, String> firstCpu() {
        Map<String, String> facts = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            lines.takeWhile(line -> !line.isBlank())
                    .filter(line -> line.indexOf(':') > 0)
                    .forEach(line -> facts.put(
                            line.substring(0, line.indexOf(':')).strip(),
                            line.substring(line.indexOf(':') + 1).strip()));
        } catch (IOException notLinux) {
            return Map.of();
        }
        return facts;
    }
}
