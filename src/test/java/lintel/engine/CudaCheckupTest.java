package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lintel.engine.Checkup.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class paths are real ones: the CUDA backend's own classes, as Maven fetches them. */
class CudaCheckupTest {
    private static final CudaClassPath COMPLETE = new CudaClassPath(true, true, List.of(), List.of());
    private static final Gpu A100 = gpu("0, GPU-aa, NVIDIA A100-SXM4-40GB, 40960 MiB, 550.54.15, 8.0");
    private static final Gpu H100 = gpu("1, GPU-bb, NVIDIA H100 80GB HBM3, 81559 MiB, 550.54.15, 9.0");

    @TempDir
    private Path folder;

    @Test
    void thisBuildHasNoCudaBackend() {
        CudaClassPath here = CudaClassPath.of(CudaCheckup.class.getClassLoader(), List.of());
        assertFalse(here.backend());
        assertEquals(
                "the class path has no CUDA backend",
                problems(here, A100).get(0).text());
    }

    @Test
    void classesAloneAreNotEnough() throws IOException {
        try (URLClassLoader loader = withCuda()) {
            CudaClassPath classes = CudaClassPath.of(loader, List.of(folder));
            assertEquals(
                    new CudaClassPath(
                            true,
                            false,
                            List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11"),
                            List.of()),
                    classes);
            List<Problem> problems = problems(classes, A100);
            assertEquals(
                    "the CUDA backend on the class path lacks its library for linux-x86_64",
                    problems.get(0).text());
            assertEquals(
                    "CUDA 11's libcudart.so.11.0, libcublas.so.11, libcusolver.so.11 cannot be found",
                    problems.get(1).text());
        }
    }

    @Test
    void librariesAreFoundInFoldersAndOnTheClassPath() throws IOException {
        for (String name : List.of("libcudart.so.11.0", "libcublas.so.11")) {
            Files.createFile(folder.resolve(name));
        }
        Path redist = Files.createDirectories(folder.resolve("redist/org/bytedeco/cuda/linux-x86_64"));
        Files.createFile(redist.resolve("libcusolver.so.11"));
        Path natives = Files.createDirectories(folder.resolve("redist/org/nd4j/linalg/jcublas/bindings/linux-x86_64"));
        Files.createFile(natives.resolve("libnd4jcuda.so"));
        try (URLClassLoader loader = withCuda(folder.resolve("redist").toUri().toURL())) {
            CudaClassPath found = CudaClassPath.of(loader, List.of(folder.resolve("none"), folder));
            assertEquals(COMPLETE, found);
            assertEquals(List.of(), problems(found, A100));
        }
    }

    @Test
    void anotherCudaIsNamedOnce() throws IOException {
        Path linked = Files.createDirectories(folder.resolve("linked"));
        for (Path place : List.of(folder, linked)) {
            Files.createFile(place.resolve("libcublas.so.13"));
        }
        try (URLClassLoader loader = withCuda()) {
            CudaClassPath found = CudaClassPath.of(loader, List.of(folder, linked));
            assertEquals(List.of("libcublas.so.13"), found.others());
            assertTrue(
                    problems(found, A100).get(1).text().endsWith("; libcublas.so.13 of another CUDA does not serve"));
        }
    }

    @Test
    void withoutDriverNoGpuAnswers() {
        Problem problem = problems(COMPLETE).get(0);
        assertEquals("no NVIDIA GPU answers: nvidia-smi is not on the PATH, fails or lists none", problem.text());
        assertEquals(
                "install NVIDIA's driver, 450.80.02 or newer; start a container with --gpus all", problem.remedy());
    }

    @Test
    void anOldDriverIsNamed() {
        List<Problem> problems = problems(COMPLETE, gpu("0, GPU-cc, Tesla V100-SXM2-16GB, 16160 MiB, 418.126.02"));
        assertEquals(
                "driver 418.126.02 is too old for CUDA 11.6", problems.get(0).text());
        assertEquals(List.of(), problems(COMPLETE, gpu("0, GPU-cc, Tesla V100-SXM2-16GB, 16160 MiB, 450.80.02, 7.0")));
    }

