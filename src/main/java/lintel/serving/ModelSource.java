package lintel.serving;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lintel.config.InputException;

/**
 * Where a model comes from.
 *
 * @param name empty: the one it has itself
 * @param path an exported graph, the folder that holds it as {@code model.onnx}, a model.zip, or the run folder that
 *     holds one
 */
public record ModelSource(Optional<String> name, Path path) {
    static final String GRAPH = "model.onnx";
    private static final String MODEL = "model.zip";

    /** @param argument MODEL, or NAME=MODEL */
    public static ModelSource of(String argument) {
        int equals = argument.indexOf('=');
        boolean named =
                equals > 0 && argument.substring(0, equals).indexOf('/') < 0 && !Files.exists(Path.of(argument));
        return named
                ? new ModelSource(Optional.of(argument.substring(0, equals)), Path.of(argument.substring(equals + 1)))
                : new ModelSource(Optional.empty(), Path.of(argument));
    }

    /**
     * The file that is read, and watched for changes.
     *
     * @throws InputException if there is none
     */
    Path file() {
        if (Files.isRegularFile(path)) {
            return path;
        }
        for (String file : new String[] {GRAPH, MODEL}) {
            if (Files.isRegularFile(path.resolve(file))) {
                return path.resolve(file);
            }
        }
        throw new InputException(
                Files.exists(path)
                        ? "%s: there is neither %s nor %s in it".formatted(path, GRAPH, MODEL)
                        : "%s: no such file or folder".formatted(path));
    }

    /** Whether a file holds a model in Lintel's own format, which must be exported before it can be served. */
    static boolean needsExport(Path file) {
        return file.getFileName().toString().endsWith(".zip");
    }
}
