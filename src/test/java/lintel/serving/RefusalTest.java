package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lintel.network.SampleModels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client does wrong is its fault: a status from 400 to 499 and one line that names the place. */
class RefusalTest {
    private static final String INFER = "/v2/models/sample/infer";
    private static final String ROW = "{'colour': 'red', 'sold': true, 'size': 1.5, 'weight': 2}";

    @TempDir
    private static Path folder;

    private static Served rows;
    private static Served strictRows;
    private static Served strictSequences;
    private static Served sequences;

    @BeforeAll
    static void start() {
        rows = Served.of(Served.export(SampleModels.named("logistic").model(), folder.resolve("rows")));
        sequences = Served.of(Served.export(SampleModels.named("lstm").model(), folder.resolve("sequences")));
    }

    @BeforeAll
    static void startTheStrict() {
        strictRows = Served.of(Served.export(SampleModels.refusing(false).model(), folder.resolve("strict-rows")));
        strictSequences =
                Served.of(Served.export(SampleModels.refusing(true).model(), folder.resolve("strict-sequences")));
    }

    @AfterAll
    static void stop() {
        strictRows.close();
        strictSequences.close();
        rows.close();
        sequences.close();
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            5 ~ the body must be an object of named columns, or a list of such objects, but is a number
            [] ~ the list of rows must not be empty
            [5] ~ row 1 must be an object of named columns, but is a number
            {} ~ row 1: columns 'size', 'colour', 'sold', 'weight' are missing (give null for a missing value)
            {'colour': 'red', 'sold': true, 'size': 1} ~ row 1: column 'weight' is missing (give null for a missing va
            [{'colour': 1, 'size': 'x'}] ~ row 1: column 'size' must be a finite number, or null for missing, but is 'x'
            {'colour': 1, 'sold': true, 'size': 1e39, 'weight': 1} ~ row 1: column 'size' must be a finite number, or
            {'colour': 1, 'sold': true, 'size': true, 'weight': 1} ~ row 1: column 'size' must be a finite number, or
            {'colour': 1, 'sold': 2, 'size': 1, 'weight': 1} ~ row 1: column 'sold' must be true or false, or null for
            {'colour': [1], 'sold': true, 'size': 1, 'weight': 1} ~ row 1: column 'colour' must be a number, text, tru
            {'size': 1, 'size': 2} ~ row 1: column 'size' is there twice
            {'size': 1} {} ~ row 1: columns 'colour', 'sold', 'weight' are missing (give null for a missing value)
            {'size' ~ the body is not valid JSON at line 1, column 8: Unexpected end-of-input
            """)
    void namedColumns(String body, String error) {
        refused(400, error, rows.post("/predict", json(body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            {} ~ 'inputs' is missing
            {'inputs': 5} ~ 'inputs' must be a list, but is a number
            {'inputs': [5]} ~ inputs[0] must be an object, but is a number
            {'inputs': []} ~ input 'size' is missing
            {'inputs': [{'name': 'size'}]} ~ input 'size': 'shape' is missing
            {'inputs': [{'shape': [1, 1]}]} ~ inputs[0]: 'name' is missing
            {'inputs': [{'name': 5}]} ~ inputs[0]: 'name' must be a text, but is a number
            {'inputs': [{'shape': [0]}]} ~ inputs[0]: 'shape' must be a list of 1 to 3 whole numbers of at least 1
            {'inputs': [{'shape': [1, 1, 1, 1]}]} ~ inputs[0]: 'shape' must be a list of 1 to 3 whole numbers of at le
            {'inputs': [{'shape': [1.5]}]} ~ inputs[0]: 'shape' must be a list of 1 to 3 whole numbers of at least 1
            {'inputs': [{'datatype': 'fp32'}]} ~ inputs[0]: 'datatype' must be one of BOOL, UINT8, UINT16, UINT32, UIN
            {'inputs': [{'data': {}}]} ~ inputs[0]: 'data' must be a list, but is an object
            {'inputs': [{'data': [{}]}]} ~ inputs[0]: 'data' must hold no objects
            {'inputs': [{'data': [1, [2]]}]} ~ inputs[0]: 'data' must have all its values in equally nested lists
            {'inputs': [{'data': [[1], [2, 3]]}]} ~ inputs[0]: 'data' has lists of unequal length within it
            {'inputs': [{'data': [[[[1]]]]}]} ~ inputs[0]: 'data' must not be nested more than 3 deep
            {'inputs': [{'data': [1e60]}]} ~ inputs[0]: 'data' must hold finite 32-bit numbers, but has 1e60
            {'inputs': [], 'inputs': []} ~ 'inputs' is there twice
            {'inputs': [], 'id': 5} ~ 'id' must be a text, but is a number
            {'inputs': [], 'id': null, 'outputs': null, 'parameters': null} ~ input 'size' is missing
            {'inputs': [], 'outputs': [{'name': 'labels'}]} ~ 'outputs' must name some of probability, label, but has
            {'inputs': [], 'outputs': [5]} ~ outputs[0] must be an object with the text 'name'
            """)
    void tensors(String body, String error) {
        refused(400, error, rows.post(INFER, json(body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            FP32 ~ [2, 1] ~ [1] ~ input 'size': 'shape' [2, 1] means 2 values, but 'data' has 1
            FP32 ~ [1] ~ [1] ~ input 'size': 'shape' must be [rows, 1], but is [1]
            FP32 ~ [1, 2] ~ [1, 2] ~ input 'size': 'shape' must be [rows, 1], but is [1, 2]
            FP32 ~ [2, 1] ~ [1, 2] ~ input 'colour': 'shape' must be [2, 1], but is [1, 1]
            BYTES ~ [1, 1] ~ ['1'] ~ input 'size': 'datatype' must be one of numbers, but is BYTES
            INT8 ~ [1, 1] ~ [1.5] ~ input 'size': 'data' must hold values of its datatype, INT8, but value 1 is 1.5
            UINT8 ~ [1, 1] ~ [300] ~ input 'size': 'data' must hold values of its datatype, UINT8, but value 1 is 300.
            FP32 ~ [1, 1] ~ ['a'] ~ input 'size': 'data' must hold values of its datatype, FP32, but value 1 is 'a'
            FP32 ~ [1, 1] ~ [true] ~ input 'size': 'data' holds true or false, but its datatype is FP32
            """)
    void oneTensorAmongGoodOnes(String datatype, String shape, String data, String error) {
        String body =
                """
                {'inputs': [{'name': 'size', 'datatype': '%s', 'shape': %s, 'data': %s},
                {'name': 'colour', 'datatype': 'BYTES', 'shape': [1, 1], 'data': ['red']},
                {'name': 'sold', 'datatype': 'FP32', 'shape': [1, 1], 'data': [1]},
                {'name': 'weight', 'datatype': 'FP32', 'shape': [1, 1], 'data': [null]}]}
                """
                        .formatted(datatype, shape, data);
        refused(400, error, rows.post(INFER, json(body)));
        assertEquals(
                200,
                rows.post(
                                INFER,
                                json(body.replaceFirst(
                                        "'datatype': .*?},",
                                        "'datatype': 'FP32'," + " 'shape': [1, 1], 'data': [[1]]},")))
                        .status());
    }

    /** {@code missing: error} and {@code unseen: error}, in the second of two rows, or in a sequence's second step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            textBlock =
                    """
            size ~ null ~ must not be missing
            size ~ '?' ~ must not be missing
            weight ~ null ~ must not be missing
            sold ~ null ~ must not be missing
            colour ~ null ~ must not be missing
            colour ~ '' ~ must not be missing
            colour ~ ' ? ' ~ must not be missing
            colour ~ 'mauve' ~ must be one of the categories known from training, but is 'mauve'
            colour ~ 'Red' ~ must be one of the categories known from training, but is 'Red'
            """)
    void whatAPolicyRefuses(String column, String value, String error) {
        String bad = ROW.replaceFirst("'%s': [^,}]+".formatted(column), "'%s': %s".formatted(column, value));
        String line = ": column '%s' %s".formatted(column, error);
        String pair = json("[%s, %s]".formatted(ROW, bad));
        refused(400, "row 2" + line, strictRows.post("/predict", pair));
        refused(400, "row 1" + line, strictRows.post("/predict", json(bad)));
        refused(400, "sequence 1, step 2" + line, strictSequences.post("/predict", pair));
        refused(
                400,
                "sequence 2, step 1" + line,
                strictSequences.post("/predict", json("[[%s], [%s]]".formatted(ROW, bad))));
        boolean text = column.equals("colour");
        if (text || value.equals("null")) { // a tensor of numbers holds no texts
            refused(400, "row 2" + line, strictRows.post(INFER, tensors("[2, 1]", column, value)));
            refused(400, "sequence 1, step 2" + line, strictSequences.post(INFER, tensors("[1, 2, 1]", column, value)));
        }
        String good = json("[%s, %s]".formatted(ROW, ROW));
        assertEquals(200, strictRows.post("/predict", good).status());
        assertEquals(200, strictSequences.post("/predict", good).status());
        assertEquals(
                200,
                strictRows.post(INFER, tensors("[2, 1]", "colour", "'blue'")).status());
        assertEquals(
                200,
                strictSequences
                        .post(INFER, tensors("[1, 2, 1]", "colour", "'blue'"))
                        .status());
    }

    /** Two rows or steps, good but for one value of the second. */
    private static String tensors(String shape, String column, String second) {
        StringBuilder inputs = new StringBuilder();
        for (String name : new String[] {"size", "colour", "sold", "weight"}) {
            String first = name.equals("colour") ? "'red'" : name.equals("sold") ? "true" : "1.5";
            String type = name.equals("colour") ? "BYTES" : name.equals("sold") ? "BOOL" : "FP32";
            inputs.append(inputs.isEmpty() ? "" : ", ")
                    .append("{'name': '%s', 'datatype': '%s', 'shape': %s, 'data': [%s, %s]}"
                            .formatted(name, type, shape, first, name.equals(column) ? second : first));
        }
        return json("{'inputs': [%s]}".formatted(inputs));
    }

    @Test
    void sequencesOfTheWrongLengthOrShape() {
        refused(400, "the list must not be empty", sequences.post("/predict", "[]"));
        refused(400, "sequence 1 must be a list of steps, but is a number", sequences.post("/predict", "[5]"));
        refused(400, "sequence 1 must have 1 to 100 steps, but has 0", sequences.post("/predict", "[[]]"));
        String row = json(ROW);
        String long101 = "[" + (row + ",").repeat(100) + row + "]";
        refused(400, "sequence 1 must have 1 to 100 steps, but has 101", sequences.post("/predict", long101));
        refused(
                400,
                "sequence 2, step 1: columns 'size', 'colour', 'sold', 'weight' are missing (give null for a missing"
                        + " value)",
                sequences.post("/predict", "[[" + row + "], [{}]]"));
        String tensors = json("{'inputs': [{'name': 'size', 'datatype': 'FP32', 'shape': [1, 2, 1], 'data': [1, 2]},"
                + "{'name': 'lengths', 'datatype': 'INT32', 'shape': [1], 'data': [%s]}]}");
        refused(400, "input 'colour' is missing", sequences.post(INFER, tensors.formatted("3")));
    }

    @Test
    void bodiesThatAreNoJson() {
        refused(400, "the body is empty, but must be JSON", rows.post("/predict", ""));
        byte[] latin = json("{'colour': 'gr\u00fcn'}").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(400, rows.post("/predict", latin).status());
        assertTrue(rows.post("/predict", latin).error().startsWith("the body is not valid JSON"));
        refused(
                400,
                "the body is not valid JSON: Document nesting depth",
                rows.post(INFER, "{\"x\":" + "[".repeat(9999)));
        refused(400, "the body is not valid JSON", rows.post("/predict", "[" + "1".repeat(100_000) + "]"));
        refused(
                400,
                "the body must end after its JSON, but goes on at line 1",
                rows.post("/predict", json(ROW + " {}")));
    }

    @Test
    void pathsMethodsAndTypes() {
        refused(404, "there is nothing at '/v3'; /openapi.json lists what there is", rows.get("/v3"));
        refused(404, "there is no model 'sampel' (did you mean 'sample'?)", rows.get("/v2/models/sampel"));
        Served.Reply version = rows.get("/v2/models/sample/versions/1");
        assertEquals(404, version.status());
        assertTrue(version.error().matches("model 'sample' is at version '[0-9a-f]{12}', not '1'"), version.error());
        Served.Reply method = rows.get(INFER);
        refused(405, "the method must be POST here, but is GET", method);
        assertEquals("POST", method.response().headers().firstValue("Allow").orElseThrow());
        HttpRequest.Builder plain = HttpRequest.newBuilder(rows.uri("/predict"));
        refused(
                415,
                "the header Content-Type must be application/json, but is 'text/plain'",
                rows.send(plain.header("Content-Type", "text/plain").POST(BodyPublishers.ofString(json(ROW)))));
        refused(
                415,
                "the body must not be compressed",
                rows.send(HttpRequest.newBuilder(rows.uri("/predict"))
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString(json(ROW)))));
        refused(400, "'shares' must be true or false, but is '1'", rows.post("/predict?shares=1", json(ROW)));
        refused(
                400,
                "'shares' are there for logistic regression whose model.json stands beside its graph",
                rows.post("/predict?shares=true", json(ROW)));
    }

    @Test
    void tooMuch() {
        String many = "[" + (json(ROW) + ",").repeat(4096) + json(ROW) + "]";
        refused(400, "at most 4096 rows or sequences may be sent at once, not 4097", rows.post("/predict", many));
        refused(413, "the body must have at most 4194304 bytes", rows.post("/predict", " ".repeat((4 << 20) + 1)));
        HttpRequest.Builder chunked = HttpRequest.newBuilder(rows.uri("/predict"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[(4 << 20) + 1])));
        refused(413, "the body must have at most 4194304 bytes", rows.send(chunked));
    }

    private static void refused(int status, String error, Served.Reply reply) {
        assertEquals(error, reply.error().substring(0, Math.min(reply.error().length(), error.length())));
        assertEquals(status, reply.status());
        assertEquals(
                "application/json",
                reply.response().headers().firstValue("Content-Type").orElseThrow());
    }
}
