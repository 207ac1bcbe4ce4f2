package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonFieldsTest {
    private enum Fruit {
        RED_APPLE,
        PEAR
    }

    private static JsonFields parse(String json) {
        try {
            return JsonFields.of(new JsonMapper().readTree(json), "basket");
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void assertMistake(String message, Executable read) {
        assertEquals(message, assertThrows(InputException.class, read).getMessage());
    }

    @Test
    void rightValuesAreRead() {
        JsonFields basket = parse(
                """
                {"text": "a", "flag": true, "count": 3, "share": 0.5, "fruit": "red-apple",
                 "texts": ["x", "y"], "numbers": [1, 2.5], "inner": {"count": -1}, "none": null}
                """);
        assertEquals("a", basket.text("text"));
        assertTrue(basket.flag("flag"));
        assertEquals(3, basket.integer("count", 0, 3));
        assertEquals(0.5, basket.number("share", 0, 1));
        assertEquals(Fruit.RED_APPLE, basket.choice("fruit", Fruit.class));
        assertEquals(List.of("x", "y"), basket.texts("texts"));
        assertEquals(List.of(1.0, 2.5), basket.numbers("numbers", 0, 5));
        assertEquals(-1, basket.object("inner").integer("count", -1, 1));
        assertFalse(basket.has("none"));
        assertFalse(basket.has("absent"));
        assertEquals(9, basket.keys().size());
    }

    @Test
    void wrongValuesAreNamedWithTheirPath() {
        JsonFields basket =
                parse("{\"a\": 7, \"b\": [1, \"x\"], \"c\": {\"d\": \"e\"}, \"big\": 1e999, \"s\": \"kiwi\"}");
        assertMistake("'basket.x' must be a text, but is absent", () -> basket.text("x"));
        assertMistake("'basket.a' must be a text, but is 7", () -> basket.text("a"));
        assertMistake("'basket.a' must be true or false, but is 7", () -> basket.flag("a"));
        assertMistake("'basket.a' must be an integer in [0, 6], but is 7", () -> basket.integer("a", 0, 6));
        assertMistake("'basket.c' must be an integer in [0, 6], but is {\"d\":\"e\"}", () -> basket.integer("c", 0, 6));
        assertMistake("'basket.b[1]' must be a number in [0.0, 9.0], but is \"x\"", () -> basket.numbers("b", 0, 9));
        assertMistake("'basket.b[0]' must be a text, but is 1", () -> basket.texts("b"));
        assertMistake("'basket.a' must be a list, but is 7", () -> basket.texts("a"));
        assertMistake("'basket.a' must be an object, but is 7", () -> basket.object("a"));
        assertMistake("'basket.c.d' must be true or false, but is \"e\"", () -> basket.object("c")
                .flag("d"));
        assertMistake(
                "'basket.s' must be one of red-apple, pear, but is \"kiwi\"", () -> basket.choice("s", Fruit.class));
        assertThrows(InputException.class, () -> basket.number("big", -Double.MAX_VALUE, Double.MAX_VALUE));
        assertMistake("'basket' must be an object, but is absent", () -> JsonFields.of(null, "basket"));
    }

    @Test
    void aLongValueIsCutShort() {
        JsonFields basket = parse("{\"a\": \"" + "z".repeat(100_000) + "\"}");
        String message =
                assertThrows(InputException.class, () -> basket.flag("a")).getMessage();
        assertTrue(message.length() < 120, message);
    }
}
