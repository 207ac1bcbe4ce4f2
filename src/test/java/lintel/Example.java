package lintel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Small experiments, written to a folder as a user would have them. */
public final class Example {
    private Example() {}

    /** 240 rows of four numbers and a text; the target follows from a logistic model of two of them. */
    public static Path table(Path folder) {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("id,a,b,c,d,colour,y\n");
        for (int i = 0; i < 240; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-(2 * a - 3 * b)));
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%.4f,%.4f,%.4f,%s,%s,%s%n",
                    i,
                    a,
                    b,
                    random.nextGaussian(),
                    i % 17 == 0 ? "" : String.format(Locale.ROOT, "%.3f", 100 * random.nextDouble()),
                    i % 3 == 0 ? "red" : "blue",
                    positive ? "yes" : "no"));
        }
        return write(folder.resolve("data.csv"), csv.toString());
    }

    /** Logistic regression on {@link #table}. */
    public static Path logistic(Path folder) {
        table(folder);
        return write(
                folder.resolve("logistic.yaml"),
                """
                data:
                  source: data.csv
                  target: {column: y, positive: yes}
                  features: {exclude: [id]}
                model: logistic
                """);
    }

    /** A two-layer LSTM with dropout on the four numbers of {@link #table}, read as two steps. */
    public static Path lstm(Path folder, int epochs) {
        table(folder);
        return write(
                folder.resolve("lstm.yaml"),
                """
                data:
                  source: data.csv
                  target: {column: y, positive: yes}
                  features: {exclude: [id, colour], steps: 2}
                model:
                  lstm: {layers: [5, 4], dropout: 0.2}
                training: {epochs: %d, earlyStopping: {metric: logLoss, patience: %d}}
                """
                        .formatted(epochs, epochs - 1));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
