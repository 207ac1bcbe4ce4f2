package lintel.config;

import java.util.List;

/** Dotted names of values: {@code training.optimizer.adam.learningRate}. */
final class KeyPath {
    private KeyPath() {}

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static List<String> split(String path) {
        return List.of(path.split("\\.", -1));
    }
}
