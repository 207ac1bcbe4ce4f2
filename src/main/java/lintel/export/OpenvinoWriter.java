package lintel.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.ExportFormat;

/**
 * {@code model.onnx}, which OpenVINO reads as it is: it has no texts, so that a label is a place in {@code labels.txt},
 * which has one class a line.
 */
final class OpenvinoWriter implements FormatWriter {
    @Override
    public void write(Sources sources, Path folder) throws IOException {
        byte[] graph = ModelGraph.indexed(sources.model(), sources.signature());
        sources.compared(ExportFormat.OPENVINO, sources.verification().check("the graph for OpenVINO", graph));
        Files.write(folder.resolve(OnnxWriter.FILE), graph);
        String labels = String.join("\n", sources.signature().classes()) + "\n";
        FormatWriter.text(folder.resolve("labels.txt"), labels);
        ModelCard.write(sources, folder);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(OnnxWriter.FILE);
    }
}
