package lintel.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.ColumnType;
import lintel.config.ExportFormat;
import lintel.config.JsonFields;

/** {@code model.json}: logistic regression in original units, for ten lines of any language. */
final class JsonWriter implements FormatWriter {
    private static final String FILE = "model.json";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        LogisticForm form = LogisticForm.of(sources.model());
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(json(sources.signature(), form))
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        LogisticForm read = form(JSON.readTree(bytes));
        LogisticAnswers answers = new LogisticAnswers(read, sources.signature());
        sources.compared(
                ExportFormat.JSON,
                sources.verification().check(FILE, (rows, chosen, padding) -> answers.of(rows, chosen)));
        Files.write(folder.resolve(FILE), bytes);
        ModelCard.write(sources, folder);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(FILE);
    }

    static ObjectNode json(Signature signature, LogisticForm form) throws IOException {
        ObjectNode from = (ObjectNode) JSON.readTree(signature.json());
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("name", signature.name());
        for (String key : List.of("kind", "classes", "thresholds", "missing")) {
            json.set(key, from.get(key));
        }
        json.set("intercepts", numbers(form.intercepts()));
        ArrayNode columns = json.putArray("columns");
        for (LogisticForm.Numbers column : form.numbers()) {
            ObjectNode node =
                    columns.addObject().put("name", column.name()).put("type", JsonFields.written(column.type()));
            if (Float.isNaN(column.replacement())) {
                node.putNull("missing");
            } else {
                node.put("missing", (double) column.replacement());
            }
            node.put("center", column.center()).put("scale", column.scale());
            node.set("coefficients", numbers(column.coefficients()));
        }
        for (LogisticForm.Texts column : form.texts()) {
            ObjectNode node = columns.addObject()
                    .put("name", column.name())
                    .put("type", JsonFields.written(ColumnType.CATEGORICAL));
            node.put("missing", column.allowsMissing() ? column.replacement() : null);
            node.put("unseen", column.allowsUnseen() ? "ignore" : "error");
            ObjectNode terms = node.putObject("coefficients");
            column.coefficients().forEach((category, values) -> terms.set(category, numbers(values)));
        }
        json.set("origin", from.get("origin"));
        json.set("metrics", from.get("metrics"));
        return json;
    }

    private static ArrayNode numbers(double[] values) {
        ArrayNode array = JSON.createArrayNode();
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    /** Reads what was written, as another program would. */
    private static LogisticForm form(JsonNode json) {
        List<LogisticForm.Numbers> numbers = new ArrayList<>();
        List<LogisticForm.Texts> texts = new ArrayList<>();
        for (JsonNode column : json.get("columns")) {
            JsonNode missing = column.get("missing");
            String type = column.get("type").textValue();
            String name = column.get("name").textValue();
            if (type.equals(JsonFields.written(ColumnType.CATEGORICAL))) {
                Map<String, double[]> terms = new LinkedHashMap<>();
                column.get("coefficients")
                        .properties()
                        .forEach(entry -> terms.put(entry.getKey(), doubles(entry.getValue())));
                boolean ignored = column.get("unseen").textValue().equals("ignore");
                texts.add(new LogisticForm.Texts(name, missing.asText(), !missing.isNull(), ignored, terms));
            } else {
                numbers.add(new LogisticForm.Numbers(
                        name,
                        type.equals("boolean") ? ColumnType.BOOLEAN : ColumnType.NUMERIC,
                        missing.isNull() ? Float.NaN : missing.floatValue(),
                        column.get("center").doubleValue(),
                        column.get("scale").doubleValue(),
                        doubles(column.get("coefficients"))));
            }
        }
        return new LogisticForm(numbers, texts, doubles(json.get("intercepts")));
    }

    private static double[] doubles(JsonNode list) {
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).doubleValue();
        }
        return values;
    }
}
