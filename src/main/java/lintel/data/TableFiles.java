package lintel.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lintel.config.InputException;

/**
 * The files that are one table: a file alone, or all that fit a pattern, sorted by their paths. In a pattern {@code *}
 * stands for any characters of a name and {@code ?} for one; as in a shell, neither begins a hidden file's name.
 *
 * @param name  what messages call the table: the path or pattern
 * @param files at least one
 */
public record TableFiles(String name, List<DataFile> files) {
    public TableFiles {
        files = List.copyOf(files);
    }

    /**
     * The file at that path, or if there is none all files that fit it.
     *
     * @throws InputException if no file is there or fits, or one of them is a folder
     */
    public static TableFiles of(Path path) {
        if (Files.exists(path) || !isPattern(path)) {
            return new TableFiles(path.toString(), List.of(DataFile.of(path)));
        }
        List<Path> found = fitting(path);
        if (found.isEmpty()) {
            throw new InputException("%s: no file fits this pattern".formatted(path));
        }
        return new TableFiles(path.toString(), found.stream().map(DataFile::of).toList());
    }

    /** Whether there is such a file or folder (packed or not), or for a pattern a file that fits. */
    public static boolean exist(Path path) {
        return Files.exists(MissingFile.twin(path))
                || isPattern(path) && !fitting(path).isEmpty();
    }

    /** Whether a path may stand for several files. */
    static boolean isPattern(Path path) {
        return path.toString().indexOf('*') >= 0 || path.toString().indexOf('?') >= 0;
    }

    /** Name by name from the root or the working directory on, so that no folder is searched in vain. */
    private static List<Path> fitting(Path pattern) {
        List<Path> found = new ArrayList<>();
        found.add(pattern.getRoot() == null ? Path.of("") : pattern.getRoot());
        for (Path name : pattern) {
            List<Path> deeper = new ArrayList<>();
            for (Path folder : found) {
                if (isPattern(name)) {
                    entries(folder, name.toString(), deeper);
                } else if (Files.exists(folder.resolve(name))) {
                    deeper.add(folder.resolve(name));
                }
            }
            found = deeper;
        }
        return found.stream().filter(Files::isRegularFile).sorted().toList();
    }

    private static void entries(Path folder, String pattern, List<Path> found) {
        Pattern fits = Pattern.compile(
                "\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E", Pattern.DOTALL);
        boolean hidden = pattern.startsWith(".");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path entry : all) {
                String name = entry.getFileName().toString();
                if (fits.matcher(name).matches() && (hidden || !name.startsWith("."))) {
                    found.add(folder.resolve(name));
                }
            }
        } catch (IOException failure) {
            throw DataFile.unreadable(folder.toString(), failure);
        }
    }

    /**
     * The column names, the same in all files.
     *
     * @throws InputException if a header is wrong or not that of the first file; one line per file
     */
    public List<String> header() {
        List<String> first = CsvHeader.read(files.get(0));
        List<String> mistakes = new ArrayList<>();
        for (DataFile file : files.subList(1, files.size())) {
            difference(first, CsvHeader.read(file))
                    .ifPresent(difference -> mistakes.add("%s: the header must be that of %s, but %s"
                            .formatted(file.name(), files.get(0).name(), difference)));
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        return first;
    }

    /** What to say where a header is not the first one. */
    static Optional<String> difference(List<String> first, List<String> header) {
        for (int i = 0; i < Math.min(first.size(), header.size()); i++) {
            if (!first.get(i).equals(header.get(i))) {
                return Optional.of("column %d is '%s', not '%s'".formatted(i + 1, header.get(i), first.get(i)));
            }
        }
        return first.size() == header.size()
                ? Optional.empty()
                : Optional.of("it has %d columns, not %d".formatted(header.size(), first.size()));
    }

    /** The hash of each, in order. */
    List<Dataset.SourceFile> hashes() {
        return files.stream().map(DataFile::hash).toList();
    }

    /** Another one when a file is written or replaced; empty if that is not told of every file. */
    Optional<List<FileVersion>> versions() {
        List<FileVersion> versions =
                files.stream().flatMap(file -> file.version().stream()).toList();
        return versions.size() == files.size() ? Optional.of(versions) : Optional.empty();
    }

    /** Names a value by its row among those of all files; the files are read again for it. */
    RowPlace place() {
        return files.size() == 1 ? RowPlace.in(files.get(0)) : RowPlace.in(this);
    }
}
