package lintel.config;

import java.util.List;

/** The message for a key that no rule knows. */
final class UnknownKey {
    private UnknownKey() {}

    static String message(String path, String key, List<String> known) {
        String message = "unknown key '" + Quote.shortened(KeyPath.child(path, key)) + "'";
        String hint = Nearest.hint(key, known);
        return message + (hint.isEmpty() ? "; known here: " + String.join(", ", known) : hint);
    }
}
