package lintel.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.data.Dataset.SourceFile;

/**
 * Where a model comes from: enough to tell, years later and without its run folder, what it was trained on and how.
 *
 * @param config   the resolved YAML, so that the same experiment can be run again with every default spelt out
 * @param data     the files read and their hashes, so that "is this the data it saw?" has an answer
 * @param seed     the root of every random draw
 * @param versions name to version of Lintel, DL4J and Java: numbers may move in the last digits between them
 * @param created  when training ended; kept to the second
 * @param metrics  part (train, validation, test) to metric name to value, so that a later evaluation has something to
 *     be compared with; undefined metrics are left out; empty before the first evaluation
 */
public record Provenance(
        String config,
        List<SourceFile> data,
        long seed,
        SortedMap<String, String> versions,
        Instant created,
        SortedMap<String, SortedMap<String, Double>> metrics) {

    public Provenance {
        data = List.copyOf(data);
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        created = Instant.ofEpochSecond(created.getEpochSecond());
        TreeMap<String, SortedMap<String, Double>> parts = new TreeMap<>();
        metrics.forEach((part, values) -> parts.put(part, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        metrics = Collections.unmodifiableSortedMap(parts);
    }

    /** Before the first evaluation. */
    public Provenance(String config, List<SourceFile> data, long seed, Map<String, String> versions, Instant created) {
        this(config, data, seed, new TreeMap<>(versions), created, new TreeMap<>());
    }

    /** The same with the figures of an evaluation. @param measured part to metric name to finite value */
    public Provenance withMetrics(Map<String, ? extends Map<String, Double>> measured) {
        TreeMap<String, SortedMap<String, Double>> parts = new TreeMap<>();
        measured.forEach((part, values) -> parts.put(part, new TreeMap<>(values)));
        return new Provenance(config, data, seed, versions, created, parts);
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("created", created.toString());
        json.put("seed", seed);
        versions.forEach(json.putObject("versions")::put);
        ArrayNode files = json.putArray("data");
        data.forEach(file -> files.addObject().put("path", file.path()).put("sha256", file.sha256()));
        ObjectNode parts = json.putObject("metrics");
        metrics.forEach((part, values) -> values.forEach(parts.putObject(part)::put));
        json.put("config", config);
        return json;
    }

    /** @throws InputException if this is not what {@link #toJson()} writes */
    public static Provenance fromJson(JsonNode json) {
        JsonFields fields = JsonFields.of(json, "provenance");
        List<SourceFile> files = fields.objects("data").stream()
                .map(file -> new SourceFile(file.text("path"), file.text("sha256")))
                .toList();
        SortedMap<String, String> versions = new TreeMap<>();
        JsonFields named = fields.object("versions");
        named.keys().forEach(name -> versions.put(name, named.text(name)));
        TreeMap<String, SortedMap<String, Double>> metrics = new TreeMap<>();
        JsonFields parts = fields.object("metrics");
        parts.keys().forEach(part -> metrics.put(part, values(parts.object(part))));
        long seed = fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        return new Provenance(fields.text("config"), files, seed, versions, created(fields), metrics);
    }

    private static SortedMap<String, Double> values(JsonFields part) {
        TreeMap<String, Double> values = new TreeMap<>();
        part.keys().forEach(name -> values.put(name, part.number(name, -Double.MAX_VALUE, Double.MAX_VALUE)));
        return values;
    }

    private static Instant created(JsonFields fields) {
        try {
            return Instant.parse(fields.text("created"));
        } catch (DateTimeParseException notATime) {
            throw fields.mistake("created", "a time such as 2026-01-31T12:00:00Z");
        }
    }
}
