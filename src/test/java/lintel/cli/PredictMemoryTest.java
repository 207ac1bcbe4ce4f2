package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lintel.Example;
import lintel.Experiment;
import lintel.Watcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predicting holds no more memory for many rows than for few, with the options that the launcher gives to Java. */
@Tag("slow")
class PredictMemoryTest {
    private static final int LINES = 1000;

    @TempDir
    private Path folder;

    @Test
    void memoryIsFlatFromAHundredThousandToTenMillionRows() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: no /proc to read the memory from");
        Path run = Experiment.load(Example.logistic(folder))
                .run(folder.resolve("runs"), Watcher.none())
                .folder()
                .path();
        long few = peakKilobytes(run, 100_000);
        long many = peakKilobytes(run, 10_000_000);
        System.out.printf("predict: peak %,d kB for 1e5 rows, %,d kB for 1e7%n", few, many);
        assertTrue(many <= 1.1 * few, many + " kB for 1e7 rows, " + few + " kB for 1e5");
    }

    /** The most memory that was resident while {@code rows} rows went through a process of its own. */
    private long peakKilobytes(Path run, int rows) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcherOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "lintel.cli.Main"));
        command.addAll(List.of("predict", run.toString(), "-"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
        long peak;
        try (OutputStream rowsOut = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            rowsOut.write("a,b,c,d,colour,e,f,g,h,i\n".getBytes(StandardCharsets.UTF_8));
            byte[] block = block();
            for (int done = 0; done < rows; done += LINES) {
                rowsOut.write(block);
            }
            rowsOut.flush();
            peak = peakKilobytes(process.pid());
        }
        assertEquals(ExitCode.DONE, process.waitFor(), Files.readString(folder.resolve("err")));
        return peak;
    }

    private static byte[] block() {
        Random random = new Random(3);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            for (int c = 0; c < 10; c++) {
                String value = c == 4 ? (i % 3 == 0 ? "red" : "blue") : String.valueOf(random.nextFloat());
                lines.append(value).append(c < 9 ? ',' : '\n');
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> launcherOptions() throws IOException {
        Matcher options =
                Pattern.compile("predict\\) .*garbage=\"([^\"]+)\"").matcher(Files.readString(Path.of("lintel")));
        assertTrue(options.find());
        return List.of(options.group(1).split(" "));
    }

    private static long peakKilobytes(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        Matcher peak = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(status);
        assertTrue(peak.find(), status);
        return Long.parseLong(peak.group(1));
    }
}
