package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The choice of CPU or GPU in processes of their own, without and with the CUDA backend's classes on the class path.
 * Where a driver is to answer, a script prints what nvidia-smi does.
 */
class BackendTest {
    private static final String LSTM = "configs/digits-3-vs-7-lstm.yaml";
    private static final String SHORT = "training={epochs: 1, batchSize: 64}";

    @TempDir
    private Path folder;

    private record Result(int exitCode, String out, String err) {}

    @Test
    void withoutTheBackendTheCpuComputesAndTheLockSaysWhy() throws Exception {
        Result result = run(false, "", "train", LSTM, "-o", SHORT, "--out", folder.toString());
        assertEquals(ExitCode.DONE, result.exitCode(), result.err());
        JsonNode machine = lock().get("machine");
        assertEquals("cpu", machine.get("backend").asText());
        assertTrue(machine.get("backendReason").asText().startsWith("the class path has no CUDA backend"));
    }

    @Test
    void cudaWithoutTheBackendIsRefused() throws Exception {
        Result result = run(false, "", "train", LSTM, "-o", "backend=cuda", "--out", folder.toString());
        assertEquals(ExitCode.MISTAKE, result.exitCode());
        String line = "'backend: cuda' is impossible here: the class path has no CUDA backend; no NVIDIA GPU answers:"
                + " nvidia-smi is not on the PATH, fails or lists none. To mend it: build with 'mvn package -Pcuda'";
        assertTrue(result.err().startsWith(line), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    /** With both backends on the class path ND4J would try CUDA's first, and print a stack trace. */
    @Test
    void autoWithTheBackendButWithoutAGpuComputesOnTheCpuAndSaysSo() throws Exception {
        Result result = run(true, "", "train", LSTM, "-o", SHORT, "--out", folder.toString());
        assertEquals(ExitCode.DONE, result.exitCode(), result.err());
        assertEquals(
                "backend cpu: the CUDA backend on the class path lacks its library for linux-x86_64",
                result.err().lines().findFirst().orElseThrow());
        assertFalse(result.err().contains("Exception"), result.err());
        assertEquals("cpu", lock().get("machine").get("backend").asText());
    }

    @Test
    void aChipThatNd4jHasNoCodeForIsNamed() throws Exception {
        String h100 = "0, GPU-bb, NVIDIA H100 80GB HBM3, 81559 MiB, 580.65.06, 9.0";
        Result result = run(true, h100, "train", LSTM, "-o", "backend=cuda", "--out", folder.toString());
        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertTrue(
                result.err().contains("; NVIDIA H100 80GB HBM3 has compute capability 9.0, for which nd4j-cuda-11.6"),
                result.err());
    }

    @Test
    void logisticRegressionAskedOntoAGpuComputesOnTheCpuAndSaysSo() throws Exception {
        Result result =
                run(false, "", "train", "configs/breast-cancer.yaml", "-o", "backend=cuda", "--out", folder.toString());
        assertEquals(ExitCode.DONE, result.exitCode(), result.err());
        assertEquals(
                "backend cpu: logistic regression computes on the CPU",
                result.err().lines().findFirst().orElseThrow());
    }

    @Test
    void doctorListsWhatKeepsAGpuFromComputing() throws Exception {
        String a100 = "0, GPU-aa, NVIDIA A100-SXM4-40GB, 40960 MiB, 550.54.15, 8.0";
        JsonNode doctor =
                new ObjectMapper().readTree(run(true, a100, "doctor", "--json").out());
        assertEquals("cpu", doctor.get("backend").asText());
        String gpu = doctor.get("gpu").asText();
        assertTrue(
                gpu.startsWith("NVIDIA A100-SXM4-40GB, 40.0 GB, compute capability 8.0, driver 550.54.15 (not used: "),
                gpu);
        List<String> problems = new ArrayList<>();
        doctor.get("problems")
                .forEach(problem -> problems.add(problem.get("problem").asText()));
        assertTrue(
                problems.contains("the CUDA backend on the class path lacks its library for linux-x86_64"),
                problems.toString());
        assertTrue(problems.stream().anyMatch(text -> text.startsWith("CUDA 11's libcudart")), problems.toString());
    }

    /** @param gpu what nvidia-smi prints; empty: there is none */
    private Result run(boolean cuda, String gpu, String... arguments) throws Exception {
        String classPath = System.getProperty("java.class.path");
        if (cuda) {
            classPath += File.pathSeparator + cudaClasses();
        }
        Path bin = Files.createDirectories(folder.resolve("bin"));
        if (!gpu.isEmpty()) {
            Path script = Files.writeString(bin.resolve("nvidia-smi"), "#!/bin/sh\necho '" + gpu + "'\n");
            assertTrue(script.toFile().setExecutable(true));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().remove("LINTEL_BACKEND");
        builder.environment().put("PATH", bin + File.pathSeparator + "/usr/bin:/bin");
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        return new Result(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    private static String cudaClasses() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", "cuda"))) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private JsonNode lock() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            Path run = entries.filter(path -> Files.exists(path.resolve("lock.json")))
                    .findFirst()
                    .orElseThrow();
            return new ObjectMapper().readTree(run.resolve("lock.json").toFile());
        }
    }
}
