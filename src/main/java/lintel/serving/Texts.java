package lintel.serving;

/** What a client wrote, made fit to be quoted to it. */
final class Texts {
    private static final int LONGEST = 60;

    private Texts() {}

    /** At most 60 characters, none of them a control character. */
    static String shortened(String text) {
        return clean(text.length() > LONGEST ? text.substring(0, LONGEST) : text)
                + (text.length() > LONGEST ? "…" : "");
    }

    /** On one line. */
    static String clean(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || Character.isSurrogate(c) ? ' ' : c);
        }
        return line.toString();
    }
}
