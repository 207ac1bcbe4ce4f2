package lintel.config;

/** A source of examples; relative paths are resolved against the working directory, then the config file's folder. */
public sealed interface SourceConfig permits SourceConfig.PathSource, SourceConfig.ImageSource {
    /** A CSV file (plain or .gz), or for sequences a folder, a .zip or a CSV file. YAML: {@code source: path}. */
    @Written(inline = true)
    record PathSource(
            @Rule(doc = "A CSV file (plain or .gz); for sequences also a folder or .zip", text = TextKind.PATH)
                    String path)
            implements SourceConfig {}

    /** IDX files as published for MNIST, plain or .gz. YAML: {@code source: {images: path, labels: path}}. */
    record ImageSource(
            @Rule(doc = "IDX file of images, plain or .gz", text = TextKind.PATH) String images,
            @Rule(doc = "IDX file of labels, plain or .gz", text = TextKind.PATH) String labels)
            implements SourceConfig {}
}
