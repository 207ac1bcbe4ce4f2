package lintel.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.Form.Block;
import lintel.config.Form.ByShape;
import lintel.config.Form.Inline;
import lintel.config.Form.Key;
import lintel.config.Form.ListOf;
import lintel.config.Form.MapOf;
import lintel.config.Form.Named;
import lintel.config.Form.Text;
import lintel.config.Form.Word;
import lintel.config.Tree.Entry;
import lintel.config.Tree.Items;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;

/** The way back from records to the tree that would be bound to them: every default is written out. */
final class TreeMaker {
    private final Place place;

    /** @param place what every value gives as its place */
    TreeMaker(Place place) {
        this.place = place;
    }

    Tree tree(Form form, Object value) {
        if (form instanceof Block block) {
            return block(block, value);
        }
        if (form instanceof Named named) {
            Block chosen = held(named.choices(), value);
            return chosen.keys().isEmpty() ? plain(chosen.name()) : mapping(chosen.name(), block(chosen, value));
        }
        if (form instanceof ByShape shapes) {
            return tree(held(shapes.choices(), value), value);
        }
        if (form instanceof Inline inline) {
            return tree(inline.value(), component(value, 0));
        }
        if (form instanceof ListOf list) {
            List<Tree> items = new ArrayList<>();
            ((List<?>) value).forEach(item -> items.add(tree(list.element(), item)));
            return new Items(place, items);
        }
        if (form instanceof MapOf map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, each) -> entries.put((String) key, entry(tree(map.value(), each))));
            return new Mapping(place, entries);
        }
        return form instanceof Text ? Scalar.quoted(place, (String) value) : plain(text(form, value));
    }

    private Mapping block(Block block, Object record) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < block.keys().size(); i++) {
            Key key = block.keys().get(i);
            Object value = component(record, i);
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(given -> entries.put(key.name(), entry(tree(key.form(), given))));
            } else {
                entries.put(key.name(), entry(tree(key.form(), value)));
            }
        }
        return new Mapping(place, entries);
    }

    private static <F extends Form> F held(List<F> choices, Object value) {
        for (F choice : choices) {
            if (holds(choice, value)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(value + " is none of the choices");
    }

    private static boolean holds(Form form, Object value) {
        if (form instanceof Word word) {
            return word.values().containsValue(value);
        }
        Constructor<?> constructor = form instanceof Block block ? block.constructor() : ((Inline) form).constructor();
        return constructor.getDeclaringClass().isInstance(value);
    }

    /** The shortest text that is read back as the same value. */
    private static String text(Form form, Object value) {
        if (form instanceof Word word) {
            for (Map.Entry<String, Object> entry : word.values().entrySet()) {
                if (entry.getValue().equals(value)) {
                    return entry.getKey();
                }
            }
            throw new IllegalArgumentException("%s is not %s".formatted(value, word.rule()));
        }
        return String.valueOf(value).replace('E', 'e');
    }

    private static Object component(Object record, int index) {
        RecordComponent component = record.getClass().getRecordComponents()[index];
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException bug) {
            throw new IllegalStateException(component + " cannot be read", bug);
        }
    }

    private Scalar plain(String text) {
        return Scalar.plain(place, text);
    }

    private Mapping mapping(String key, Tree value) {
        return new Mapping(place, Map.of(key, entry(value)));
    }

    private Entry entry(Tree value) {
        return new Entry(place, value);
    }
}
