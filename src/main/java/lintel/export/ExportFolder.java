package lintel.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.data.AtomicFile;

/** A folder that is there as a whole or not at all. */
final class ExportFolder {
    private ExportFolder() {}

    /** What is to be in the folder. */
    @FunctionalInterface
    interface Content {
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes beside {@code folder} under a name of its own, then takes the folder's place.
     *
     * @throws InputException if it cannot be written; the old folder, if any, is untouched
     */
    static void replace(Path folder, Content content) {
        Path part = folder.resolveSibling("." + folder.getFileName() + ".part");
        Path old = folder.resolveSibling("." + folder.getFileName() + ".old");
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            delete(part);
            delete(old);
            Files.createDirectory(part);
            content.writeTo(part);
            if (Files.exists(folder)) {
                Files.move(folder, old);
            }
            Files.move(part, folder);
            delete(old);
        } catch (IOException failure) {
            clear(part, failure);
            throw new InputException(
                    "%s: cannot be written: %s".formatted(folder, AtomicFile.reason(failure)), failure);
        } catch (RuntimeException failure) {
            clear(part, failure);
            throw failure;
        }
    }

    private static void clear(Path part, Exception failure) {
        try {
            delete(part);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
