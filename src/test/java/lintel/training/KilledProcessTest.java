package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes, killed by SIGKILL at moments nobody chose, checkpoints half written included. */
@Tag("slow")
class KilledProcessTest {
    private static final int KILLS = 3;
    /** Milliseconds that an epoch lasts longer in lives that are to be killed: they must not end before. */
    private static final int DAWDLE = 100;

    /** Waits after each epoch, as a larger network would. */
    private record Dawdling(int milliseconds) implements Progress {
        @Override
        public void epochDone(History history) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    @TempDir
    Path folder;

    /** What the processes train. */
    enum Form {
        LOGISTIC,
        LSTM;

        Split<Examples> examples() {
            return this == LOGISTIC ? Small.rowSplit() : Small.sequenceSplit(false);
        }

        Network network() {
            ModelConfig model =
                    this == LOGISTIC ? new ModelConfig.Logistic(1) : Small.lstm(0.3, false, Optional.empty());
            return Small.network(model, examples());
        }

        History fit(Network network, Checkpoints checkpoints, Progress progress) {
            int epochs = this == LOGISTIC ? 150 : 30;
            TrainingConfig config = Small.config(Small.ADAM, epochs, 8, new EarlyStopping("logLoss", epochs - 1, 0));
            return Trainer.of(config, Small.YES_NO, 0.5, Small.SEEDS).fit(network, examples(), progress, checkpoints);
        }
    }

    /** One life of a training: goes on from the checkpoint and, if it lives to the end, writes the parameters. */
    public static void main(String[] arguments) throws IOException {
        Form form = Form.valueOf(arguments[0]);
        Network network = form.network();
        Optional<Path> file = Optional.of(Path.of(arguments[1]));
        Progress progress = new Dawdling(Integer.parseInt(arguments[3]));
        form.fit(network, new Checkpoints(file, true, Duration.ZERO, Duration.ZERO), progress);
        float[] parameters = network.parameters();
        ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
        bytes.asFloatBuffer().put(parameters);
        Files.write(Path.of(arguments[2]), bytes.array());
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheSameBits(Form form) throws Exception {
        Network whole = form.network();
        form.fit(whole, Checkpoints.none(), Progress.none());

        Random random = new Random(5);
        Path checkpoint = folder.resolve("checkpoint.bin");
        Path result = folder.resolve("parameters.bin");
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(form, checkpoint, result, DAWDLE);
            awaitNewer(checkpoint, process);
            Thread.sleep(random.nextInt(100));
            assertTrue(process.isAlive(), "killed too late, after " + kill + " kills");
            process.destroyForcibly().waitFor();
        }
        Process last = start(form, checkpoint, result, 0);
        boolean ended = last.waitFor(5, TimeUnit.MINUTES);
        last.destroyForcibly();
        assertTrue(ended, "still running after five minutes");
        assertEquals(0, last.exitValue());

        float[] parameters = new float[whole.parameterCount()];
        ByteBuffer.wrap(Files.readAllBytes(result)).asFloatBuffer().get(parameters);
        assertArrayEquals(whole.parameters(), parameters);
    }

    private Process start(Form form, Path checkpoint, Path result, int dawdle) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcessTest.class.getName(),
                form.name(),
                checkpoint.toString(),
                result.toString(),
                String.valueOf(dawdle));
        File log = folder.resolve("log.txt").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /** Until this life of the training has saved something itself. */
    private static void awaitNewer(Path checkpoint, Process process) throws Exception {
        Object before = version(checkpoint);
        while (version(checkpoint).equals(before) && process.isAlive()) {
            Thread.sleep(5);
        }
    }

    private static Object version(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : "none";
    }
}
