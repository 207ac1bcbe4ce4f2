package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as in an unpacked distribution, with a Java that only says how it was called. */
class LauncherTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/lintel.jar"), "");
        Files.copy(Path.of("lintel"), folder.resolve("lintel"));
    }

    @Test
    void javaGetsOptionsAndArguments() throws IOException, InterruptedException {
        Shell.Result result = launch(java("17.0.15"), "predict", "a model", "data.csv");

        assertEquals(ExitCode.DONE, result.exitCode(), result.err());
        assertTrue(result.out().contains(" threads=1 wait=PASSIVE "), result.out());
        assertTrue(result.out().endsWith("/lib/lintel.jar predict a model data.csv\n"), result.out());
        assertTrue(!result.out().contains("--sun-misc-unsafe-memory-access"), result.out());
        assertTrue(result.out().contains(" -XX:+UseSerialGC "), result.out());
    }

    @Test
    void trainingGetsASmallHeapUnlessTheUserSaysOtherwise() throws IOException, InterruptedException {
        Path java = java("17.0.15");
        String alone = launch(java, "train", "a.yaml").out();
        assertTrue(alone.contains(" -XX:+UseSerialGC -Xmn16m -Xms48m -XX:MinHeapFreeRatio=10 "), alone);
        String sized = launch("-Xmx24m", java, "train", "a.yaml").out(); // which is no place for 48 MiB
        assertTrue(sized.contains(" -XX:+UseSerialGC -Xmn16m -Xmx24m "), sized);
        String chosen = launch("-XX:+UseParallelGC", java, "evaluate", "a").out();
        assertTrue(chosen.contains(" -XX:+UseParallelGC ") && !chosen.contains("Serial"), chosen);
    }

    @Test
    void newerJavaIsToldNotToWarn() throws IOException, InterruptedException {
        Shell.Result result = launch(java("25"), "doctor");

        assertTrue(result.out().contains("--sun-misc-unsafe-memory-access=allow"), result.out());
    }

    @Test
    void oldJavaIsRefused() throws IOException, InterruptedException {
        Path home = java("11.0.2");
        Shell.Result result = launch(home, "doctor");

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals(
                "lintel: Java 17 or newer is needed, but %s/bin/java is Java 11.0.2: set JAVA_HOME to a newer one\n"
                        .formatted(home),
                result.err());
    }

    @Test
    void missingJavaIsNamed() throws IOException, InterruptedException {
        Shell.Result result = launch(folder.resolve("none"), "doctor");

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals(
                "lintel: Java 17 or newer is needed, but JAVA_HOME has no bin/java: %s/none\n".formatted(folder),
                result.err());
    }

    /** A Java home of that version whose java prints its environment and arguments. */
    private Path java(String version) throws IOException {
        Path home = folder.resolve("java-" + version);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = home.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\necho \" threads=$OMP_NUM_THREADS wait=$OMP_WAIT_POLICY\" \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        return home;
    }

    private Shell.Result launch(Path javaHome, String... arguments) throws IOException, InterruptedException {
        return launch("", javaHome, arguments);
    }

    private Shell.Result launch(String javaOptions, Path javaHome, String... arguments)
            throws IOException, InterruptedException {
        List<String> line =
                new java.util.ArrayList<>(List.of("sh", folder.resolve("lintel").toString()));
        line.addAll(List.of(arguments));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out).redirectError(err);
        builder.environment().keySet().removeAll(List.of("OMP_NUM_THREADS", "OMP_WAIT_POLICY", "LINTEL_THREADS"));
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("LINTEL_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Shell.Result(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }
}
