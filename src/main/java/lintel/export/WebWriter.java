package lintel.export;

import java.io.IOException;
import java.nio.file.Path;

final class WebWriter implements FormatWriter {
    public void write(Sources sources, Path folder) throws IOException {
        throw new ExportFailure("not yet");
    }

    public Path path(Path folder, Signature signature) {
        return folder;
    }
}
