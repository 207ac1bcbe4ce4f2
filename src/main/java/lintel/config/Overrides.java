package lintel.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.Form.Block;
import lintel.config.Form.ByShape;
import lintel.config.Form.Inline;
import lintel.config.Form.Key;
import lintel.config.Form.MapOf;
import lintel.config.Form.Named;
import lintel.config.Form.Text;
import lintel.config.Tree.Entry;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;

/** Replaces single values of a tree by their dotted names, before it is bound: {@code -o training.epochs=5}. */
final class Overrides {
    private Overrides() {}

    /** @param typed {@code key.path=value}, the value in YAML; {@code null} removes the key */
    static Mapping apply(Mapping tree, String typed, Mistakes mistakes) {
        String source = "-o " + Quote.shortened(typed);
        int equals = typed.indexOf('=');
        if (equals < 1) {
            mistakes.add(Place.of(source), "must be key.path=value, for example -o training.epochs=5");
            return tree;
        }
        String key = typed.substring(0, equals).strip();
        String value = typed.substring(equals + 1);
        return set(tree, key, value(key, value, source, mistakes), mistakes);
    }

    /** Where text is wanted it may be typed without YAML's quotes: {@code -o data.sequences.files=*.csv}. */
    private static Tree value(String key, String typed, String source, Mistakes mistakes) {
        String text = typed.strip();
        boolean quoted = text.startsWith("\"") || text.startsWith("'");
        Form form = Forms.experiment();
        for (String step : KeyPath.split(key)) {
            form = form == null ? null : child(form, step);
        }
        if (form instanceof Text && !quoted) {
            return Scalar.plain(Place.of(source), text);
        }
        Optional<Tree> read = TreeReader.read(text, source, mistakes);
        return relocated(read.orElse(Scalar.plain(Place.of(source), "")), Place.of(source));
    }

    /** Line and column inside an override help nobody. */
    private static Tree relocated(Tree tree, Place place) {
        if (tree instanceof Scalar scalar) {
            return new Scalar(place, scalar.text(), scalar.type());
        }
        if (tree instanceof Tree.Items items) {
            return new Tree.Items(
                    place,
                    items.items().stream().map(item -> relocated(item, place)).toList());
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        ((Mapping) tree)
                .entries()
                .forEach((key, entry) -> entries.put(key, new Entry(place, relocated(entry.value(), place))));
        return new Mapping(place, entries);
    }

    /** The tree with the value in place; unchanged, and a mistake noted, if no rule knows the key. */
    static Mapping set(Mapping tree, String key, Tree value, Mistakes mistakes) {
        return (Mapping) set(Forms.experiment(), tree, "", KeyPath.split(key), value, mistakes);
    }

    private static Tree set(Form form, Tree tree, String path, List<String> keys, Tree value, Mistakes mistakes) {
        if (keys.isEmpty()) {
            return value;
        }
        String name = form instanceof MapOf ? String.join(".", keys) : keys.get(0);
        List<String> rest = form instanceof MapOf ? List.of() : keys.subList(1, keys.size());
        Form child = child(form, name);
        if (child == null) {
            mistakes.add(value.place(), UnknownKey.message(path, name, Shape.keys(form)));
            return tree;
        }
        Mapping mapping = Shape.opened(form, tree);
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (mapping != null && !(form instanceof Named && !mapping.entries().containsKey(name))) {
            entries.putAll(mapping.entries());
        }
        if (rest.isEmpty() && value instanceof Scalar scalar && scalar.type() == ScalarType.NULL) {
            entries.remove(name);
        } else {
            Tree before = entries.containsKey(name) ? entries.get(name).value() : null;
            Tree after = set(child, before, KeyPath.child(path, name), rest, value, mistakes);
            entries.put(name, new Entry(value.place(), after));
        }
        return new Mapping(mapping == null ? value.place() : mapping.place(), entries);
    }

    /** The form of a key's value; null if the form has no such key. */
    private static Form child(Form form, String key) {
        if (form instanceof Block block) {
            return block.key(key).map(Key::form).orElse(null);
        }
        if (form instanceof Named named) {
            return named.choice(key).orElse(null);
        }
        if (form instanceof MapOf map) {
            return map.value();
        }
        if (form instanceof Inline inline) {
            return child(inline.value(), key);
        }
        if (form instanceof ByShape shapes) {
            for (Form choice : shapes.choices()) {
                Form found = child(choice, key);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
