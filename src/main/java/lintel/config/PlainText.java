package lintel.config;

import java.util.Locale;

/** Text as YAML: bare where every reader of YAML 1.1 and 1.2 takes it for just that text, else in double quotes. */
public final class PlainText {
    private PlainText() {}

    /** The text as a YAML key or value, on one line. */
    public static String written(String text) {
        return bare(text) ? text : quoted(text);
    }

    private static boolean bare(String text) {
        if (text.isEmpty() || text.endsWith(" ") || ScalarType.ofPlain(text) != ScalarType.WORD) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '/';
            boolean inner = c >= '0' && c <= '9' || c == '-' || c == '.' || c == '*' || c == ' ';
            if (!letter && (i == 0 || !inner)) {
                return false;
            }
        }
        return !isSwitch(text.toLowerCase(Locale.ROOT));
    }

    /** YAML 1.1 takes these for booleans. */
    private static boolean isSwitch(String lower) {
        return switch (lower) {
            case "y", "n", "yes", "no", "on", "off" -> true;
            default -> false;
        };
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~' || Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(c <= 0xFFFF ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c));
            }
        });
        return out.append('"').toString();
    }
}
