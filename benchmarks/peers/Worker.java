import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One library in one process: it holds a data set in the library's own form and fits it as often as it is asked to.
 *
 * <p>Started as {@code Worker CLASS DATA}; each line {@code fit SECONDS FILE key=value …} on standard input fits again
 * and again until SECONDS of processor time are spent, writes the coefficients to FILE and answers
 * {@code wall cpu fits} with seconds per fit, of the whole process: compiler and garbage collector count.
 */
final class Worker {
    /** @param x row-major; @param y the class of each row, from 0 */
    record Data(int rows, int columns, int classes, FloatBuffer x, byte[] y) {
        float[] row(int i) {
            float[] row = new float[columns];
            x.get(i * columns, row);
            return row;
        }

        double[] doubles(int i) {
            double[] row = new double[columns];
            for (int j = 0; j < columns; j++) {
                row[j] = x.get(i * columns + j);
            }
            return row;
        }

        /** How many logistic regressions: one, or one per class. */
        int outputs() {
            return classes == 2 ? 1 : classes;
        }

        /** Whether row i is positive for that output. */
        boolean positive(int output, int i) {
            return y[i] == (classes == 2 ? 1 : output);
        }
    }

    /** A library ready to fit. */
    interface Fitter {
        /** Coefficients and, last, intercept of every output, {@code [outputs][columns + 1]}. */
        double[][] fit(Map<String, String> options) throws Exception;
    }

    private Worker() {}

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Fitter fitter = (Fitter) Class.forName(args[0]).getDeclaredConstructor(Data.class).newInstance(read(args[1]));
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            Map<String, String> options = new HashMap<>();
            for (int i = 3; i < words.length; i++) {
                String[] option = words[i].split("=");
                options.put(option[0], option[1]);
            }
            answers.println(repeat(fitter, Double.parseDouble(words[1]), Path.of(words[2]), options));
        }
    }

    private static String repeat(Fitter fitter, double seconds, Path file, Map<String, String> options)
            throws Exception {
        double[][] coefficients;
        int fits = 0;
        long wallStart = System.nanoTime();
        double cpuStart = cpuSeconds();
        do {
            coefficients = fitter.fit(options);
            fits++;
        } while (cpuSeconds() - cpuStart < seconds);
        double cpu = (cpuSeconds() - cpuStart) / fits;
        double wall = (System.nanoTime() - wallStart) * 1e-9 / fits;
        write(file, coefficients);
        return wall + " " + cpu + " " + fits;
    }

    private static double cpuSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() * 1e-9;
    }

    private static Data read(String name) throws IOException {
        String[] shape = Files.readString(Path.of(name + ".shape")).trim().split(" ");
        try (FileChannel channel = FileChannel.open(Path.of(name + ".x"))) {
            FloatBuffer x = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            return new Data(
                    Integer.parseInt(shape[0]),
                    Integer.parseInt(shape[1]),
                    Integer.parseInt(shape[2]),
                    x,
                    Files.readAllBytes(Path.of(name + ".y")));
        }
    }

    private static void write(Path file, double[][] coefficients) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(coefficients.length * coefficients[0].length * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double[] output : coefficients) {
            for (double value : output) {
                bytes.putDouble(value);
            }
        }
        Files.write(file, bytes.array());
    }
}
