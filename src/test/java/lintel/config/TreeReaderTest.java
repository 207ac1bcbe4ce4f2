package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Optional;
import lintel.config.Tree.Items;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeReaderTest {
    private static Tree read(String text) {
        Mistakes mistakes = new Mistakes();
        Tree tree = TreeReader.read(text, "x.yaml", mistakes).orElseThrow();
        mistakes.throwIfAny();
        return tree;
    }

    private static String error(String text) {
        return assertThrows(InputException.class, () -> read(text)).getMessage();
    }

    @Test
    void everyValueKeepsItsPlaceAndSourceText() {
        Mapping root = (Mapping) read("a: 1.0\nb:\n  - no\n  - 'x y'\n");

        assertEquals(
                Scalar.plain(new Place("x.yaml", 1, 4), "1.0"),
                root.entries().get("a").value());
        Items list = (Items) root.entries().get("b").value();
        assertEquals(Scalar.plain(new Place("x.yaml", 3, 5), "no"), list.items().get(0));
        assertEquals(
                new Scalar(new Place("x.yaml", 4, 5), "x y", ScalarType.TEXT),
                list.items().get(1));
        assertEquals(new Place("x.yaml", 2, 1), root.entries().get("b").key());
    }

    /** YAML 1.2.2, section 10.3.2 (core schema), without octal and hexadecimal; NaN and inf also without the dot. */
    @ParameterizedTest
    @CsvSource({
        "null, NULL",
        "~, NULL",
        "true, FLAG",
        "FALSE, FLAG",
        "yes, WORD",
        "no, WORD",
        "0, NUMBER",
        "-1, NUMBER",
        "+1.5e-3, NUMBER",
        "1., NUMBER",
        ".5, NUMBER",
        "1e5, NUMBER",
        ".nan, NUMBER",
        "-.inf, NUMBER",
        "NaN, NUMBER",
        "-inf, NUMBER",
        ".e5, WORD",
        "1e, WORD",
        "-, WORD",
        "., WORD",
        "1_000, WORD",
        "0x1F, WORD",
        "1.2.3, WORD",
        "2020-01-01, WORD",
        "infra, WORD",
        "nano, WORD"
    })
    void plainScalarsHaveTheTypesOfTheCoreSchema(String text, ScalarType type) {
        assertEquals(type, ScalarType.ofPlain(text));
    }

    @Test
    void nothingButCommentsIsNothing() {
        assertEquals(Optional.empty(), TreeReader.read("# only this\n", "x.yaml", new Mistakes()));
    }

    @Test
    void aKeyGivenTwiceSaysWhere() {
        assertEquals("x.yaml:3:3: 'a.b' is given twice, first in line 2", error("a:\n  b: 1\n  b: 2\n"));
    }

    @Test
    void keysMustBeText() {
        assertEquals("x.yaml:1:1: a key must be text, but is a list of 2", error("[a, b]: 1\n"));
        assertEquals("x.yaml:1:1: a key must be text, but is ''", error("'': 1\n"));
    }

    @Test
    void syntaxErrorsNameThePlace() {
        assertEquals("x.yaml:2:4: not valid YAML: mapping values are not allowed here", error("a: b\n  c: d\n"));
        assertTrue(error("a: [1, 2\n").startsWith("x.yaml:2:1: not valid YAML: "), error("a: [1, 2\n"));
        assertTrue(error("\ta: 1\n").startsWith("x.yaml:1:1: not valid YAML: "), error("\ta: 1\n"));
        assertTrue(error("a: \u0007\n").startsWith("x.yaml: not valid YAML: "), error("a: \u0007\n"));
    }

    @Test
    void oneDocumentOnly() {
        assertEquals("x.yaml:3:1: holds a second document; one is expected", error("a: 1\n---\nb: 2\n"));
    }

    @Test
    void tagsNeverConstructAnything() {
        assertEquals(
                "x.yaml:1:4: YAML tags are not supported, but there is !!java.net.URL"
                        .replace("!!", "tag:yaml.org,2002:"),
                error("a: !!java.net.URL [http://localhost/]\n"));
        assertEquals("x.yaml:1:4: YAML tags are not supported, but there is !own", error("a: !own 1\n"));
    }

    @Test
    void aliasesStandForWhatTheyName() {
        Mapping root = (Mapping) read("a: &x [1, 2]\nb: *x\n");
        assertEquals(root.entries().get("a").value(), root.entries().get("b").value());
        assertEquals("x.yaml:1:4: the alias *y names nothing above it", error("a: *y\n"));
        assertEquals("x.yaml:1:8: the alias *x names nothing above it", error("a: &x [*x]\n"));
    }

    @Test
    void billionLaughsEndAtTheCap() {
        StringBuilder text = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 10; i++) {
            String ten = String.join(", ", Collections.nCopies(10, "*a" + (i - 1)));
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ten));
        }
        assertTrue(error(text.toString()).endsWith(": holds more than 100000 values"), error(text.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void depthEndsAtTheCapWhateverTheBrackets(String open) {
        String message = error(open.repeat(10_000));
        assertTrue(message.endsWith(": is nested deeper than 50 levels"), message);
    }

    @Test
    void sizeEndsAtTheCap() {
        String message = error("a: " + "x".repeat(TreeReader.LONGEST_TEXT));
        assertTrue(message.startsWith("x.yaml: not valid YAML: "), message);
    }
}
