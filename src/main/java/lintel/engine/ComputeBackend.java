package lintel.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lintel.config.BackendConfig;
import lintel.config.InputException;
import lintel.engine.Checkup.Problem;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What computes LSTM networks, and why. ND4J takes one backend for the life of a process: once it computes on the CPU,
 * a GPU is out of reach; the other way round Lintel's own engine still computes on the CPU.
 *
 * @param cuda   whether a GPU computes, through ND4J
 * @param reason one line without a full stop: the GPU, or why the CPU
 * @param notable whether the reason is worth a line on the screen: not where nobody could expect a GPU
 */
public record ComputeBackend(boolean cuda, String reason, boolean notable) {
    private static final String VARIABLE = "LINTEL_BACKEND";
    private static ComputeBackend current;
    private static boolean nd4jTold;

    /** {@code cpu} or {@code cuda}. */
    public String name() {
        return cuda ? "cuda" : "cpu";
    }

    /** Logistic regression: its solvers are Lintel's own, and faster than a GPU is fed. */
    public static ComputeBackend ofLogistic(BackendConfig asked) {
        return new ComputeBackend(
                false, "logistic regression computes on the CPU", wanted(asked) == BackendConfig.CUDA);
    }

    /**
     * What LSTM networks of this process compute on from now on; with a GPU, ND4J is started on it.
     *
     * @param asked by a config; the variable {@code LINTEL_BACKEND}, if set, goes before
     * @throws InputException if CUDA is asked for and impossible, or the variable holds no backend
     */
    public static synchronized ComputeBackend choose(BackendConfig asked) {
        return chooseOnly(wanted(asked));
    }

    /** The same whatever the variable says. */
    public static synchronized ComputeBackend chooseOnly(BackendConfig wanted) {
        ComputeBackend choice = of(wanted, CudaCheckup.isBuiltIn(), Gpu.present(), Gpu::all, CudaCheckup::here);
        current = choice.cuda ? started(choice, wanted) : choice;
        return current;
    }

    /** What was chosen last; without a choice, what {@link BackendConfig#AUTO} gives. */
    public static synchronized ComputeBackend current() {
        return current == null ? choose(BackendConfig.AUTO) : current;
    }

    /** What the variable asks for, else the config. @throws InputException if the variable holds no backend */
    public static BackendConfig wanted(BackendConfig asked) {
        return wanted(asked, System.getenv());
    }

    static BackendConfig wanted(BackendConfig asked, Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "");
        if (value.isEmpty()) {
            return asked;
        }
        for (BackendConfig backend : BackendConfig.values()) {
            if (backend.name().toLowerCase(Locale.ROOT).equals(value)) {
                return backend;
            }
        }
        throw new InputException("%s must be one of auto, cpu, cuda, but is '%s'".formatted(VARIABLE, value));
    }

    /**
     * @param backend whether the CUDA backend is on the class path
     * @param gpu     whether the system has a GPU, as far as that is known without asking its driver
     */
    static ComputeBackend of(
            BackendConfig wanted,
            boolean backend,
            boolean gpu,
            Supplier<List<Gpu>> driver,
            Function<List<Gpu>, List<Problem>> checkup) {
        if (wanted == BackendConfig.CPU) {
            return new ComputeBackend(false, "asked for", false);
        }
        if (wanted == BackendConfig.AUTO && !backend) {
            String reason = "the class path has no CUDA backend";
            return new ComputeBackend(
                    false, gpu ? reason + "; 'lintel doctor' says whether this GPU would run with one" : reason, gpu);
        }
        List<Gpu> gpus = driver.get();
        List<Problem> problems = checkup.apply(gpus);
        if (problems.isEmpty()) {
            String visible = System.getenv("CUDA_VISIBLE_DEVICES");
            return new ComputeBackend(
                    true, CudaCheckup.visible(gpus, visible).get(0).toString(), true);
        }
        if (wanted == BackendConfig.CUDA) {
            throw impossible(problems);
        }
        return new ComputeBackend(false, problems.get(0).text(), true);
    }

    private static InputException impossible(List<Problem> problems) {
        return new InputException("'backend: cuda' is impossible here: %s. To mend it: %s"
                .formatted(
                        problems.stream().map(Problem::text).collect(Collectors.joining("; ")),
                        problems.stream().map(Problem::remedy).collect(Collectors.joining("; "))));
    }

    /** Only ND4J can say in the end whether a GPU computes. */
    private static ComputeBackend started(ComputeBackend choice, BackendConfig wanted) {
        if (!nd4jTold) {
            if (wanted == BackendConfig.CUDA) {
                tellNd4j("JCublasBackend");
            }
            nd4jTold = true;
        }
        String failure = "ND4J already computes on the CPU in this process";
        try {
            if (computesOnCuda()) {
                return choice;
            }
        } catch (LinkageError broken) {
            failure = "ND4J's CUDA backend does not start: " + rootCause(broken);
        }
        if (wanted == BackendConfig.CUDA) {
            throw new InputException("'backend: cuda' is impossible here: " + failure);
        }
        return new ComputeBackend(false, failure, true);
    }

    /** To be called before ND4J starts: hides what was not chosen. */
    static synchronized void beforeNd4j() {
        if (!nd4jTold) {
            tellNd4j("CpuBackend");
            nd4jTold = true;
        }
    }

    private static void tellNd4j(String backend) {
        ND4JClassLoading.setNd4jClassloader(new OneBackend(ComputeBackend.class.getClassLoader(), backend));
    }

    /** Starts ND4J. @throws LinkageError if it does not start */
    static boolean computesOnCuda() {
        return !Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    }

    /** What lies behind a failure, in one line. */
    public static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause).lines().findFirst().orElse("");
    }
}
