package lintel.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import lintel.export.GraphPorts.Port;

/**
 * A model repository of NVIDIA Triton: {@code <name>/config.pbtxt} and {@code <name>/1/model.onnx}. The batch axis is
 * Triton's own, so that it may put requests together.
 */
final class TritonWriter implements FormatWriter {
    private static final int MOST_ROWS = 256;

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        Path model = path(folder, sources.signature());
        Path version = Files.createDirectories(model.resolve("1"));
        Files.write(version.resolve(OnnxWriter.FILE), sources.graph());
        FormatWriter.text(model.resolve("config.pbtxt"), config(sources.signature()));
        ModelCard.write(sources, model);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(signature.name());
    }

    /** Protocol buffers as text: {@code inference.ModelConfig}. */
    static String config(Signature signature) {
        GraphPorts ports = new GraphPorts(signature);
        return """
                name: %s
                backend: "onnxruntime"
                max_batch_size: %d
                %s%sdynamic_batching {}
                """
                .formatted(
                        quoted(signature.name()),
                        MOST_ROWS,
                        ports("input", ports.inputs()),
                        ports("output", ports.outputs()));
    }

    private static String ports(String kind, List<Port> ports) {
        return ports.stream()
                .map(port -> "%s { name: %s data_type: %s %s}\n"
                        .formatted(kind, quoted(port.name()), type(port), dims(port)))
                .collect(Collectors.joining());
    }

    private static String type(Port port) {
        return switch (port.element()) {
            case FLOAT32 -> "TYPE_FP32";
            case INT32 -> "TYPE_INT32";
            case TEXT -> "TYPE_STRING";
        };
    }

    /** Triton wants a dimension even where there is none behind the batch axis, and is told to take it away again. */
    private static String dims(Port port) {
        return port.shape().isEmpty()
                ? "dims: [ 1 ] reshape { shape: [ ] } "
                : "dims: [ %s ] "
                        .formatted(port.shape().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
