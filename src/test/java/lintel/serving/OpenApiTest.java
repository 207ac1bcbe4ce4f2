package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lintel.config.ColumnType;
import lintel.data.Target;
import lintel.export.Signature;
import lintel.export.Signature.Column;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs are told of each model's rows. */
class OpenApiTest {
    private static final String EXAMPLES = "/requestBody/content/application~1json/schema/$ref";

    @TempDir
    private Path folder;

    private static JsonNode schema(JsonNode document, String name) {
        JsonNode found = document.at("/components/schemas").path(name);
        return found.has("$ref") ? document.at(found.get("$ref").asText().substring(1)) : found;
    }

    @Test
    void namesColumnsTypesAndCategories() {
        try (Served served =
                Served.of(Served.export(SampleModels.refusing(false).model(), folder))) {
            JsonNode document = served.get("/openapi.json").json();
            JsonNode row = schema(document, "Row");
            assertEquals(
                    "[\"size\",\"colour\",\"sold\",\"weight\"]",
                    row.get("required").toString());
            assertEquals(
                    "{\"size\":{\"type\":\"number\",\"format\":\"float\"},"
                            + "\"colour\":{\"type\":\"string\",\"enum\":[\"blue\",\"grün\",\"red\"]},"
                            + "\"sold\":{\"type\":\"boolean\"},"
                            + "\"weight\":{\"type\":\"number\",\"format\":\"float\"}}",
                    row.get("properties").toString());
            JsonNode examples = schema(document, "Examples");
            assertEquals(
                    "{\"oneOf\":[{\"$ref\":\"#/components/schemas/Row-sample\"},"
                            + "{\"type\":\"array\",\"minItems\":1,"
                            + "\"items\":{\"$ref\":\"#/components/schemas/Row-sample\"}}]}",
                    examples.toString());
            assertEquals(
                    200, served.post("/predict", row.get("example").toString()).status());
        }
    }

    @Test
    void saysWhatMayBeNullOrNewAndHowManyStepsThereAre() {
        try (Served served = Served.of(Served.export(SampleModels.named("lstm").model(), folder))) {
            JsonNode document = served.get("/openapi.json").json();
            JsonNode row = schema(document, "Row");
            assertEquals(
                    "{\"type\":\"string\",\"description\":\"a category that training did not see has an answer, too\","
                            + "\"x-categories\":[\"blue\",\"grün\",\"red\"],\"nullable\":true}",
                    row.at("/properties/colour").toString());
            assertTrue(row.at("/properties/size/nullable").asBoolean());
            JsonNode sequence = schema(document, "Examples").at("/oneOf/0");
            assertEquals(1, sequence.get("minItems").asInt());
            assertEquals(100, sequence.get("maxItems").asInt());
            assertEquals(
                    "#/components/schemas/Row-sample",
                    sequence.at("/items/$ref").asText());
            assertEquals(sequence, schema(document, "Examples").at("/oneOf/1/items"));
            String example = "[" + row.get("example") + "]";
            assertEquals(200, served.post("/predict", example).status());
        }
    }

    @Test
    void eachOfSeveralModelsHasAPathOfItsOwn() {
        ModelSource rows = new ModelSource(
                Optional.of("rows"),
                Served.export(SampleModels.named("logistic").model(), folder.resolve("a")));
        ModelSource steps = new ModelSource(
                Optional.of("steps"), Served.export(SampleModels.named("lstm").model(), folder.resolve("b")));
        try (InferenceServer server = new InferenceServer(ServeOptions.standard(), List.of(rows, steps), event -> {})) {
            JsonNode document = json(new OpenApi(server.models(), read()).text(true));
            assertEquals(
                    "#/components/schemas/Examples-rows",
                    document.at("/paths/~1predict~1rows/post" + EXAMPLES).asText());
            assertEquals(
                    "#/components/schemas/Examples-steps",
                    document.at("/paths/~1predict~1steps/post" + EXAMPLES).asText());
            assertTrue(document.at("/paths/~1predict~1steps/parameters").isMissingNode());
            assertEquals(
                    "{\"anyOf\":[{\"$ref\":\"#/components/schemas/Row-rows\"},"
                            + "{\"$ref\":\"#/components/schemas/Row-steps\"}]}",
                    schema(document, "Row").toString());
            everyReferenceLeadsSomewhere(document, document);
        }
    }

    private static byte[] read() {
        try (var in = OpenApi.class.getResourceAsStream("openapi.json")) {
            return in.readAllBytes();
        } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static JsonNode json(byte[] text) {
        try {
            return Served.JSON.readTree(text);
        } catch (java.io.IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void everyReferenceLeadsSomewhere(JsonNode document, JsonNode node) {
        if (node.has("$ref")) {
            String place = node.get("$ref").asText().substring(1);
            assertFalse(document.at(place).isMissingNode(), place);
        }
        node.forEach(each -> everyReferenceLeadsSomewhere(document, each));
    }

    @Test
    void veryManyColumnsAndCategoriesAreCutOff() {
        List<Column> columns = new ArrayList<>();
        List<String> categories =
                IntStream.range(0, 2000).mapToObj(i -> "category " + i).toList();
        for (int i = 0; i < 3000; i++) {
            ColumnType type = i % 2 == 0 ? ColumnType.CATEGORICAL : ColumnType.NUMERIC;
            columns.add(new Column("c" + i, "c" + i, type, true, false, i % 2 == 0 ? categories : List.of()));
        }
        ObjectNode row = new RowSchema("wide", signature(columns, 0)).row();
        assertEquals(1000, row.get("properties").size());
        assertEquals(
                "these columns are required, and so are 2000 more, which /models/wide lists; columns that the model"
                        + " does not know are skipped",
                row.get("description").asText());
        assertEquals(2001, row.at("/properties/c0/enum").size());
        assertEquals(
                "one of 2000 categories, which /models/wide lists",
                row.at("/properties/c998/description").asText());
        assertTrue(row.toString().length() < 1_000_000);
        ObjectNode numbered = new RowSchema("sparse", signature(List.of(), 50)).row();
        assertEquals("number", numbered.at("/additionalProperties/type").asText());
    }

    private static Signature signature(List<Column> columns, int numbered) {
        return new Signature(
                "m",
                Target.Kind.BINARY,
                columns,
                numbered,
                List.of(""),
                Optional.empty(),
                List.of("no", "yes"),
                List.of(0.5),
                new Signature.Origin("2026-01-01T00:00:00Z", 1, new TreeMap<>()),
                new TreeMap<>());
    }
}
