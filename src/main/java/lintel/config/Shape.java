package lintel.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lintel.config.Form.Block;
import lintel.config.Form.ByShape;
import lintel.config.Form.Decimal;
import lintel.config.Form.Inline;
import lintel.config.Form.MapOf;
import lintel.config.Form.Named;
import lintel.config.Form.Text;
import lintel.config.Form.Word;
import lintel.config.Tree.Mapping;
import lintel.config.Tree.Scalar;

/** How a tree's outer shape and a form go together, before any rule is checked. */
final class Shape {
    private Shape() {}

    /** Whether the form is the one meant by a value of this shape; the value itself may still break its rule. */
    static boolean fits(Form form, Tree tree) {
        if (form instanceof ByShape shapes) {
            for (Form choice : shapes.choices()) {
                if (fits(choice, tree)) {
                    return true;
                }
            }
            return false;
        }
        if (form instanceof Inline inline) {
            return fits(inline.value(), tree);
        }
        if (form instanceof Block || form instanceof MapOf) {
            return tree instanceof Mapping;
        }
        return tree instanceof Scalar scalar && fitsScalar(form, scalar);
    }

    private static boolean fitsScalar(Form form, Scalar scalar) {
        if (form instanceof Decimal) {
            return scalar.type() == ScalarType.NUMBER;
        }
        if (form instanceof Word word) {
            return word.values().containsKey(scalar.text());
        }
        return form instanceof Text && (scalar.type() == ScalarType.WORD || scalar.type() == ScalarType.TEXT);
    }

    /**
     * The mapping a value is or, by a block's shorthand or a choice's bare name, stands for; null if it is neither.
     *
     * @param tree may be null
     */
    static Mapping opened(Form form, Tree tree) {
        if (tree instanceof Mapping mapping) {
            return mapping;
        }
        if (!(tree instanceof Scalar scalar) || scalar.type() == ScalarType.NULL) {
            return null;
        }
        if (form instanceof Named named && named.names().contains(scalar.text())) {
            return Mapping.of(scalar.text(), Mapping.empty(scalar.place()));
        }
        return form instanceof Block block && block.shorthand() != null ? Mapping.of(block.shorthand(), scalar) : null;
    }

    /** The keys a form's mapping may have; empty if it has none or they are the user's. */
    static List<String> keys(Form form) {
        if (form instanceof Block block) {
            return block.keyNames();
        }
        if (form instanceof Named named) {
            return named.names();
        }
        if (form instanceof Inline inline) {
            return keys(inline.value());
        }
        List<String> keys = new ArrayList<>();
        if (form instanceof ByShape shapes) {
            shapes.choices().forEach(choice -> keys.addAll(keys(choice)));
        }
        return keys;
    }

    /** Words a mistyped scalar may have been meant to be. */
    static Collection<String> words(Form form) {
        if (form instanceof Word word) {
            return word.values().keySet();
        }
        if (form instanceof Named named) {
            return named.names();
        }
        List<String> words = new ArrayList<>();
        if (form instanceof ByShape shapes) {
            shapes.choices().forEach(choice -> words.addAll(words(choice)));
        }
        return words;
    }
}
