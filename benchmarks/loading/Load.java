import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lintel.config.ConfigReader;
import lintel.config.LocatedConfig;
import lintel.config.Seeds;
import lintel.data.DataFile;
import lintel.data.Dataset;
import lintel.data.DatasetLoader;
import lintel.data.Examples;
import lintel.data.InputForm;
import lintel.data.Matrix;
import lintel.data.Preprocessing;
import lintel.data.ReadOptions;
import lintel.data.Split;
import lintel.data.Table;
import lintel.data.TableReader;

/**
 * Reads one CSV file in a fresh JVM and prints one line: name, CPU seconds, wall seconds, MB at the most, a checksum.
 *
 * <p>{@code matrix FILE}: the numbers as one float matrix, as the other tools are asked for. {@code train FILE}: what a
 * training does before it begins: hash, table (from the cache if it is there), split, preprocessing.
 */
public final class Load {
    private Load() {}

    public static void main(String[] arguments) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long began = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        Path file = Path.of(arguments[1]);
        double sum = arguments[0].equals("matrix") ? matrix(file) : train(file);
        System.out.printf(
                Locale.ROOT,
                "lintel-%s %.3f %.3f %d %.1f%n",
                arguments[0],
                (system.getProcessCpuTime() - cpu) / 1e9,
                (System.nanoTime() - began) / 1e9,
                peak(),
                sum);
    }

    private static double matrix(Path file) {
        ReadOptions options = new ReadOptions(Map.of(), List.of(""), Set.of("y"), Optional.empty());
        Table table = TableReader.readAll(DataFile.of(file), options);
        return firstColumn(table.numbers());
    }

    private static double train(Path file) {
        LocatedConfig located = ConfigReader.read(
                "data: {source: '%s', target: y}\nmodel: logistic\n".formatted(file), "benchmark");
        var config = located.config();
        Dataset.Loaded loaded = DatasetLoader.load(
                config.data(), config.model(), Path.of("."), new Seeds(config.seed()), located::at);
        Preprocessing preprocessing = Preprocessing.fit(
                config.preprocessing(),
                InputForm.of(config.model(), config.data()),
                loaded.parts().train());
        Split<Examples> examples = loaded.parts().map(preprocessing::consume);
        return firstColumn(((Examples.Dense) examples.train()).values());
    }

    private static double firstColumn(Matrix numbers) {
        double sum = 0;
        for (int row = 0; row < numbers.rows(); row++) {
            sum += numbers.get(row, 0);
        }
        return sum;
    }

    /** MB of memory at the most, mapped files included. */
    private static long peak() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return -1;
    }
}
