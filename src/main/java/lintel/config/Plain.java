package lintel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain Java values as a tree, as if they had been written in a file. */
final class Plain {
    private Plain() {}

    /**
     * @param key names the value in messages
     * @throws IllegalArgumentException if the value is none of text, number, boolean, list, map or null
     */
    static Tree tree(String key, Object value) {
        Place place = Place.of(key + "=" + Quote.shortened(String.valueOf(value)));
        if (value instanceof Map<?, ?> map) {
            Map<String, Tree.Entry> entries = new LinkedHashMap<>();
            map.forEach((name, each) ->
                    entries.put(String.valueOf(name), new Tree.Entry(place, tree(key + "." + name, each))));
            return new Tree.Mapping(place, entries);
        }
        if (value instanceof List<?> list) {
            List<Tree> items = new ArrayList<>();
            list.forEach(each -> items.add(tree(key, each)));
            return new Tree.Items(place, items);
        }
        if (value instanceof String text) {
            return Tree.Scalar.quoted(place, text);
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return Tree.Scalar.plain(place, String.valueOf(value));
        }
        throw new IllegalArgumentException(
                "'%s' cannot be a %s".formatted(key, value.getClass().getName()));
    }
}
