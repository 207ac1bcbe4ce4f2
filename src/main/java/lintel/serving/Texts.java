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
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
