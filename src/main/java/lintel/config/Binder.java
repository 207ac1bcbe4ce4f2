package lintel.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import lintel.config.Form.Block;
import lintel.config.Form.ByShape;
import lintel.config.Form.Decimal;
import lintel.config.Form.Flag;
import lintel.config.Form.Inline;
import lintel.config.Form.Key;
import lintel.config.Form.ListOf;
import lintel.config.Form.MapOf;
import lintel.config.Form.Named;
import lintel.config.Form.Text;
import lintel.config.Form.Whole;
import lintel.config.Form.Word;
import lintel.config.Tree.Entry;
import lintel.config.Tree.Items;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;

/**
 * Turns a tree into the records its form describes. Every method returns null where it found a mistake and
 * noted it.
 */
final class Binder {
    private final Mistakes mistakes;
    private final BiConsumer<Object, BoundBlock> betweenKeys;

    /** @param betweenKeys is shown every record made, to check the rules between its keys */
    Binder(Mistakes mistakes, BiConsumer<Object, BoundBlock> betweenKeys) {
        this.mistakes = mistakes;
        this.betweenKeys = betweenKeys;
    }

    /** @param path the value's dotted name, for messages */
    Object bind(Form form, Tree tree, String path) {
        if (form instanceof Block block) {
            return block(block, tree, path);
        }
        if (form instanceof Named named) {
            return named(named, tree, path);
        }
        if (form instanceof ByShape shapes) {
            for (Form choice : shapes.choices()) {
                if (Shape.fits(choice, tree)) {
                    return bind(choice, tree, path);
                }
            }
            return refuse(form, tree, path);
        }
        if (form instanceof Inline inline) {
            Object value = bind(inline.value(), tree, path);
            return value == null ? null : Forms.create(inline.constructor(), value);
        }
        if (form instanceof ListOf list) {
            return list(list, tree, path);
        }
        if (form instanceof MapOf map) {
            return map(map, tree, path);
        }
        Object value = tree instanceof Scalar scalar ? scalar(form, scalar) : null;
        return value == null ? refuse(form, tree, path) : value;
    }

    private Object block(Block block, Tree tree, String path) {
        Mapping mapping = Shape.opened(block, tree);
        if (mapping == null) {
            return refuse(block, tree, path);
        }
        List<String> known = block.keyNames();
        refuseUnknown(mapping, known, path);
        Object[] values = new Object[block.keys().size()];
        boolean bound = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(block.keys().get(i), mapping, known, path);
            bound &= values[i] != null;
        }
        if (!bound) {
            return null;
        }
        Object made = Forms.create(block.constructor(), values);
        betweenKeys.accept(made, new BoundBlock(mapping, path, mistakes));
        return made;
    }

    private Object value(Key key, Mapping mapping, List<String> known, String path) {
        String keyPath = KeyPath.child(path, key.name());
        Entry entry = mapping.entries().get(key.name());
        if (entry == null && key.optional()) {
            return Optional.empty();
        }
        if (entry == null && key.fallback() == null) {
            if (!misspelt(key.name(), mapping, known)) {
                String rule = key.form().rule();
                mistakes.add(mapping.place(), "'%s' is missing; it must be %s".formatted(keyPath, rule));
            }
            return null;
        }
        Tree fallback = key.fallback() instanceof Mapping ? Mapping.empty(mapping.place()) : key.fallback();
        Object value = bind(key.form(), entry == null ? fallback : entry.value(), keyPath);
        return key.optional() && value != null ? Optional.of(value) : value;
    }

    /** Whether an unknown key was probably meant to be this one: then saying so is enough. */
    private static boolean misspelt(String name, Mapping mapping, List<String> known) {
        for (String key : mapping.entries().keySet()) {
            if (!known.contains(key) && Nearest.to(key, known).equals(Optional.of(name))) {
                return true;
            }
        }
        return false;
    }

    private void refuseUnknown(Mapping mapping, List<String> known, String path) {
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                mistakes.add(entry.getValue().key(), UnknownKey.message(path, entry.getKey(), known));
            }
        }
    }

    private Object named(Named named, Tree tree, String path) {
        Mapping mapping = Shape.opened(named, tree);
        if (mapping == null) {
            return refuse(named, tree, path);
        }
        refuseUnknown(mapping, named.names(), path);
        List<String> chosen = new ArrayList<>(mapping.entries().keySet());
        chosen.retainAll(named.names());
        if (chosen.size() != 1) {
            String found = chosen.isEmpty() ? "none is given" : "there are " + String.join(" and ", chosen);
            boolean typo = chosen.isEmpty() && !mapping.entries().isEmpty();
            if (!typo) {
                mistakes.add(tree.place(), "'%s' must be exactly %s, but %s".formatted(path, named.rule(), found));
            }
            return null;
        }
        Block block = named.choice(chosen.get(0)).orElseThrow();
        Tree value = mapping.entries().get(block.name()).value();
        boolean bare = block.complete() && value instanceof Scalar scalar && scalar.type() == ScalarType.NULL;
        return block(block, bare ? Mapping.empty(value.place()) : value, KeyPath.child(path, block.name()));
    }

    private Object list(ListOf list, Tree tree, String path) {
        List<Tree> items = tree instanceof Items several ? several.items() : List.of(tree);
        if (tree instanceof Mapping || items.size() < list.atLeast()) {
            return refuse(list, tree, path);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String itemPath = tree instanceof Items ? path + "[" + i + "]" : path;
            Object value = bind(list.element(), items.get(i), itemPath);
            if (value != null && list.distinct() && values.contains(value)) {
                mistakes.add(items.get(i).place(), "'%s' repeats '%s'".formatted(itemPath, value));
            }
            values.add(value);
        }
        return values.contains(null) ? null : List.copyOf(values);
    }

    private Object map(MapOf map, Tree tree, String path) {
        if (!(tree instanceof Mapping mapping) || mapping.entries().size() < map.atLeast()) {
            return refuse(map, tree, path);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            String key = entry.getKey();
            values.put(key, bind(map.value(), entry.getValue().value(), KeyPath.child(path, key)));
        }
        return values.containsValue(null) ? null : Collections.unmodifiableMap(values);
    }

    private static Object scalar(Form form, Scalar scalar) {
        if (form instanceof Text text) {
            return Scalars.text(text, scalar);
        }
        if (form instanceof Flag) {
            return scalar.type() == ScalarType.FLAG
                    ? (Object) scalar.text().toLowerCase(Locale.ROOT).equals("true")
                    : null;
        }
        if (form instanceof Whole whole) {
            return Scalars.whole(whole, scalar);
        }
        if (form instanceof Decimal decimal) {
            return Scalars.decimal(decimal, scalar);
        }
        if (form instanceof Word word) {
            return word.values().get(scalar.text());
        }
        throw new AssertionError(form);
    }

    private Object refuse(Form form, Tree tree, String path) {
        String hint = tree instanceof Scalar scalar ? Nearest.hint(scalar.text(), Shape.words(form)) : "";
        String key = path.isEmpty() ? "a config" : "'" + path + "'";
        mistakes.add(tree.place(), "%s must be %s, but is %s%s".formatted(key, form.rule(), tree.found(), hint));
        return null;
    }
}
