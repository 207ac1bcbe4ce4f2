package lintel.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import lintel.data.Target;
import lintel.engine.Versions;
import lintel.export.Signature;

/** What tells of the server and its models. */
final class ModelRoutes {
    private final Models models;
    private final ServerState state;

    ModelRoutes(Models models, ServerState state) {
        this.models = models;
        this.state = state;
    }

    /** {@code /v2/health/live} and {@code /v2/health/ready}. */
    void health(Exchange exchange, String kind) {
        switch (kind) {
            case "live" -> flag(exchange, 200, "live", true);
            case "ready" -> flag(exchange, state.draining() ? 503 : 200, "ready", !state.draining());
            default ->
                throw new RequestException(
                        RequestException.NOT_FOUND, "there are /v2/health/live and /v2/health/ready only");
        }
    }

    /**
     * {@code /v2/models/NAME[/versions/VERSION]/ready}.
     *
     * @param known whether the client may know which models there are
     */
    void ready(Exchange exchange, String name, String version, boolean known) {
        try {
            models.hold(name, version).release();
        } catch (RequestException none) {
            throw known
                    ? none
                    : new RequestException(RequestException.NOT_FOUND, "there is no such model, or no such version");
        }
        flag(exchange, state.draining() ? 503 : 200, "ready", !state.draining());
    }

    private static void flag(Exchange exchange, int status, String name, boolean value) {
        exchange.json(status, json -> {
            json.writeStartObject();
            json.writeBooleanField(name, value);
            json.writeEndObject();
        });
    }

    /** {@code /v2}. */
    void server(Exchange exchange) {
        exchange.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("name", "lintel");
            json.writeStringField("version", Versions.lintel());
            json.writeArrayFieldStart("extensions");
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** {@code /v2/models/NAME[/versions/VERSION]}. */
    void metadata(Exchange exchange, String name, String version) {
        LoadedModel model = models.hold(name, version);
        try {
            exchange.json(200, json -> metadata(json, model));
        } finally {
            model.release();
        }
    }

    private static void metadata(JsonGenerator json, LoadedModel model) throws IOException {
        Signature signature = model.form().signature();
        json.writeStartObject();
        json.writeStringField("name", model.name());
        json.writeArrayFieldStart("versions");
        json.writeString(model.version());
        json.writeEndArray();
        json.writeStringField("platform", "onnxruntime_onnx");
        json.writeArrayFieldStart("inputs");
        if (signature.perColumn()) {
            for (Signature.Column column : signature.columns()) {
                Datatype type = column.text() ? Datatype.BYTES : Datatype.FP32;
                tensor(json, column.input(), type, steps(signature.steps().isPresent(), 1));
            }
        } else {
            int[] shape = steps(signature.steps().isPresent(), signature.features());
            tensor(json, Signature.FEATURES, Datatype.FP32, shape);
        }
        if (signature.steps().isPresent()) {
            tensor(json, Signature.LENGTHS, Datatype.INT32, -1);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("outputs");
        int[] answers = steps(signature.everyStep(), signature.outputs());
        boolean several = signature.kind() == Target.Kind.MULTI_LABEL;
        tensor(json, Signature.PROBABILITY, Datatype.FP32, answers);
        int[] labels = several ? answers : signature.everyStep() ? new int[] {-1, -1} : new int[] {-1};
        tensor(json, Signature.LABEL, Datatype.BYTES, labels);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static int[] steps(boolean time, int width) {
        return time ? new int[] {-1, -1, width} : new int[] {-1, width};
    }

    private static void tensor(JsonGenerator json, String name, Datatype type, int... shape) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("datatype", type.name());
        json.writeArrayFieldStart("shape");
        for (int dimension : shape) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** {@code /models}: names and versions; {@code /models/NAME}: all that is known of one. */
    void describe(Exchange exchange, String name) {
        if (name == null) {
            exchange.json(200, this::list);
            return;
        }
        LoadedModel model = models.hold(name, null);
        try {
            exchange.json(200, json -> describe(json, model));
        } finally {
            model.release();
        }
    }

    private void list(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (ModelSlot slot : models.all()) {
            LoadedModel model = slot.hold();
            model.release();
            json.writeStartObject();
            json.writeStringField("name", model.name());
            json.writeStringField("version", model.version());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void describe(JsonGenerator json, LoadedModel model) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", model.name());
        json.writeStringField("version", model.version());
        json.writeStringField("loaded", model.loaded().toString());
        json.writeBooleanField("shares", model.logOdds().isPresent());
        json.writeFieldName("signature");
        json.writeRawValue(model.form().signature().json());
        json.writeEndObject();
    }
}
