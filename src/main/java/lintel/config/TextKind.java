package lintel.config;

/** What a text stands for, and so which texts will do. */
enum TextKind {
    /** A class label, a column's name: any scalar by its source text, {@code 1} and {@code no} included. */
    VALUE("text", "\\S"),
    /** As VALUE, and {@code ""} as well. */
    BLANK("text", ""),
    /** A path or glob. */
    PATH("a path", "\\S"),
    /** The last part of a path that is safe everywhere. */
    FILE_NAME("letters, digits, '-', '_' and '.', beginning with a letter or digit", "^[A-Za-z0-9][A-Za-z0-9._-]*$");

    private final String rule;
    private final String pattern;

    TextKind(String rule, String pattern) {
        this.rule = rule;
        this.pattern = pattern;
    }

    /** The end of "must be …". */
    String rule() {
        return rule;
    }

    /** What {@link #allows} says, as a regular expression for the JSON Schema; empty: anything goes. */
    String pattern() {
        return pattern;
    }

    /** Whether an unquoted number or boolean counts as text. */
    boolean anyScalar() {
        return this == VALUE || this == BLANK;
    }

    boolean allows(String text) {
        return switch (this) {
            case BLANK -> true;
            case VALUE, PATH -> !text.isBlank();
            case FILE_NAME -> text.equals(fileName(text));
        };
    }

    /** The text with everything replaced that a FILE_NAME must not hold. */
    static String fileName(String text) {
        StringBuilder name = new StringBuilder(text);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && (i == 0 || c != '-' && c != '_' && c != '.')) {
                name.setCharAt(i, i == 0 ? 'x' : '-');
            }
        }
        return name.isEmpty() ? "x" : name.toString();
    }
}
