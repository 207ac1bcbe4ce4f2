package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signature may come from anywhere: whatever is wrong with it is said in one line. */
class SignatureTest {
    private static final String SOUND = SignatureMaker.of(
                    ExportCases.all().get("lstm, mixed, EVERY_STEP").model())
            .json();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        "format":1         | "format":2        | must be at most 1: a newer Lintel wrote it
        "kind":"binary"    | "kind":"ternary"  | 'signature.kind' must be one of binary, one-vs-rest, multi-label
        "classes":["no",   | "classes":["yes", | 'signature.classes' must be of distinct names
        "classes":["no",   | "classes":[       | 'signature.classes' must be two names, or one per output
        "thresholds":[0.3] | "thresholds":[2]  | 'signature.thresholds[0]' must be a number in [0.0, 1.0]
        "thresholds":[0.3] | "thresholds":[]   | 'signature.thresholds' must be a list of 1
        "fewest":1         | "fewest":0        | 'signature.steps.fewest' must be an integer in [1,
        "input":"size"     | "input":"colour"  | 'signature.columns' must be of distinct names
        "numeric"          | "text"            | 'signature.columns[1].type' must be one of numeric
        {"format"          | ["format"         | 'signature' is not JSON
        "format":1         | "format":1,"format":1 | 'signature' is not JSON: Duplicate field 'format'
        """)
    void namesWhatIsWrong(String part, String broken, String message) {
        assertTrue(SOUND.contains(part), SOUND);
        String text = SOUND.replaceFirst(java.util.regex.Pattern.quote(part), broken);
        InputException error = assertThrows(InputException.class, () -> Signature.parse(text));
        assertEquals(1, error.mistakes().size());
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void isCapped() {
        String text = " ".repeat(Signature.LONGEST + 1);
        assertEquals(
                "'signature' must have at most 16,777,216 characters",
                assertThrows(InputException.class, () -> Signature.parse(text)).getMessage());
    }

    @Test
    void saysWhatAGraphReads() {
        Signature signature = Signature.parse(SOUND);
        assertTrue(signature.perColumn());
        assertTrue(signature.everyStep());
        assertEquals(6, signature.features());
        assertEquals(1, signature.outputs());
        assertEquals(List.of("yes"), signature.outputNames());
        assertEquals("column:label", signature.columns().get(4).input());
        assertEquals("label", signature.columns().get(4).name());
        assertEquals(new Signature.Steps(true, 1, 100), signature.steps().orElseThrow());
    }
}
