package lintel.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What describes the paths to programs. Whoever may know the models is told what to put where a path names one, and
 * which columns each reads: {@code Row-NAME} and {@code Examples-NAME} among the schemas; {@code Row} and
 * {@code Examples} are those of any. Where there are several, each has a path of its own besides.
 */
final class OpenApi {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String NAMES = "/components/parameters/ModelName/schema";
    private static final String ANY_MODEL = "/predict/{model_name}";
    private static final String BODY = "/post/requestBody/content/application~1json";

    private final Models models;
    private final byte[] plain;

    /** @param plain the description that tells of no model */
    OpenApi(Models models, byte[] plain) {
        this.models = models;
        this.plain = plain;
    }

    /** @param known whether the client may know which models there are */
    byte[] text(boolean known) {
        if (!known) {
            return plain;
        }
        try {
            ObjectNode document = (ObjectNode) MAPPER.readTree(plain);
            describe(document);
            return MAPPER.writeValueAsBytes(document);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void describe(ObjectNode document) {
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        ObjectNode paths = (ObjectNode) document.get("paths");
        List<String> names = models.all().stream().map(ModelSlot::name).toList();
        names.forEach(((ObjectNode) document.at(NAMES)).putArray("enum")::add);
        for (ModelSlot slot : models.all()) {
            LoadedModel model = slot.hold();
            try {
                RowSchema schema = new RowSchema(model.name(), model.form().signature());
                schemas.set("Row-" + model.name(), schema.row());
                schemas.set("Examples-" + model.name(), schema.examples(reference("Row-" + model.name())));
            } finally {
                model.release();
            }
            if (names.size() > 1) {
                paths.set(ANY_MODEL.replace("{model_name}", model.name()), path(paths.get(ANY_MODEL), model.name()));
            }
        }
        schemas.set("Row", any("Row-", names));
        schemas.set("Examples", any("Examples-", names));
    }

    /** The path that any model has, for one of them. */
    private static ObjectNode path(JsonNode anyModel, String name) {
        ObjectNode path = anyModel.deepCopy();
        path.remove("parameters");
        ((ObjectNode) path.at(BODY)).set("schema", reference("Examples-" + name));
        return path;
    }

    private static ObjectNode any(String prefix, List<String> names) {
        if (names.size() == 1) {
            return reference(prefix + names.get(0));
        }
        ObjectNode several = MAPPER.createObjectNode();
        ArrayNode choices = several.putArray("anyOf");
        names.forEach(name -> choices.add(reference(prefix + name)));
        return several;
    }

    private static ObjectNode reference(String schema) {
        return MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }
}
