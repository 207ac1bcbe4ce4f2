package lintel.serving;

import java.util.regex.Pattern;

/** Numbers that come as texts, read as they are in a data file. */
final class Numbers {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private Numbers() {}

    /** The nearest float; NaN if the text is no finite decimal number. */
    static float read(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return Float.NaN;
        }
        float number = Float.parseFloat(text);
        return Float.isInfinite(number) ? Float.NaN : number;
    }
}
