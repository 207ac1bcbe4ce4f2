package lintel.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code model.onnx}. */
final class OnnxWriter implements FormatWriter {
    static final String FILE = "model.onnx";

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        Files.write(folder.resolve(FILE), sources.graph());
        ModelCard.write(sources, folder);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(FILE);
    }
}
