package lintel.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One JSON object of a file that anyone may have written: every value asked for is there and of the right type, or an
 * {@link InputException} says which key is wrong and what stands there.
 */
public final class JsonFields {
    private final JsonNode object;
    private final String path;

    private JsonFields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * @param node  may be null, or of any type
     * @param place what messages call the object, such as {@code decision}
     * @throws InputException if the node is not an object
     */
    public static JsonFields of(JsonNode node, String place) {
        return new JsonFields(require(node, node != null && node.isObject(), place, "an object"), place);
    }

    public boolean has(String key) {
        return object.hasNonNull(key);
    }

    /** The keys in the order they stand in the file. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The value as it stands, or null. */
    public JsonNode node(String key) {
        return object.get(key);
    }

    public String text(String key) {
        return text(object.get(key), place(key));
    }

    public boolean flag(String key) {
        JsonNode node = object.get(key);
        return require(node, node != null && node.isBoolean(), place(key), "true or false")
                .booleanValue();
    }

    /** @return a finite number in [least, most] */
    public double number(String key, double least, double most) {
        return number(object.get(key), place(key), least, most);
    }

    /** @return an integer in [least, most] */
    public long integer(String key, long least, long most) {
        return integer(object.get(key), place(key), least, most);
    }

    /** An enum constant written as the config writes it: lower case, words joined by a hyphen. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        String found = text(key);
        for (E constant : type.getEnumConstants()) {
            if (written(constant).equals(found)) {
                return constant;
            }
        }
        String choices =
                Stream.of(type.getEnumConstants()).map(JsonFields::written).collect(Collectors.joining(", "));
        throw wrong(object.get(key), place(key), "one of " + choices);
    }

    public List<String> texts(String key) {
        return list(key, JsonFields::text);
    }

    public List<Double> numbers(String key, double least, double most) {
        return list(key, (node, place) -> number(node, place, least, most));
    }

    public List<Integer> integers(String key, int least, int most) {
        return list(key, (node, place) -> (int) integer(node, place, least, most));
    }

    public JsonFields object(String key) {
        return of(object.get(key), place(key));
    }

    public List<JsonFields> objects(String key) {
        return list(key, JsonFields::of);
    }

    /** @param item makes one entry from its node and its place; both its arguments are as untrusted as the file */
    public <T> List<T> list(String key, BiFunction<JsonNode, String, T> item) {
        JsonNode array = object.get(key);
        require(array, array != null && array.isArray(), place(key), "a list");
        List<T> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(item.apply(array.get(i), "%s[%d]".formatted(place(key), i)));
        }
        return List.copyOf(items);
    }

    /** A mistake in the value of {@code key}, for rules that need more than one value. */
    public InputException mistake(String key, String rule) {
        return wrong(object.get(key), place(key), rule);
    }

    /** How JSON and YAML write an enum constant: {@code MOST_FREQUENT} is {@code most-frequent}. */
    public static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String place(String key) {
        return path + "." + key;
    }

    private static String text(JsonNode node, String place) {
        return require(node, node != null && node.isTextual(), place, "a text").textValue();
    }

    private static double number(JsonNode node, String place, double least, double most) {
        double value = node != null && node.isNumber() ? node.doubleValue() : Double.NaN;
        boolean right = value >= least && value <= most && Double.isFinite(value);
        require(node, right, place, "a number in [%s, %s]".formatted(least, most));
        return value;
    }

    private static long integer(JsonNode node, String place, long least, long most) {
        boolean integer = node != null && node.isIntegralNumber() && node.canConvertToLong();
        boolean right = integer && node.longValue() >= least && node.longValue() <= most;
        return require(node, right, place, "an integer in [%d, %d]".formatted(least, most))
                .longValue();
    }

    private static JsonNode require(JsonNode node, boolean right, String place, String rule) {
        if (!right) {
            throw wrong(node, place, rule);
        }
        return node;
    }

    private static InputException wrong(JsonNode node, String place, String rule) {
        String found = node == null ? "absent" : node.toString();
        String shown = found.length() <= 60 ? found : found.substring(0, 60) + "…";
        return new InputException("'%s' must be %s, but is %s".formatted(place, rule, shown));
    }
}
