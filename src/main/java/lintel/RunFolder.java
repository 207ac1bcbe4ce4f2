package lintel;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import lintel.PredictionWriter.Format;
import lintel.config.InputException;
import lintel.data.AtomicFile;
import lintel.evaluation.Evaluation;
import lintel.evaluation.Scored;
import lintel.network.Model;
import lintel.training.History;

/**
 * What a run leaves behind, complete and self-describing: one folder of its own.
 *
 * @param path the folder; it exists
 */
public record RunFolder(Path path) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /**
     * Makes a new folder {@code <name>-<date>-<time>} below {@code parent}; two runs of one second get two folders.
     *
     * @throws InputException if the folder cannot be made
     */
    public static RunFolder create(Path parent, String name) {
        String base = name + "-" + LocalDateTime.now().format(STAMP);
        try {
            Files.createDirectories(parent);
            for (int again = 1; ; again++) {
                Path path = parent.resolve(again == 1 ? base : base + "-" + again);
                try {
                    return new RunFolder(Files.createDirectory(path));
                } catch (FileAlreadyExistsException taken) {
                    // another run of the same second: take the next number
                }
            }
        } catch (IOException failure) {
            throw new InputException(
                    "%s: cannot make a run folder here: %s".formatted(parent, AtomicFile.reason(failure)), failure);
        }
    }

    /**
     * An existing run.
     *
     * @throws InputException if there is no run at {@code path}
     */
    public static RunFolder open(Path path) {
        RunFolder folder = new RunFolder(path);
        if (!Files.isDirectory(path)) {
            String problem = Files.exists(path) ? "is a file" : "there is none";
            throw new InputException("%s: must be a run folder, but %s".formatted(path, problem));
        }
        for (Path needed : new Path[] {folder.config(), folder.lock()}) {
            if (!Files.isRegularFile(needed)) {
                throw new InputException("%s: not a run folder: it has no %s".formatted(path, needed.getFileName()));
            }
        }
        return folder;
    }

    /** Whether the run reached its end. */
    boolean complete() {
        return Files.isRegularFile(model()) && !Files.exists(checkpoint());
    }

    /** Writes what is known before training: {@code config.yaml} and {@code lock.json}. */
    void begin(Lock lock) {
        AtomicFile.write(config(), out -> out.write(lock.config().getBytes(StandardCharsets.UTF_8)));
        lock.write(this.lock());
    }

    /**
     * Writes what training gave. The checkpoint goes last, and stays when the run was stopped: so that a run without
     * one is whole.
     *
     * @param test the test split with labels; null when there is none: then there is no {@code predictions.csv}
     */
    void end(Model model, History history, Evaluation evaluation, Scored test) {
        model.save(model());
        AtomicFile.write(history(), out -> out.write(history.toCsv().getBytes(StandardCharsets.UTF_8)));
        if (!history.path().isEmpty()) {
            AtomicFile.write(
                    path.resolve("path.csv"), out -> out.write(history.pathCsv().getBytes(StandardCharsets.UTF_8)));
        }
        AtomicFile.write(metrics(), out -> Json.write(out, evaluation.toJson()));
        if (test != null) {
            AtomicFile.write(predictions(), out -> {
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                PredictionWriter predictions = new PredictionWriter(writer, model, true, Format.CSV);
                predictions.write(test.examples(), test.probabilities());
                predictions.finish();
                writer.flush();
            });
        }
        if (!history.stopped()) {
            delete(checkpoint());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new InputException("%s: cannot be removed: %s".formatted(file, AtomicFile.reason(failure)), failure);
        }
    }

    /** Where runs go: {@code out} if given, else {@code $LINTEL_HOME/runs}, else {@code ./runs}. */
    public static Path parent(Path out) {
        if (out != null) {
            return out;
        }
        String home = System.getenv("LINTEL_HOME");
        return home == null || home.isBlank() ? Path.of("runs") : Path.of(home, "runs");
    }

    /** The config as resolved: every default written out. */
    public Path config() {
        return path.resolve("config.yaml");
    }

    /** What the run stood on: {@link Lock}. */
    public Path lock() {
        return path.resolve("lock.json");
    }

    /** The trained model. */
    public Path model() {
        return path.resolve("model.zip");
    }

    /** The figures of every split. */
    public Path metrics() {
        return path.resolve("metrics.json");
    }

    /** One line per epoch. */
    public Path history() {
        return path.resolve("history.csv");
    }

    /** The test split's predictions. */
    public Path predictions() {
        return path.resolve("predictions.csv");
    }

    /** What was written for other systems, each format in a folder of its own. */
    public Path exports() {
        return path.resolve("exports");
    }

    /** Training in the middle; gone once the run is complete. */
    public Path checkpoint() {
        return path.resolve("checkpoint.bin");
    }
}
