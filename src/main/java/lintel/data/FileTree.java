package lintel.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import lintel.config.InputException;
import lintel.config.Nearest;

/**
 * The files in a folder (and the folders in it) or in a .zip, by their path inside it with {@code /} between names.
 * Nothing is unpacked to the disk.
 */
public final class FileTree implements Closeable {
    private static final int MOST_FILES = 1_000_000;
    /** A packed file that unpacks to more than this is an error: nobody means to learn from a zip bomb. */
    private static final long MOST_BYTES = 1L << 32;

    private final Path root;
    /** Null for a folder. */
    private final ZipFile zip;

    private final List<String> names;

    private FileTree(Path root, ZipFile zip, List<String> names) {
        this.root = root;
        this.zip = zip;
        this.names = names;
    }

    /**
     * A file whose path fits a glob.
     *
     * @param id   what stands for the glob's {@code *}
     * @param file its content
     */
    public record Match(String id, DataFile file) {}

    /** @throws InputException if there is no such folder or file, or the file is no .zip */
    public static FileTree open(Path root) {
        if (!Files.exists(root)) {
            throw MissingFile.at(root);
        }
        return Files.isDirectory(root) ? folder(root) : zip(root);
    }

    private static FileTree folder(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1L)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            checkCount(root, names.size());
            return new FileTree(root, null, names);
        } catch (IOException failure) {
            throw DataFile.unreadable(root.toString(), failure);
        }
    }

    private static FileTree zip(Path root) {
        try {
            ZipFile zip = new ZipFile(root.toFile());
            if (zip.size() > MOST_FILES) {
                zip.close();
            }
            checkCount(root, zip.size());
            List<String> names = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .sorted()
                    .toList();
            return new FileTree(root, zip, names);
        } catch (IOException failure) {
            throw new InputException(
                    "%s: must be a folder or a .zip: %s".formatted(root, AtomicFile.reason(failure)), failure);
        }
    }

    private static void checkCount(Path root, int count) {
        if (count > MOST_FILES) {
            throw new InputException("%s: holds more than %,d files".formatted(root, MOST_FILES));
        }
    }

    /** Paths of all files inside, sorted. */
    public List<String> names() {
        return names;
    }

    /**
     * The file of that path inside.
     *
     * @throws InputException if there is none, with the nearest one there is
     */
    public DataFile file(String name) {
        if (!names.contains(name)) {
            String hint = Nearest.to(name, names)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("");
            throw new InputException("%s: holds no file '%s'%s".formatted(root, name, hint));
        }
        return content(name);
    }

    private DataFile content(String name) {
        if (zip == null) {
            return DataFile.of(root.resolve(name));
        }
        String shown = root + "!" + name;
        return new DataFile(shown, () -> DataFile.capped(shown, zip.getInputStream(zip.getEntry(name)), MOST_BYTES));
    }

    /**
     * All files whose path is {@code glob} with something other than {@code /}, at least a character, for its one
     * {@code *}; in natural order of what that is (2 before 10).
     *
     * @throws InputException if the glob has not exactly one {@code *}, or no file fits
     */
    public List<Match> matching(String glob) {
        int star = glob.indexOf('*');
        if (star < 0 || glob.indexOf('*', star + 1) >= 0) {
            throw new InputException("%s: the pattern of files must have one *, but is '%s'".formatted(root, glob));
        }
        String before = glob.substring(0, star);
        String after = glob.substring(star + 1);
        List<Match> matches = names.stream()
                .flatMap(name -> id(name, before, after).map(id -> new Match(id, content(name))).stream())
                .sorted(Comparator.comparing(Match::id, NaturalOrder.OF_TEXTS))
                .toList();
        if (matches.isEmpty()) {
            String example =
                    names.isEmpty() ? "there are no files" : "there is, for example, '%s'".formatted(names.get(0));
            throw new InputException("%s: no file fits '%s'; %s".formatted(root, glob, example));
        }
        return matches;
    }

    private static Optional<String> id(String name, String before, String after) {
        int end = name.length() - after.length();
        if (end <= before.length() || !name.startsWith(before) || !name.endsWith(after)) {
            return Optional.empty();
        }
        return Optional.of(name.substring(before.length(), end)).filter(id -> id.indexOf('/') < 0);
    }

    /** Closes the .zip; its files cannot be opened any more. */
    @Override
    public void close() {
        try {
            if (zip != null) {
                zip.close();
            }
        } catch (IOException failure) {
            throw DataFile.unreadable(root.toString(), failure);
        }
    }
}
