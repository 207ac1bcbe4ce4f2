package lintel.config;

import java.util.ArrayList;
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
        Place place = Place.of("-o " + Quote.shortened(typed));
        int equals = typed.indexOf('=');
        if (equals < 1) {
            mistakes.add(place, "must be key.path=value, for example -o training.epochs=5");
            return tree;
        }
        List<String> keys = steps(typed.substring(0, equals).strip());
        Form form = known(keys, place, mistakes);
        Tree value =
                form == null ? null : value(form, typed.substring(equals + 1).strip(), place, mistakes);
        return value == null ? tree : (Mapping) set(Forms.experiment(), tree, keys, value);
    }

    /** The tree with the value in place; unchanged, and a mistake noted, if no rule knows the key. */
    static Mapping set(Mapping tree, String key, Tree value, Mistakes mistakes) {
        List<String> keys = steps(key);
        boolean known = known(keys, value.place(), mistakes) != null;
        return known ? (Mapping) set(Forms.experiment(), tree, keys, value) : tree;
    }

    /** Where text is wanted it may be typed without YAML's quotes: {@code -o data.sequences.files=*.csv}. */
    private static Tree value(Form form, String typed, Place place, Mistakes mistakes) {
        boolean quoted = typed.startsWith("\"") || typed.startsWith("'");
        if (form instanceof Text && !quoted) {
            return Scalar.plain(place, typed);
        }
        try {
            Optional<Tree> read = TreeReader.read(typed, place.source(), mistakes);
            return relocated(read.orElse(Scalar.plain(place, "")), place);
        } catch (InputException notYaml) {
            if (Shape.fits(form, Scalar.quoted(place, typed))) {
                return Scalar.quoted(place, typed);
            }
            mistakes.add(place, "the value must be valid YAML");
            return null;
        }
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

    /** A dotted name's keys; below a mapping whose keys are the user's the rest is one key, dots and all. */
    private static List<String> steps(String key) {
        List<String> keys = KeyPath.split(key);
        Form form = Forms.experiment();
        for (int i = 0; i < keys.size() && form != null; i++) {
            if (form instanceof MapOf || form instanceof Inline inline && inline.value() instanceof MapOf) {
                List<String> joined = new ArrayList<>(keys.subList(0, i));
                joined.add(String.join(".", keys.subList(i, keys.size())));
                return joined;
            }
            form = child(form, keys.get(i));
        }
        return keys;
    }

    /** The form of the value so named; null, and a mistake noted, if no rule knows it. */
    private static Form known(List<String> keys, Place place, Mistakes mistakes) {
        Form form = Forms.experiment();
        String path = "";
        for (String key : keys) {
            Form child = child(form, key);
            if (child == null) {
                mistakes.add(place, UnknownKey.message(path, key, Shape.keys(form)));
                return null;
            }
            form = child;
            path = KeyPath.child(path, key);
        }
        return form;
    }

    private static Tree set(Form form, Tree tree, List<String> keys, Tree value) {
        if (keys.isEmpty()) {
            return value;
        }
        String name = keys.get(0);
        Mapping mapping = Shape.opened(form, tree);
        boolean otherChoice =
                mapping != null && form instanceof Named && !mapping.entries().containsKey(name);
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (mapping != null && !otherChoice) {
            entries.putAll(mapping.entries());
        }
        if (keys.size() == 1 && value instanceof Scalar scalar && scalar.type() == ScalarType.NULL) {
            entries.remove(name);
        } else {
            Tree before = entries.containsKey(name) ? entries.get(name).value() : null;
            Tree after = set(child(form, name), before, keys.subList(1, keys.size()), value);
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
