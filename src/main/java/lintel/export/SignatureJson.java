package lintel.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.data.Target;
import lintel.export.Signature.Column;

/** A {@link Signature} as JSON; what is read may come from anywhere. */
final class SignatureJson {
    private static final int FORMAT = 1;
    private static final int MOST = 100_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SignatureJson() {}

    static ObjectNode write(Signature signature) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT).put("name", signature.name()).put("kind", JsonFields.written(signature.kind()));
        if (signature.numbered() > 0) {
            json.put("numbered", signature.numbered());
        } else {
            ArrayNode list = json.putArray("columns");
            signature.columns().forEach(column -> list.add(toJson(column)));
        }
        signature.missing().forEach(json.putArray("missing")::add);
        signature.steps().ifPresent(of -> json.putObject("steps")
                .put("everyStep", of.everyStep())
                .put("fewest", of.fewest())
                .put("most", of.most()));
        signature.classes().forEach(json.putArray("classes")::add);
        signature.thresholds().forEach(json.putArray("thresholds")::add);
        Signature.Origin origin = signature.origin();
        ObjectNode from =
                json.putObject("origin").put("created", origin.created()).put("seed", origin.seed());
        origin.versions().forEach(from.putObject("versions")::put);
        ObjectNode parts = json.putObject("metrics");
        signature.metrics().forEach((part, values) -> values.forEach(parts.putObject(part)::put));
        return json;
    }

    private static ObjectNode toJson(Column column) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", column.name()).put("input", column.input()).put("type", JsonFields.written(column.type()));
        node.put("allowsMissing", column.allowsMissing()).put("allowsUnseen", column.allowsUnseen());
        if (column.text()) {
            column.categories().forEach(node.putArray("categories")::add);
        }
        return node;
    }

    static Signature read(String text) {
        if (text.length() > Signature.LONGEST) {
            throw new InputException("'signature' must have at most %,d characters".formatted(Signature.LONGEST));
        }
        try {
            JsonFields json = JsonFields.of(JSON.readTree(text), "signature");
            long format = json.integer("format", 1, Integer.MAX_VALUE);
            if (format > FORMAT) {
                throw json.mistake("format", "at most %d: a newer Lintel wrote it".formatted(FORMAT));
            }
            return read(json);
        } catch (JsonProcessingException notJson) {
            throw new InputException("'signature' is not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static Signature read(JsonFields json) {
        boolean numbered = json.has("numbered");
        List<Column> columns = numbered
                ? List.of()
                : json.objects("columns").stream().map(SignatureJson::column).toList();
        distinct(json, "columns", columns.stream().map(Column::name).toList());
        distinct(json, "columns", columns.stream().map(Column::input).toList());
        int count = numbered ? (int) json.integer("numbered", 1, MOST) : 0;
        Optional<Signature.Steps> steps =
                json.has("steps") ? Optional.of(steps(json.object("steps"))) : Optional.empty();
        Signature read = new Signature(
                json.text("name"),
                json.choice("kind", Target.Kind.class),
                columns,
                count,
                json.texts("missing"),
                steps,
                json.texts("classes"),
                json.numbers("thresholds", 0, 1),
                origin(json.object("origin")),
                metrics(json.object("metrics")));
        distinct(json, "classes", read.classes());
        boolean binary = read.kind() == Target.Kind.BINARY;
        if (binary ? read.classes().size() != 2 : read.classes().isEmpty()) {
            throw json.mistake("classes", "two names, or one per output");
        }
        int expected = read.kind() == Target.Kind.ONE_VS_REST ? 0 : read.outputs();
        if (read.thresholds().size() != expected) {
            throw json.mistake("thresholds", "a list of " + expected);
        }
        if (read.features() == 0) {
            throw json.mistake("columns", "a list of at least 1");
        }
        return read;
    }

    private static void distinct(JsonFields json, String key, List<String> names) {
        if (new HashSet<>(names).size() < names.size()) {
            throw json.mistake(key, "of distinct names");
        }
    }

    private static Column column(JsonFields json) {
        ColumnType type = json.choice("type", ColumnType.class);
        return new Column(
                json.text("name"),
                json.text("input"),
                type,
                json.flag("allowsMissing"),
                json.flag("allowsUnseen"),
                type == ColumnType.CATEGORICAL ? json.texts("categories") : List.of());
    }

    private static Signature.Steps steps(JsonFields json) {
        int fewest = (int) json.integer("fewest", 1, MOST);
        return new Signature.Steps(json.flag("everyStep"), fewest, (int) json.integer("most", fewest, MOST));
    }

    private static Signature.Origin origin(JsonFields json) {
        SortedMap<String, String> versions = new TreeMap<>();
        JsonFields named = json.object("versions");
        named.keys().forEach(key -> versions.put(key, named.text(key)));
        return new Signature.Origin(
                json.text("created"), json.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE), versions);
    }

    private static SortedMap<String, SortedMap<String, Double>> metrics(JsonFields json) {
        TreeMap<String, SortedMap<String, Double>> metrics = new TreeMap<>();
        for (String part : json.keys()) {
            JsonFields values = json.object(part);
            TreeMap<String, Double> numbers = new TreeMap<>();
            values.keys().forEach(key -> numbers.put(key, values.number(key, -Double.MAX_VALUE, Double.MAX_VALUE)));
            metrics.put(part, numbers);
        }
        return metrics;
    }
}
