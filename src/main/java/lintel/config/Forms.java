package lintel.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

/** Reads the {@link Form} of the whole config from its records and their {@link Rule}s. */
final class Forms {
    private static final Place DEFAULT = Place.of("default");

    /** Stands for a default that only the reader knows. */
    static final Tree FILE_NAME = fallback(ExperimentConfig.FILE_NAME);

    private Forms() {}

    /** Built once, when first needed. */
    private static final class Holder {
        static final Block EXPERIMENT = block(ExperimentConfig.class);
    }

    /** The form of a run file. */
    static Block experiment() {
        return Holder.EXPERIMENT;
    }

    private static Block block(Class<?> type) {
        List<Key> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            keys.add(key(component));
        }
        Written written = type.getAnnotation(Written.class);
        String shorthand = written == null || written.shorthand().isEmpty() ? null : written.shorthand();
        String doc = written == null ? "" : written.doc();
        return new Block(decapitalised(type.getSimpleName()), doc, List.copyOf(keys), shorthand, constructor(type));
    }

    private static Key key(RecordComponent component) {
        Rule rule = component.getAnnotation(Rule.class);
        if (rule == null) {
            throw new IllegalStateException(component + " of " + component.getDeclaringRecord() + " has no @Rule");
        }
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        Form form = form(optional ? argument(type, 0) : type, rule, rule.atLeast());
        return new Key(component.getName(), rule.doc(), form, fallback(rule.fallback()), optional);
    }

    /** @param atLeast fewest entries of a list or mapping: the rule's, but 1 inside another one */
    private static Form form(Type type, Rule rule, int atLeast) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return new ListOf(form(argument(type, 0), rule, 1), atLeast);
            }
            return new MapOf(form(argument(type, 1), rule, 1), atLeast);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return rule.words().length > 0 ? words(rule.words()) : new Text(rule.text());
        }
        if (plain == boolean.class) {
            return new Flag();
        }
        if (plain == double.class || plain == Double.class) {
            return new Decimal(Range.parse(rule.range()));
        }
        if (plain == int.class || plain == Integer.class) {
            return new Whole(Range.parse(rule.range()), int.class);
        }
        if (plain == long.class) {
            return new Whole(Range.parse(rule.range()), long.class);
        }
        if (plain.isEnum()) {
            return words(plain.getEnumConstants());
        }
        return plain.isSealed() ? choice(plain) : record(plain);
    }

    /** Choices are listed in the order of the {@code permits} clause; without one the compiler picks any order. */
    private static Form choice(Class<?> sealed) {
        List<Form> choices = new ArrayList<>();
        boolean named = true;
        for (Class<?> type : sealed.getPermittedSubclasses()) {
            Form form = type.isSealed() ? choice(type) : record(type);
            named &= form instanceof Block;
            choices.add(form);
        }
        return named
                ? new Named(choices.stream().map(form -> (Block) form).toList())
                : new ByShape(List.copyOf(choices));
    }

    /** A record without components is a word among other shapes, but a block without keys among named blocks. */
    private static Form record(Class<?> type) {
        Written written = type.getAnnotation(Written.class);
        if (written == null || !written.inline()) {
            return block(type);
        }
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 0) {
            return new Word(Map.of(decapitalised(type.getSimpleName()), create(constructor(type))));
        }
        return new Inline(key(components[0]).form(), constructor(type));
    }

    private static Word words(String[] words) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String word : words) {
            values.put(word, word);
        }
        return new Word(values);
    }

    private static Word words(Object[] constants) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object constant : constants) {
            values.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return new Word(values);
    }

    private static Tree fallback(String yaml) {
        if (yaml.isEmpty()) {
            return null;
        }
        if (yaml.charAt(0) == '[') {
            return TreeReader.read(yaml, DEFAULT.source(), new Mistakes()).orElseThrow();
        }
        return yaml.equals("{}") ? Tree.Mapping.empty(DEFAULT) : Tree.Scalar.plain(DEFAULT, yaml);
    }

    private static Constructor<?> constructor(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return record.getDeclaredConstructor(types);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Object create(Constructor<?> constructor, Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException bug) {
            throw new IllegalStateException(constructor + " failed on checked values", bug);
        }
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static String decapitalised(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
