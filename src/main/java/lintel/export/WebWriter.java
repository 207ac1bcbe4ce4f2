package lintel.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.data.ImputeNumbers;
import lintel.data.Preprocessing;

/**
 * A page that predicts in its visitor's browser, for any static server. Its Content-Security-Policy allows no other
 * host, and the runtime's files are copied from a folder, never downloaded.
 */
final class WebWriter implements FormatWriter {
    private static final List<String> PAGE = List.of("index.html", "style.css", "app.js", "lines.mjs");

    /** What of onnxruntime-web the page needs: its module, and WebAssembly with what loads it. */
    static final List<String> RUNTIME =
            List.of("ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        Path runtime = Files.createDirectory(folder.resolve("runtime"));
        for (String name : RUNTIME) {
            Path file = sources.runtime().resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new InputException("%s: must be the folder with the files of onnxruntime-web (dist in its npm"
                                .formatted(sources.runtime())
                        + " archive), but has no '%s'".formatted(name));
            }
            Files.copy(file, runtime.resolve(name));
        }
        for (String name : PAGE) {
            try (InputStream in = WebWriter.class.getResourceAsStream("web/" + name)) {
                Files.copy(in, folder.resolve(name));
            }
        }
        Files.write(folder.resolve(OnnxWriter.FILE), sources.graph());
        FormatWriter.text(folder.resolve("page.json"), page(sources).toString());
        ModelCard.write(sources, folder);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve("index.html");
    }

    /** {@code {"signature": …, "example": [text per column], "summary": …}}. */
    private static ObjectNode page(Sources sources) throws IOException {
        ObjectNode page = JSON.createObjectNode();
        JsonNode signature = JSON.readTree(sources.signature().json());
        page.set("signature", signature);
        ArrayNode example = page.putArray("example");
        Map<String, Float> usual = usual(sources.model().preprocessing());
        for (Signature.Column column : sources.signature().columns()) {
            example.add(example(column, usual.getOrDefault(column.name(), Float.NaN)));
        }
        sources.card().summary().ifPresent(summary -> page.put("summary", summary));
        return page;
    }

    private static String example(Signature.Column column, float usual) {
        if (column.text()) {
            return column.categories().get(0);
        }
        float value = Float.isNaN(usual) ? 0 : usual;
        return column.type() == ColumnType.BOOLEAN
                ? String.valueOf(value > 0)
                : new BigDecimal(value)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** What a missing number becomes is a usual one. */
    private static Map<String, Float> usual(Preprocessing preprocessing) {
        Map<String, Float> usual = new HashMap<>();
        preprocessing.steps().forEach(step -> {
            if (step instanceof ImputeNumbers impute) {
                for (int c = 0; c < impute.columns().size(); c++) {
                    usual.put(impute.columns().get(c), impute.values()[c]);
                }
            }
        });
        return usual;
    }
}
