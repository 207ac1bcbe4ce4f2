package lintel.config;

import java.util.regex.Pattern;

/** A source of examples; relative paths are resolved against the working directory, then the config file's folder. */
public sealed interface SourceConfig permits SourceConfig.PathSource, SourceConfig.ImageSource {
    /**
     * A CSV file, a pattern that several CSV files fit, or, told by its name, a file in the format of SVMLight and
     * LIBSVM (plain or .gz); for sequences a folder, a .zip or a CSV file. YAML: {@code source: path}.
     */
    @Written(inline = true)
    record PathSource(
            @Rule(
                            doc = "A CSV file, or sparse rows in SVMLight's format (.svm, .libsvm, .svmlight), plain or"
                                    + " .gz; `*` and `?` in names: all CSV files that fit, read as one table; for"
                                    + " sequences also a folder or .zip",
                            text = TextKind.PATH)
                    String path)
            implements SourceConfig {
        private static final Pattern SVM_LIGHT = Pattern.compile("\\.(svm|libsvm|svmlight)(\\.gz)?$");

        /** Whether it may stand for several files that are one table. */
        public boolean pattern() {
            return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
        }

        /** Whether it holds numbered features of which few are stored, not columns with names. */
        public boolean svmLight() {
            return SVM_LIGHT.matcher(path).find();
        }
    }

    /** IDX files as published for MNIST, plain or .gz. YAML: {@code source: {images: path, labels: path}}. */
    record ImageSource(
            @Rule(doc = "IDX file of images, plain or .gz", text = TextKind.PATH) String images,
            @Rule(doc = "IDX file of labels, plain or .gz", text = TextKind.PATH) String labels)
            implements SourceConfig {}
}
