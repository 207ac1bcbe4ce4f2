package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What validate says of exports that a config cannot promise. */
class ExportRulesTest {
    private static final String TABLE = "data: {source: %s, target: y%s}\nmodel: %s\nexport: [onnx, %s]\n";

    private static List<String> mistakes(String yaml) {
        return assertThrows(InputException.class, () -> ConfigReader.read(yaml, "x.yaml"))
                .mistakes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        a.csv | ``                         | {lstm: {layers: 2}} | json | it holds 'model: logistic' only
        a.csv | ``                         | {lstm: {layers: 2}} | pmml | it holds 'model: logistic' only
        a.csv | `, sequences: {id: i}`     | logistic | json | \
        the steps 'flatten' and 'summarize' have no form there; 'onnx' has them
        a.csv | `, types: {c: categorical}` | logistic | openvino | \
        the step 'one-hot' has no form there, and column 'c' is categorical
        a.csv | ``                         | logistic | web | \
        it needs the files of onnxruntime-web; use 'lintel export RUN --to web --runtime DIR'
        """)
    void refuses(String source, String more, String model, String format, String reason) {
        List<String> found = mistakes(TABLE.formatted(source, more, model, format));
        String wanted = "x.yaml:3:16: 'export[1]' must not be '%s': %s".formatted(format, reason);
        assertEquals(
                List.of(wanted),
                found.stream().filter(line -> line.contains("export")).toList());
    }

    @Test
    void pmmlHoldsOneTargetOfNamedColumns() {
        assertEquals(
                List.of("x.yaml:3:10: 'export[0]' must not be 'pmml': it holds one target, but 'data.target.columns'"
                        + " makes several"),
                mistakes("data: {source: a.csv, target: {columns: [a, b]}}\nmodel: logistic\nexport: [pmml]\n"));
        assertEquals(
                List.of("x.yaml:3:9: 'export' must not be 'pmml': its columns have names, but those of an SVMLight file"
                        + " are numbered"),
                mistakes("data: {source: a.svm, target: label}\nmodel: logistic\nexport: pmml\n").stream()
                        .map(line -> line.replace("'export[0]'", "'export'"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target: y, missing: ['', \"a\\tb\"]",
                "target: {column: y, positive: \"a\\tb\"}",
                "target: {column: y, classes: {\"a\\tb\": [1], c: [2]}}",
                "target: y, types: {\"a\\tb\": numeric}"
            })
    void pmmlHoldsNoControlCharacters(String data) {
        String yaml = "data: {source: a.csv, %s}\nmodel: logistic\nexport: [onnx, pmml]\n".formatted(data);
        assertEquals(
                List.of("x.yaml:3:16: 'export[1]' must not be 'pmml': XML keeps no tabs, ends of lines or other control"
                        + " characters, as 'a?b' has"),
                mistakes(yaml));
    }

    @Test
    void aFormatIsNamedOnceAndKnown() {
        String yaml = "data: {source: a.csv, target: y}\nmodel: logistic\nexport: [onnx, onnx, tensorflow]\n";
        assertEquals(
                List.of(
                        "x.yaml:3:16: 'export[1]' repeats 'onnx'",
                        "x.yaml:3:22: 'export[2]' must be one of onnx, json, pmml, triton, mlflow, kserve, openvino,"
                                + " web, but is tensorflow"),
                mistakes(yaml).stream()
                        .map(line -> line.replace("'tensorflow'", "tensorflow"))
                        .toList());
    }

    @Test
    void theCardMayBeLeftOutOrFilledIn() {
        String yaml = "data: {source: a.csv, target: y}\nmodel: logistic\ncard: {licence: CC0, limits: None known.}\n";
        CardConfig card = ConfigReader.read(yaml, "x.yaml").config().card();
        assertEquals("CC0", card.licence().orElseThrow());
        assertEquals("None known.", card.limits().orElseThrow());
        assertEquals(java.util.Optional.empty(), card.summary());
    }
}
