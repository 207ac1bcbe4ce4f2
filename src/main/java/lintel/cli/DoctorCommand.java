package lintel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lintel.Experiment;
import lintel.config.BackendConfig;
import lintel.engine.Backend;
import lintel.engine.Checkup;
import lintel.engine.Checkup.Problem;
import lintel.engine.ComputeBackend;
import lintel.engine.CudaCheckup;
import lintel.engine.Gpu;
import lintel.engine.Machine;
import lintel.engine.SpeedProbe;
import lintel.engine.Threads;
import lintel.engine.Versions;
import lintel.training.MemoryEstimate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel doctor}: what Lintel runs on, and what to do about each thing that is wrong. */
@Command(footer = {"", "Exit code 2: something is wrong, and what to do about it is said."})
final class DoctorCommand extends LintelCommand {
    @Parameters(arity = "0..1", paramLabel = "CONFIG", description = "Also estimate the memory this run file needs.")
    private Path config;

    @Option(
            names = "-o",
            paramLabel = "KEY=VALUE",
            description = "Override a value of the config, such as training.batchSize=8; may be repeated.")
    private List<String> overrides = List.of();

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
        Optional<Experiment> experiment = Optional.ofNullable(config).map(file -> Experiment.load(file, overrides));
        List<Gpu> gpus = Gpu.all();
        gpu(gpus, experiment.map(asked -> asked.config().backend()).orElse(BackendConfig.AUTO));
        compute(machine);
        experiment.ifPresent(asked -> needs(asked.memory(), machine, gpus));
        print();
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
    }

    /** Chooses what computes, and says why it is no GPU where there might be one. */
    private void gpu(List<Gpu> gpus, BackendConfig asked) {
        List<Problem> obstacles = CudaCheckup.here(gpus);
        BackendConfig backend = ComputeBackend.wanted(asked);
        boolean wanted = backend == BackendConfig.CUDA;
        boolean built = CudaCheckup.isBuiltIn();
        ComputeBackend chosen = ComputeBackend.chooseOnly(wanted && !obstacles.isEmpty() ? BackendConfig.CPU : backend);
        String names =
                gpus.isEmpty() ? "none" : gpus.stream().map(Gpu::toString).collect(Collectors.joining("; "));
        boolean expected = wanted || built || !gpus.isEmpty();
        String texts = obstacles.stream().map(Problem::text).collect(Collectors.joining("; "));
        String why = texts.isEmpty() ? chosen.reason() : texts;
        facts.put("gpu", chosen.cuda() || !expected ? names : "%s (not used: %s)".formatted(names, why));
        if (wanted || built && !gpus.isEmpty()) {
            problems.addAll(obstacles);
        }
    }

    private void needs(MemoryEstimate needs, Machine machine, List<Gpu> gpus) {
        long all = needs.examples() + needs.host();
        facts.put(
                "needs",
                "about %s of memory, %s of it for the examples; %,d parameters"
                        .formatted(megabytes(all), megabytes(needs.examples()), needs.parameters()));
        if (all > machine.memory()) {
            problems.add(new Problem(
                    "the config needs about %s of memory, the machine has %s"
                            .formatted(gigabytes(all), gigabytes(machine.memory())),
                    "give it more memory, or lower training.batchSize or the number of examples"));
        }
        if (needs.device() == 0) {
            return;
        }
        facts.put("gpuNeeds", "about %s of a GPU's memory".formatted(megabytes(needs.device())));
        gpus.stream()
                .filter(gpu -> gpu.memory() < needs.device())
                .findFirst()
                .ifPresent(small -> problems.add(new Problem(
                        "the config needs about %s on a GPU, %s has %s"
                                .formatted(gigabytes(needs.device()), small.name(), gigabytes(small.memory())),
                        "lower training.batchSize or data.sequences.maxSteps, or say backend: cpu")));
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
                    "ND4J's native library does not load: " + ComputeBackend.rootCause(broken),
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

    private static String megabytes(long bytes) {
        return "%,.1f MB".formatted((double) bytes / (1L << 20));
    }

    private static String gigabytes(long bytes) {
        return "%.1f GB".formatted((double) bytes / (1L << 30));
    }
}
