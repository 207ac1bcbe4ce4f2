package lintel.config;

/** Makes what a user wrote fit to be quoted in a message. */
final class Quote {
    private static final int LONGEST = 60;

    private Quote() {}

    /** At most 60 characters, none of them a control character (which could move a terminal's cursor). */
    static String shortened(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return text.length() > LONGEST ? line + "…" : line.toString();
    }
}
