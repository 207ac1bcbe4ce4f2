package lintel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.engine.Backend;
import lintel.engine.Checkup;
import lintel.engine.Checkup.Problem;
import lintel.engine.Gpu;
import lintel.engine.Machine;
import lintel.engine.SpeedProbe;
import lintel.engine.Threads;
import lintel.engine.Versions;
import picocli.CommandLine.Command;

/** {@code lintel doctor}: what Lintel runs on, and what to do about each thing that is wrong. */
@Command(footer = {"", "Exit code 2: something is wrong, and what to do about it is said."})
final class DoctorCommand extends LintelCommand {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    @Override
    int run() {
        Machine machine = Machine.here();
        facts.put("lintel", Versions.lintel());
        facts.put("deeplearning4j", Versions.deeplearning4j());
        facts.put("java", machine.java());
        facts.put("system", "%s, %d cores".formatted(machine.system(), machine.cores()));
        facts.put("processor", machine.processor() + ", vectors " + machine.vectors());
        facts.put("memory", gigabytes(machine.memory()) + ", Java heap up to " + gigabytes(machine.heap()));
        problems.addAll(Checkup.of(machine, System.getenv(), Threads.wanted()));
        compute(machine);
        List<Gpu> gpus = Gpu.all();
        facts.put("gpu", gpus.isEmpty() ? "none" : gpus + " (not used: this version has cpu only)");
        print();
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
    }

    private void compute(Machine machine) {
        try {
            Backend backend = Backend.here();
            SpeedProbe probe = SpeedProbe.run();
            facts.put("backend", backend.name());
            facts.put("blas", backend.blas() + ", " + speed(machine, probe));
            facts.put("bandwidth", "%.1f GB/s read from memory by one core".formatted(probe.gigaBytes()));
            facts.put(
                    "threads",
                    "%d for ND4J, up to %d for large logistic regressions"
                            .formatted(backend.threads(), Threads.forWork(Double.POSITIVE_INFINITY)));
            problems.addAll(Checkup.of(machine, probe));
        } catch (LinkageError broken) {
            facts.put("backend", "does not load");
            problems.add(new Problem(
                    "ND4J's native library does not load: " + rootCause(broken),
                    "use a system with glibc and a native jar of its own (see -Pall-platforms), and make the"
                            + " user's .javacpp folder writable or set LINTEL_JAVA_OPTS="
                            + "-Dorg.bytedeco.javacpp.cachedir=FOLDER"));
        }
    }

    private static String speed(Machine machine, SpeedProbe probe) {
        int perCycle = machine.vectors().flopsPerCycle();
        String measured = "%.0f GFLOP/s on one core".formatted(probe.gigaFlops());
        return perCycle == 0
                ? measured
                : "%s of about %.0f possible (%d per cycle at %.1f GHz)"
                        .formatted(measured, probe.gigaHertz() * perCycle, perCycle, probe.gigaHertz());
    }

    private void print() {
        if (json) {
            out().println(toJson().toPrettyString());
            return;
        }
        facts.forEach((name, value) -> out().println("%-15s %s".formatted(name, value)));
        out().println();
        if (problems.isEmpty()) {
            out().println("All is well.");
        }
        for (Problem problem : problems) {
            out().println("Wrong: %s%n   Do: %s".formatted(problem.text(), problem.remedy()));
        }
    }

    private ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        facts.forEach(json::put);
        ArrayNode list = json.putArray("problems");
        problems.forEach(
                problem -> list.addObject().put("problem", problem.text()).put("remedy", problem.remedy()));
        return json;
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause).lines().findFirst().orElse("");
    }

    private static String gigabytes(long bytes) {
        return "%.1f GB".formatted((double) bytes / (1L << 30));
    }
}
