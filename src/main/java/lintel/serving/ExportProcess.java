package lintel.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.InputException;
import lintel.export.OnnxExport;
import lintel.network.Model;

/** Exports one model for serving, in a process of its own. */
final class ExportProcess {
    private ExportProcess() {}

    /** @param args the model file; the folder that gets {@code onnx/model.onnx} */
    public static void main(String[] args) throws IOException {
        try {
            Path graph = Path.of(args[1], "onnx", ModelSource.GRAPH);
            Files.createDirectories(graph.getParent());
            Files.write(graph, OnnxExport.graph(Model.load(Path.of(args[0]))));
        } catch (InputException mistake) {
            System.out.println(mistake.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }
}
