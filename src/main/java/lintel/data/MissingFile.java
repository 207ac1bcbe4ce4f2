package lintel.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.config.Nearest;

/** What to say when a file is not there. */
public final class MissingFile {
    private static final String GZIP = ".gz";
    /** Where Debian's packages put their data sets: the folder's name is that of the package. */
    private static final Path DEBIAN = Path.of("/usr/share/datasets");
    /** A folder larger than this is not searched for a similar name. */
    private static final int MOST_NAMES = 10_000;

    private MissingFile() {}

    /** The path itself, or if only its packed or unpacked twin exists, that. */
    static Path twin(Path path) {
        String name = String.valueOf(path.getFileName());
        Path twin = path.resolveSibling(
                name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name + GZIP);
        return !Files.exists(path) && Files.isRegularFile(twin) ? twin : path;
    }

    /** The error: the nearest name in that folder, or how to get a Debian data set. */
    public static InputException at(Path path) {
        if (isDebian(path)) {
            return new InputException(("%s: no such file; install it with `apt-get install dataset-%s`, or name"
                            + " another place, for example -o data.source.images=…")
                    .formatted(path, path.getName(DEBIAN.getNameCount())));
        }
        String hint = nearest(path).map("; did you mean '%s'?"::formatted).orElse("");
        return new InputException("%s: no such file%s".formatted(path, hint));
    }

    /**
     * The same for a file that a config names.
     *
     * @param written where the key stands and its name, to begin the message
     * @param places  where it was looked for
     */
    static InputException at(String written, String key, List<Path> places) {
        Path path = places.get(0);
        String hint = isDebian(path)
                ? "; install it with `apt-get install dataset-%s`, or name another place, for example -o %s=…"
                        .formatted(path.getName(DEBIAN.getNameCount()), key)
                : places.stream()
                        .flatMap(place -> nearest(place).stream())
                        .findFirst()
                        .map(near -> "; did you mean '%s'?".formatted(near.getFileName()))
                        .orElse("");
        String rule = TableFiles.isPattern(path) ? "fit an existing file" : "be an existing file or folder";
        return new InputException("%s must %s, but is '%s'%s".formatted(written, rule, path, hint));
    }

    private static boolean isDebian(Path path) {
        return path.startsWith(DEBIAN) && path.getNameCount() > DEBIAN.getNameCount() + 1;
    }

    private static Optional<Path> nearest(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.limit(MOST_NAMES)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
            return Nearest.to(path.getFileName().toString(), names).map(path::resolveSibling);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
