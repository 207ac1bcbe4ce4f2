package lintel.config;

/**
 * An interval of finite numbers, written as in mathematics: {@code (0, 1]}, {@code [1, inf)}.
 *
 * @param lowerIncluded whether {@code lower} itself is allowed; an infinite bound never is
 */
record Range(double lower, boolean lowerIncluded, double upper, boolean upperIncluded) {
    static Range parse(String text) {
        int comma = text.indexOf(',');
        int last = text.length() - 1;
        return new Range(
                bound(text.substring(1, comma).strip()),
                text.charAt(0) == '[',
                bound(text.substring(comma + 1, last).strip()),
                text.charAt(last) == ']');
    }

    private static double bound(String text) {
        return switch (text) {
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** False for NaN and the infinities. */
    boolean contains(double value) {
        boolean above = lowerIncluded ? value >= lower : value > lower;
        boolean below = upperIncluded ? value <= upper : value < upper;
        return above && below && Math.abs(value) <= Double.MAX_VALUE;
    }

    /** {@code " in (0, 1]"}, {@code " > 0"}, or nothing when every number is allowed; to follow a noun. */
    String rule() {
        if (lower == Double.NEGATIVE_INFINITY) {
            return upper == Double.POSITIVE_INFINITY ? "" : (upperIncluded ? " <= " : " < ") + text(upper);
        }
        if (upper == Double.POSITIVE_INFINITY) {
            return (lowerIncluded ? " >= " : " > ") + text(lower);
        }
        return " in " + (lowerIncluded ? "[" : "(") + text(lower) + ", " + text(upper) + (upperIncluded ? "]" : ")");
    }

    /** The bound without a needless fraction: {@code 1}, {@code 0.5}. */
    static String text(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e16
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
