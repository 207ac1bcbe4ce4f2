package lintel.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
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

/** Configs as JSON that follow the forms, now and then with something broken in them. */
final class RandomConfigs {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final double BROKEN = 0.02;

    private final Random random;

    RandomConfigs(Random random) {
        this.random = random;
    }

    JsonNode next() {
        return object(Forms.experiment());
    }

    private JsonNode value(Form form) {
        if (random.nextDouble() < BROKEN) {
            return anything();
        }
        if (form instanceof Text) {
            return JSON.textNode("t" + random.nextInt(1000));
        }
        if (form instanceof Flag) {
            return JSON.booleanNode(random.nextBoolean());
        }
        if (form instanceof Whole whole) {
            return JSON.numberNode((long) number(whole.range(), 100));
        }
        if (form instanceof Decimal decimal) {
            return JSON.numberNode(number(decimal.range(), 1));
        }
        if (form instanceof Word word) {
            return JSON.textNode(pick(List.copyOf(word.values().keySet())));
        }
        if (form instanceof ListOf list) {
            return list(list);
        }
        if (form instanceof MapOf map) {
            ObjectNode object = JSON.objectNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                object.set("name" + i, value(map.value()));
            }
            return object;
        }
        if (form instanceof Block block) {
            boolean shorthand = block.shorthand() != null && random.nextBoolean();
            return shorthand ? value(block.key(block.shorthand()).orElseThrow().form()) : object(block);
        }
        if (form instanceof Named named) {
            return named(named);
        }
        if (form instanceof ByShape shapes) {
            return value(pick(shapes.choices()));
        }
        return value(((Inline) form).value());
    }

    private JsonNode list(ListOf list) {
        if (random.nextInt(3) == 0) {
            return value(list.element());
        }
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(list.element()));
        }
        return array;
    }

    private JsonNode named(Named named) {
        Block choice = pick(named.choices());
        if (random.nextInt(3) == 0) {
            return JSON.textNode(choice.name());
        }
        ObjectNode object = JSON.objectNode();
        object.set(choice.name(), random.nextInt(4) == 0 ? JSON.nullNode() : value(choice));
        if (random.nextDouble() < BROKEN) {
            object.putObject(pick(named.choices()).name());
        }
        return object;
    }

    private ObjectNode object(Block block) {
        ObjectNode object = JSON.objectNode();
        for (Key key : block.keys()) {
            boolean given = key.required() ? random.nextDouble() >= BROKEN : random.nextInt(3) == 0;
            if (given || Forms.FILE_NAME.equals(key.fallback())) {
                object.set(key.name(), value(key.form()));
            }
        }
        return random.nextDouble() < BROKEN ? object.put("unknown", 1) : object;
    }

    /** Mostly inside the range, bounds included whether they belong to it or not. */
    private double number(Range range, double scale) {
        double lower = Math.max(range.lower(), -scale);
        double upper = Math.min(range.upper(), lower + scale);
        return switch (random.nextInt(8)) {
            case 0 -> lower;
            case 1 -> upper;
            default -> lower + random.nextDouble() * (upper - lower);
        };
    }

    private JsonNode anything() {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(true);
            case 2 -> JSON.numberNode(-1);
            case 3 -> JSON.numberNode(0.5);
            case 4 -> JSON.numberNode(1e3);
            case 5 -> JSON.numberNode(1e300);
            case 6 -> JSON.textNode("");
            case 7 -> JSON.textNode("50");
            case 8 -> JSON.arrayNode();
            case 9 -> JSON.arrayNode().add("a").add("a");
            case 10 -> JSON.objectNode();
            default -> JSON.objectNode().put("a", 1);
        };
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
