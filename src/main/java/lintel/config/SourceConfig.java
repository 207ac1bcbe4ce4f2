package lintel.config;

/** A source of examples; relative paths are resolved against the working directory, then the config file's folder. */
public sealed interface SourceConfig {
    /** A CSV file (plain or .gz), or for sequences a folder, a .zip or a CSV file. YAML: {@code source: path}. */
    record PathSource(String path) implements SourceConfig {}

    /** IDX files as published for MNIST, plain or .gz. YAML: {@code source: {images: path, labels: path}}. */
    record ImageSource(String images, String labels) implements SourceConfig {}
}
