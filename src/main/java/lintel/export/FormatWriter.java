package lintel.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.ExportFormat;

/** How one format is written. To add one: a class like these, a line here, one in {@link StepForms}. */
interface FormatWriter {
    /** Writes all of it into an empty folder, {@code MODEL_CARD.md} included. */
    void write(Sources sources, Path folder) throws IOException;

    /** The file or folder that the other system reads. */
    Path path(Path folder, Signature signature);

    static FormatWriter of(ExportFormat format) {
        return switch (format) {
            case ONNX -> new OnnxWriter();
            case JSON -> new JsonWriter();
            case PMML -> new PmmlWriter();
            case TRITON -> new TritonWriter();
            case MLFLOW -> new MlflowWriter();
            case KSERVE -> new KserveWriter();
            case OPENVINO -> new OpenvinoWriter();
            case WEB -> new WebWriter();
        };
    }

    /** Writes a text file. */
    static void text(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