    @Test
    void newerChipsDoNotRun() {
        Problem problem = problems(COMPLETE, H100).get(0);
        assertEquals(
                "NVIDIA H100 80GB HBM3 has compute capability 9.0, for which nd4j-cuda-11.6 has no code: it holds"
                        + " machine code for [3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6], which runs on the same"
                        + " major number only, and no PTX for a driver to translate",
                problem.text());
        assertEquals("compute on the CPU, or on a GPU of compute capability 8.9 or lower", problem.remedy());
        assertEquals(
                "set CUDA_VISIBLE_DEVICES=GPU-aa, which is NVIDIA A100-SXM4-40GB",
                problems(COMPLETE, A100, H100).get(0).remedy());
    }

    /** NVIDIA, CUDA C++ Programming Guide, "Binary Compatibility": from X.y to X.z with z >= y, across no major. */
    @Test
    void machineCodeRunsWithinItsMajorNumber() {
        List<String> runs = Stream.of(
                        "3.5", "3.7", "5.0", "5.3", "6.0", "6.2", "7.0", "7.2", "7.5", "8.0", "8.6", "8.9", "9.0",
                        "10.0", "12.0")
                .filter(text -> ComputeCapability.parse(text).runsNd4j())
                .toList();
        assertEquals(List.of("3.7", "5.0", "5.3", "6.0", "6.2", "7.0", "7.2", "7.5", "8.0", "8.6", "8.9"), runs);
    }

    /** NVIDIA, CUDA C++ Programming Guide, "CUDA Environment Variables": names after one that is none are ignored. */
    @Test
    void hiddenGpusDoNotCount() {
        assertEquals(List.of(A100, H100), CudaCheckup.visible(List.of(A100, H100), null));
        assertEquals(List.of(H100), CudaCheckup.visible(List.of(A100, H100), "1"));
        assertEquals(List.of(H100, A100), CudaCheckup.visible(List.of(A100, H100), "GPU-b, 0"));
        assertEquals(List.of(A100), CudaCheckup.visible(List.of(A100, H100), "0,-1,1"));
        assertEquals(List.of(), CudaCheckup.visible(List.of(A100, H100), ""));
        Problem problem = CudaCheckup.of(COMPLETE, List.of(A100), Map.of("CUDA_VISIBLE_DEVICES", "-1"))
                .get(0);
        assertEquals("CUDA_VISIBLE_DEVICES='-1' leaves none of the 1 GPUs", problem.text());
        assertEquals(
                List.of(), CudaCheckup.of(COMPLETE, List.of(A100, H100), Map.of("CUDA_VISIBLE_DEVICES", "GPU-aa")));
    }

    @Test
    void anAnswerThatIsNoGpuIsPassedOver() {
        assertTrue(Gpu.parse("Unable to determine the device handle for GPU 0000:01:00.0: Unknown Error")
                .isEmpty());
        assertTrue(Gpu.parse("0, GPU-dd, NVIDIA GB10, [N/A], 580.65.06, 12.1").isEmpty());
        assertEquals("NVIDIA A100-SXM4-40GB, 40.0 GB, compute capability 8.0, driver 550.54.15", A100.toString());
    }

    private static List<Problem> problems(CudaClassPath classPath, Gpu... gpus) {
        return CudaCheckup.of(classPath, List.of(gpus), Map.of());
    }

    private static Gpu gpu(String line) {
        return Gpu.parse(line).orElseThrow();
    }

    private static URLClassLoader withCuda(URL... more) throws IOException {
        List<URL> urls = new ArrayList<>(List.of(more));
        try (Stream<Path> jars = Files.list(Path.of("target", "cuda"))) {
            for (Path jar : jars.toList()) {
                urls.add(url(jar));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), CudaCheckup.class.getClassLoader());
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
