package lintel.config;

import java.util.ArrayList;
import java.util.List;
import lintel.config.Form.Block;
import lintel.config.Form.Key;
import lintel.config.Form.Named;

/** The message for a key that no rule knows. */
final class UnknownKey {
    private UnknownKey() {}

    /** @param known keys that may stand here */
    static String message(String path, String key, List<String> known) {
        String message = "unknown key '" + Quote.shortened(KeyPath.child(path, key)) + "'";
        String hint = Nearest.hint(key, known);
        if (!hint.isEmpty()) {
            return message + hint;
        }
        List<String> elsewhere = new ArrayList<>();
        collect(Forms.experiment(), "", key, elsewhere);
        if (!elsewhere.isEmpty()) {
            return message + " (did you mean '" + elsewhere.get(0) + "'?)";
        }
        return known.isEmpty() ? message : message + "; known here: " + String.join(", ", known);
    }

    /** Dotted names that end with the key, those through a default choice (adam) first. */
    private static void collect(Form form, String path, String wanted, List<String> found) {
        if (form instanceof Block block) {
            for (Key key : block.keys()) {
                String child = KeyPath.child(path, key.name());
                if (key.name().equals(wanted)) {
                    found.add(child);
                }
                if (key.form() instanceof Named named && key.fallback() instanceof Tree.Scalar usual) {
                    collect(named.choice(usual.text()).orElseThrow(), child + "." + usual.text(), wanted, found);
                }
                collect(key.form(), child, wanted, found);
            }
        } else if (form instanceof Named named) {
            for (Block choice : named.choices()) {
                collect(choice, KeyPath.child(path, choice.name()), wanted, found);
            }
        }
    }
}
