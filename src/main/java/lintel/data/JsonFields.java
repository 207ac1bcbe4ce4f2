package lintel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lintel.config.InputException;

/** Reading JSON that anyone may have written: every field is checked, and the message names it. */
public final class JsonFields {
    private static final int SHOWN = 60;

    private JsonFields() {}

    /** @throws InputException if there is no such field */
    public static JsonNode field(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null) {
            throw mistake(key, "present", object);
        }
        return value;
    }

    public static String text(JsonNode object, String key) {
        JsonNode value = field(object, key);
        if (!value.isTextual()) {
            throw mistake(key, "a text", value);
        }
        return value.textValue();
    }

    public static boolean flag(JsonNode object, String key) {
        JsonNode value = field(object, key);
        if (!value.isBoolean()) {
            throw mistake(key, "true or false", value);
        }
        return value.booleanValue();
    }

    /** @return an integer in [min, max] */
    public static int integer(JsonNode object, String key, int min, int max) {
        JsonNode value = field(object, key);
        if (!(value.isInt() && value.intValue() >= min && value.intValue() <= max)) {
            throw mistake(key, "an integer in [%d, %d]".formatted(min, max), value);
        }
        return value.intValue();
    }

    /** @return a finite number */
    public static double number(JsonNode object, String key) {
        JsonNode value = field(object, key);
        if (!(value.isNumber() && Double.isFinite(value.doubleValue()))) {
            throw mistake(key, "a finite number", value);
        }
        return value.doubleValue();
    }

    /** A constant of {@code type}, written as {@link #word}. */
    public static <E extends Enum<E>> E choice(JsonNode object, String key, Class<E> type) {
        String found = text(object, key);
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(found)) {
                return constant;
            }
        }
        throw mistake(key, "one of " + List.of(type.getEnumConstants()), found);
    }

    public static List<String> texts(JsonNode object, String key) {
        return list(object, key, item -> {
            if (!item.isTextual()) {
                throw mistake(key, "a list of texts", item);
            }
            return item.textValue();
        });
    }

    /** What {@code read} makes of each item of an array. */
    public static <T> List<T> list(JsonNode object, String key, Function<JsonNode, T> read) {
        JsonNode array = field(object, key);
        if (!array.isArray()) {
            throw mistake(key, "a list", array);
        }
        List<T> items = new ArrayList<>(array.size());
        array.forEach(item -> items.add(read.apply(item)));
        return items;
    }

    public static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    /** The constant as configs and JSON write it: {@code MIN_MAX} is {@code min-max}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code 'key' must be rule, but is found}, with a long value cut. */
    public static InputException mistake(String key, String rule, Object found) {
        String shown = String.valueOf(found);
        return new InputException("'%s' must be %s, but is %s"
                .formatted(key, rule, shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown));
    }
}
