package lintel.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import lintel.export.GraphPorts.Port;

/**
 * A model directory of MLflow, with the flavours {@code onnx} and {@code python_function}. Where all columns are
 * numbers of rows it reads a DataFrame with these columns, else a dictionary of arrays, one per input.
 */
final class MlflowWriter implements FormatWriter {
    /** Opset 13 and IR 7 came with ONNX 1.8. */
    private static final String REQUIREMENTS =
            """
            mlflow>=2.9
            onnx>=1.8
            onnxruntime>=1.14
            numpy
            pandas
            """;

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        Files.write(folder.resolve(OnnxWriter.FILE), sources.graph());
        FormatWriter.text(folder.resolve("MLmodel"), model(sources.signature(), sources.graph()));
        FormatWriter.text(folder.resolve("requirements.txt"), REQUIREMENTS);
        FormatWriter.text(
                folder.resolve("python_env.yaml"),
                "python: \"3.11\"\nbuild_dependencies: [pip]\ndependencies: [-r requirements.txt]\n");
        ModelCard.write(sources, folder);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder;
    }

    static String model(Signature signature, byte[] graph) {
        String inputs = inputs(signature).toString();
        String outputs = tensors(new GraphPorts(signature).outputs()).toString();
        String created = signature.origin().created().replace("T", " ").replace("Z", "");
        String uuid = UUID.nameUUIDFromBytes(graph).toString().replace("-", "");
        return """
                flavors:
                  onnx:
                    code: null
                    data: %1$s
                    onnx_version: "1.8.0"
                    providers: [CPUExecutionProvider]
                  python_function:
                    data: %1$s
                    env: {virtualenv: python_env.yaml}
                    loader_module: mlflow.onnx
                    python_version: "3.11"
                model_size_bytes: %2$d
                model_uuid: "%3$s"
                signature:
                  inputs: %4$s
                  outputs: %5$s
                  params: null
                utc_time_created: "%6$s"
                """
                .formatted(OnnxWriter.FILE, graph.length, uuid, quoted(inputs), quoted(outputs), created);
    }

    private static ArrayNode inputs(Signature signature) {
        if (signature.perColumn() || signature.steps().isPresent() || signature.numbered() > 0) {
            return tensors(new GraphPorts(signature).inputs());
        }
        ArrayNode columns = JsonNodeFactory.instance.arrayNode();
        signature.columns().forEach(column -> columns.addObject()
                .put("type", "double")
                .put("name", column.name())
                .put("required", true));
        return columns;
    }

    private static ArrayNode tensors(List<Port> ports) {
        ArrayNode tensors = JsonNodeFactory.instance.arrayNode();
        for (Port port : ports) {
            ObjectNode spec = tensors.addObject()
                    .put("type", "tensor")
                    .put("name", port.name())
                    .putObject("tensor-spec");
            spec.put(
                    "dtype",
                    switch (port.element()) {
                        case FLOAT32 -> "float32";
                        case INT32 -> "int32";
                        case TEXT -> "object";
                    });
            ArrayNode shape = spec.putArray("shape").add(-1);
            port.shape().forEach(shape::add);
        }
        return tensors;
    }

    /** JSON's quoted texts are YAML's. */
    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
