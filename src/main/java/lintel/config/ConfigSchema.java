package lintel.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
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

/**
 * The run file's JSON Schema, draft-07, as editors' YAML language servers take it. It says what the binder says of
 * every single key; rules between keys stay with the binder.
 */
public final class ConfigSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConfigSchema() {}

    /** A new tree on every call. */
    public static ObjectNode json() {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Lintel run file");
        schema.setAll(schema(Forms.experiment()));
        return schema;
    }

    private static ObjectNode schema(Form form) {
        if (form instanceof ListOf list) {
            return list(list);
        }
        if (form instanceof MapOf map) {
            ObjectNode object = typed("object").put("minProperties", map.atLeast());
            object.putObject("propertyNames").put("minLength", 1);
            object.set("additionalProperties", schema(map.value()));
            return object;
        }
        if (form instanceof Block block) {
            return block.shorthand() == null
                    ? block(block)
                    : anyOf(schema(block.key(block.shorthand()).orElseThrow().form()), block(block));
        }
        if (form instanceof Named named) {
            return named(named);
        }
        if (form instanceof ByShape shapes) {
            return anyOf(shapes.choices().stream().map(ConfigSchema::schema).toArray(ObjectNode[]::new));
        }
        if (form instanceof Inline inline) {
            return schema(inline.value());
        }
        return scalar(form);
    }

    private static ObjectNode scalar(Form form) {
        if (form instanceof Text text) {
            return text(text.kind());
        }
        if (form instanceof Flag) {
            return typed("boolean");
        }
        if (form instanceof Whole whole) {
            return bounded(typed("integer"), whole.range());
        }
        if (form instanceof Decimal decimal) {
            return bounded(typed("number"), decimal.range());
        }
        if (form instanceof Word word) {
            return words(word.values().keySet());
        }
        throw new AssertionError(form);
    }

    private static ObjectNode text(TextKind kind) {
        ObjectNode text = JSON.objectNode();
        if (kind.anyScalar()) {
            text.putArray("type").add("string").add("number").add("boolean");
        } else {
            text.put("type", "string");
        }
        return kind.pattern().isEmpty() ? text : text.put("pattern", kind.pattern());
    }

    private static ObjectNode bounded(ObjectNode number, Range range) {
        if (range.lower() != Double.NEGATIVE_INFINITY) {
            number.set(range.lowerIncluded() ? "minimum" : "exclusiveMinimum", number(range.lower()));
        }
        if (range.upper() != Double.POSITIVE_INFINITY) {
            number.set(range.upperIncluded() ? "maximum" : "exclusiveMaximum", number(range.upper()));
        }
        return number;
    }

    /** A single value stands for a list of one. */
    private static ObjectNode list(ListOf list) {
        ObjectNode array = typed("array").put("minItems", list.atLeast());
        array.set("items", schema(list.element()));
        return anyOf(schema(list.element()), list.distinct() ? array.put("uniqueItems", true) : array);
    }

    private static ObjectNode block(Block block) {
        ObjectNode object = typed("object");
        if (!block.doc().isEmpty()) {
            object.put("description", block.doc());
        }
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Key key : block.keys()) {
            ObjectNode value = JSON.objectNode().put("description", key.doc());
            value.setAll(schema(key.form()));
            if (key.fallback() != null && !key.fallback().equals(Forms.FILE_NAME)) {
                value.set("default", json(key.fallback()));
            }
            properties.set(key.name(), value);
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    private static ObjectNode named(Named named) {
        ObjectNode object = typed("object").put("minProperties", 1).put("maxProperties", 1);
        ObjectNode properties = object.putObject("properties");
        for (Block choice : named.choices()) {
            ObjectNode block = block(choice);
            if (choice.complete()) {
                block.putArray("type").add("object").add("null");
            }
            properties.set(choice.name(), block);
        }
        object.put("additionalProperties", false);
        return anyOf(words(named.completeNames()), object);
    }

    private static JsonNode json(Tree tree) {
        if (tree instanceof Tree.Items list) {
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        if (tree instanceof Tree.Scalar scalar) {
            return switch (scalar.type()) {
                case NULL -> JSON.nullNode();
                case FLAG -> JSON.booleanNode(scalar.text().equals("true"));
                case NUMBER -> number(Double.parseDouble(scalar.text()));
                case WORD, TEXT -> JSON.textNode(scalar.text());
            };
        }
        return JSON.objectNode(); // the only mapping that is a default is the empty one
    }

    private static JsonNode number(double value) {
        return value == Math.rint(value) ? JSON.numberNode((long) value) : JSON.numberNode(value);
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode words(Collection<String> words) {
        ObjectNode node = JSON.objectNode();
        ArrayNode values = node.putArray("enum");
        words.forEach(values::add);
        return node;
    }

    private static ObjectNode anyOf(ObjectNode... choices) {
        ObjectNode node = JSON.objectNode();
        ArrayNode array = node.putArray("anyOf");
        for (ObjectNode choice : choices) {
            array.add(choice);
        }
        return node;
    }
}
