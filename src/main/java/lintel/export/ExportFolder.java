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
     * Writes beside {@code folder} under a name of its own, then takes the folder's place. The old folder steps aside
     * for that; whoever is stopped in between leaves it there, and the next time begins by putting it back.
     *
     * @throws InputException if it cannot be written; the old folder, if any, is in its place
     */
    static void replace(Path folder, Content content) {
        Path part = folder.resolveSibling("." + folder.getFileName() + ".part");
        Path old = folder.resolveSibling("." + folder.getFileName() + ".old");
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            delete(part);
            putBack(old, folder);
            Files.createDirectory(part);
            content.writeTo(part);
            if (Files.exists(folder)) {
                Files.move(folder, old);
            }
            try {
                Files.move(part, folder);
            } catch (IOException failure) {
                putBack(old, folder);
                throw failure;
            }
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

    /** What had stepped aside for a folder that is not there. */
    private static void putBack(Path old, Path folder) throws IOException {
        if (Files.exists(old) && Files.notExists(folder)) {
            Files.move(old, folder);
        }
        delete(old);
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
