package lintel.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as clients send it, which may be anything, and as they get it. */
final class Json {
    private static final JsonFactory FACTORY = ((JsonFactoryBuilder) JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(400)
                            .maxNameLength(10_000)
                            .maxStringLength(100_000)
                            .build()))
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            // Python writes a missing number so.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /** Reads one JSON value. */
    @FunctionalInterface
    interface Reader<T> {
        /** @param json stands at the value's first token */
        T read(JsonParser json) throws IOException;
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    /** @throws RequestException if the body is not one JSON value in UTF-8, or the reader refuses it */
    static <T> T read(byte[] body, Reader<T> reader) {
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() == null) {
                throw RequestException.bad("the body is empty, but must be JSON");
            }
            T value = reader.read(json);
            if (json.nextToken() != null) {
                throw RequestException.bad("the body must end after its JSON, but goes on at %s", place(json));
            }
            return value;
        } catch (JsonProcessingException notJson) {
            throw RequestException.bad(
                    "the body is not valid JSON%s: %s",
                    notJson.getLocation() == null ? "" : " at " + place(notJson.getLocation()),
                    Texts.clean(firstSentence(notJson.getOriginalMessage())));
        } catch (IOException notText) {
            throw RequestException.bad("the body is not UTF-8");
        }
    }

    private static String firstSentence(String message) {
        int end = message.indexOf('\n');
        int detail = message.indexOf(" (");
        end = end < 0 ? message.length() : end;
        return message.substring(0, detail >= 0 && detail < end ? detail : end);
    }

    static String place(JsonParser json) {
        return place(json.currentTokenLocation());
    }

    private static String place(JsonLocation at) {
        return "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** What kind of value a token begins, for messages. */
    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "no value";
        };
    }

    /** UTF-8. */
    static byte[] write(Writer writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            writer.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
