package lintel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;

/** JSON files of a run, indented for people. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER =
            MAPPER.writerWithDefaultPrettyPrinter().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private Json() {}

    /** Writes one value and a line end; the stream stays open. */
    static void write(OutputStream out, JsonNode value) throws IOException {
        WRITER.writeValue(out, value);
        out.write('\n');
    }
}
