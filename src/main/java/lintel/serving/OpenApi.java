package lintel.serving;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What describes the paths to programs; whoever may know the models is told what to put where a path names one. */
final class OpenApi {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String NAMES = "/components/parameters/ModelName/schema";

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
            ArrayNode names = ((ObjectNode) document.at(NAMES)).putArray("enum");
            models.all().forEach(slot -> names.add(slot.name()));
            return MAPPER.writeValueAsBytes(document);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
