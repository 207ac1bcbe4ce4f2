package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lintel.config.ExportFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Triton's {@code config.pbtxt} says of inputs and outputs what ONNX Runtime says of the graph beside it. The rules are
 * those of Triton's documentation, "Model Configuration": where {@code max_batch_size} is above 0, {@code dims} leave
 * out the batch axis; -1 is any length; {@code reshape} is what the model itself sees.
 */
class TritonTest {
    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";

    private static final Pattern PORT = Pattern.compile("(?m)^(input|output) \\{ name: " + TEXT
            + " data_type: (\\w+) dims: \\[ ([-\\d, ]+) ] (?:(reshape) \\{ shape: \\[ ([-\\d, ]*)] } )?}$");

    private static final Map<OnnxJavaType, String> TYPES = Map.of(
            OnnxJavaType.FLOAT, "TYPE_FP32", OnnxJavaType.INT32, "TYPE_INT32", OnnxJavaType.STRING, "TYPE_STRING");

    @TempDir
    Path folder;

    /** One input or output. @param shape behind the batch axis */
    private record Described(String name, String type, List<Long> shape) {}

    @TestFactory
    Stream<DynamicTest> saysWhatTheGraphSays() {
        return ExportCases.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Path place = folder.resolve(String.valueOf(entry.getKey().hashCode()));
                    compare(entry.getValue(), place);
                }));
    }

    private static void compare(ExportCases sample, Path place) throws IOException, OrtException {
        Path model = Exports.write(sample.model(), List.of(ExportFormat.TRITON), place, null, null)
                .get(0)
                .path();
        String config = Files.readString(model.resolve("config.pbtxt"));
        assertEquals("sample", model.getFileName().toString());
        assertTrue(config.startsWith("name: \"sample\"\nbackend: \"onnxruntime\"\nmax_batch_size: 256\n"), config);
        byte[] graph = Files.readAllBytes(model.resolve("1/model.onnx"));
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph)) {
            assertEquals(graph(session.getInputInfo()), config(config, "input"));
            assertEquals(graph(session.getOutputInfo()), config(config, "output"));
        }
    }

    private static Map<String, Described> graph(Map<String, NodeInfo> nodes) {
        Map<String, Described> ports = new TreeMap<>();
        nodes.forEach((name, node) -> {
            TensorInfo tensor = (TensorInfo) node.getInfo();
            List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
            assertEquals(-1, shape.get(0), "the batch axis of " + name);
            assertEquals("batch", tensor.getDimensionNames()[0]);
            ports.put(name, new Described(name, TYPES.get(tensor.type), shape.subList(1, shape.size())));
        });
        return ports;
    }

    private static Map<String, Described> config(String config, String kind) {
        Map<String, Described> ports = new TreeMap<>();
        Matcher matcher = PORT.matcher(config);
        List<MatchResult> found = new ArrayList<>(matcher.results().toList());
        assertEquals(
                config.lines().filter(line -> line.matches("(in|out)put .*")).count(), found.size(), config);
        for (MatchResult port : found) {
            List<Long> dims = numbers(port.group(4));
            boolean reshaped = port.group(5) != null;
            List<Long> shape = reshaped ? numbers(port.group(6)) : dims;
            long size = dims.stream().reduce(1L, (a, b) -> a * b);
            assertTrue(!dims.isEmpty() && dims.stream().allMatch(length -> length == -1 || length > 0), config);
            assertEquals(size, shape.stream().reduce(1L, (a, b) -> a * b), "a reshape keeps how many there are");
            if (port.group(1).equals(kind)) {
                String name = port.group(2).replaceAll("\\\\(.)", "$1");
                ports.put(name, new Described(name, port.group(3), shape));
            }
        }
        return ports;
    }

    private static List<Long> numbers(String list) {
        return Pattern.compile("-?\\d+")
                .matcher(list)
                .results()
                .map(number -> Long.valueOf(number.group()))
                .toList();
    }
}
