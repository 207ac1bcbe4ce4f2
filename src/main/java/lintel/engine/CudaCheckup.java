package lintel.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lintel.engine.Checkup.Problem;

/** Finds what keeps ND4J's CUDA backend, made for CUDA 11.6, from computing on this machine. */
public final class CudaCheckup {
    /** The oldest driver for Linux that runs what was made for any CUDA 11. Source: NVIDIA, CUDA Compatibility. */
    private static final String OLDEST_DRIVER = "450.80.02";

    private final CudaClassPath classPath;
    private final List<Gpu> gpus;
    private final String visible;
    private final List<Problem> problems = new ArrayList<>();

    private CudaCheckup(CudaClassPath classPath, List<Gpu> gpus, Map<String, String> environment) {
        this.classPath = classPath;
        this.gpus = gpus;
        this.visible = environment.get("CUDA_VISIBLE_DEVICES");
    }

    /** Whether this build has the CUDA backend on its class path. */
    public static boolean isBuiltIn() {
        return CudaClassPath.hasBackend(CudaCheckup.class.getClassLoader());
    }

    /** @return what is wrong, most basic first; empty if a GPU can compute */
    public static List<Problem> here(List<Gpu> gpus) {
        CudaClassPath classPath = CudaClassPath.of(CudaCheckup.class.getClassLoader(), CudaClassPath.systemFolders());
        List<Problem> problems = of(classPath, gpus, System.getenv());
        if (!problems.isEmpty()) {
            return problems;
        }
        return CudaRuntime.obstacle().map(CudaCheckup::unreached).stream().toList();
    }

    private static Problem unreached(String text) {
        return new Problem(
                text, "check that nvidia-smi works as this user, and in a container that CUDA's libcuda.so.1 is there");
    }

    static List<Problem> of(CudaClassPath classPath, List<Gpu> gpus, Map<String, String> environment) {
        CudaCheckup checkup = new CudaCheckup(classPath, gpus, environment);
        checkup.jars();
        checkup.devices();
        if (classPath.backend()) {
            checkup.libraries();
        }
        return List.copyOf(checkup.problems);
    }

    private void jars() {
        if (!classPath.backend()) {
            problem(
                    "the class path has no CUDA backend",
                    "build with 'mvn package -Pcuda', which adds org.nd4j:nd4j-cuda-11.6 (0.6 GB)");
        } else if (!classPath.library()) {
            problem(
                    "the CUDA backend on the class path lacks its library for linux-x86_64",
                    "add org.nd4j:nd4j-cuda-11.6:1.0.0-M2.1:linux-x86_64, as 'mvn package -Pcuda' does");
        }
    }

    private void devices() {
        if (gpus.isEmpty()) {
            problem(
                    "no NVIDIA GPU answers: nvidia-smi is not on the PATH, fails or lists none",
                    "install NVIDIA's driver, %s or newer; start a container with --gpus all".formatted(OLDEST_DRIVER));
            return;
        }
        List<Gpu> used = visible(gpus, visible);
        if (used.isEmpty()) {
            problem(
                    "CUDA_VISIBLE_DEVICES='%s' leaves none of the %d GPUs".formatted(visible, gpus.size()),
                    "unset CUDA_VISIBLE_DEVICES");
            return;
        }
        if (older(used.get(0).driver(), OLDEST_DRIVER)) {
            problem(
                    "driver %s is too old for CUDA 11.6".formatted(used.get(0).driver()),
                    "install %s or newer, best 510.39.01 or newer".formatted(OLDEST_DRIVER));
        }
        used.stream().filter(gpu -> !runs(gpu)).findFirst().ifPresent(this::foreign);
    }

    private void foreign(Gpu gpu) {
        problem(
                ("%s has compute capability %s, for which nd4j-cuda-11.6 has no code: it holds machine code for %s,"
                                + " which runs on the same major number only, and no PTX for a driver to translate")
                        .formatted(gpu.name(), gpu.capability().orElseThrow(), ComputeCapability.COMPILED),
                gpus.stream()
                        .filter(CudaCheckup::runs)
                        .findFirst()
                        .map(other -> "set CUDA_VISIBLE_DEVICES=%s, which is %s".formatted(other.uuid(), other.name()))
                        .orElse("compute on the CPU, or on a GPU of compute capability 8.9 or lower"));
    }

    private static boolean runs(Gpu gpu) {
        return gpu.capability().map(ComputeCapability::runsNd4j).orElse(true); // ND4J will tell
    }

    private void libraries() {
        if (classPath.missing().isEmpty()) {
            return;
        }
        String others = classPath.others().isEmpty()
                ? ""
                : "; %s of another CUDA does not serve".formatted(String.join(", ", classPath.others()));
        problem(
                "CUDA 11's %s cannot be found%s".formatted(String.join(", ", classPath.missing()), others),
                "add org.bytedeco:cuda:11.6-8.3-1.5.7:linux-x86_64-redist (1.8 GB, 'mvn package -Pcuda,cuda-redist')"
                        + " to the class path, or install CUDA 11 and name its lib64 folder in LD_LIBRARY_PATH");
    }

    private void problem(String text, String remedy) {
        problems.add(new Problem(text, remedy));
    }

    /** Those that CUDA shows a process: all, or what the variable names, up to the first name that is none. */
    static List<Gpu> visible(List<Gpu> gpus, String names) {
        if (names == null || names.startsWith("MIG-")) {
            return gpus;
        }
        List<Gpu> shown = new ArrayList<>();
        for (String name : names.split(",")) {
            List<Gpu> named = gpus.stream()
                    .filter(gpu -> name.strip().equals(Integer.toString(gpu.index()))
                            || name.strip().startsWith("GPU-") && gpu.uuid().startsWith(name.strip()))
                    .toList();
            if (named.isEmpty()) {
                return shown;
            }
            shown.addAll(named);
        }
        return shown;
    }

    /** Whether one version, numbers with points between, comes before another. */
    static boolean older(String version, String than) {
        return Arrays.compare(numbers(version), numbers(than)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\."))
                .mapToInt(part -> part.matches("[0-9]{1,9}") ? Integer.parseInt(part) : 0)
                .toArray();
    }
}
