package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lintel.Example;
import lintel.Experiment;
import lintel.RunFolder;
import lintel.Watcher;
import lintel.network.Model;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and stops real processes. */
class InterruptionTest {
    /** With layers of so many units the training takes some seconds: time for a signal to come in. */
    private static final int EPOCHS = 400;

    private static final int UNITS = 128;

    @TempDir
    private Path folder;

    @Test
    void ctrlCSavesWhatThereIsAndResumeEndsWithTheSameBits() throws Exception {
        Path config = lasting();
        Process training = train(config);
        Path run = awaitTraining(training);
        signal(training, "INT");
        assertTrue(training.waitFor(60, TimeUnit.SECONDS));
        String shown = Files.readString(folder.resolve("err"));
        assertEquals(ExitCode.STOPPED, training.exitValue(), shown);
        assertTrue(shown.contains("go on with: lintel train --resume " + run), shown);
        assertTrue(Files.isRegularFile(run.resolve("metrics.json")));
        Model.load(run);

        assertArrayEquals(uninterrupted(config), resumed(run));
    }

    @Test
    @Tag("slow")
    void killedAtAnyMomentResumeEndsWithTheSameBits() throws Exception {
        Path config = lasting();
        float[] expected = uninterrupted(config);
        Random random = new Random(11);
        for (int i = 0; i < 3; i++) {
            Process training = train(config);
            Path run = awaitTraining(training);
            Thread.sleep(random.nextInt(1500));
            training.destroyForcibly().waitFor();
            assertFalse(Files.exists(run.resolve("model.zip")), "killed too late to show anything");
            assertArrayEquals(expected, resumed(run));
            Files.move(folder.resolve("runs"), folder.resolve("runs-" + i));
        }
    }

    private Path lasting() throws IOException {
        Path config = Example.lstm(folder, EPOCHS);
        String layers = "[%d, %d]".formatted(UNITS, UNITS);
        return Files.writeString(config, Files.readString(config).replace("[5, 4]", layers));
    }

    private float[] uninterrupted(Path config) {
        return Experiment.load(config)
                .run(folder.resolve("whole"), Watcher.none())
                .model()
                .network()
                .parameters();
    }

    private static float[] resumed(Path run) {
        return Experiment.resume(RunFolder.open(run), Watcher.none())
                .model()
                .network()
                .parameters();
    }

    private Process train(Path config) throws IOException {
        // A shell's background jobs ignore Ctrl-C, and so would what they start: builds may run in one.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx1g",
                Main.class.getName(),
                "train",
                config.toString(),
                "--out",
                folder.resolve("runs").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    /** Waits until the first epoch has been reported. @return the run folder */
    private Path awaitTraining(Process training) throws Exception {
        while (!Files.readString(folder.resolve("err")).contains("epoch 1:")) {
            assertTrue(training.isAlive(), () -> "ended early: " + read("err"));
            Thread.sleep(20);
        }
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private static void signal(Process process, String name) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }
}
