package lintel.config;

/**
 * What an unquoted scalar is by YAML 1.2's core schema, found without regular expressions; {@code NaN} and the
 * infinities count as numbers in every usual spelling, so that a rule can name them.
 */
enum ScalarType {
    NULL,
    FLAG,
    NUMBER,
    /** Unquoted, and none of the above. */
    WORD,
    /** Quoted: text whatever it looks like. */
    TEXT;

    static ScalarType ofPlain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> FLAG;
            default -> isNumber(text) ? NUMBER : WORD;
        };
    }

    private static boolean isNumber(String text) {
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        return isNotFinite(text.substring(start)) || isDecimal(text, start);
    }

    private static boolean isNotFinite(String unsigned) {
        return switch (unsigned) {
            case ".nan", ".NaN", ".NAN", "NaN", "nan" -> true;
            case ".inf", ".Inf", ".INF", "inf", "Inf", "Infinity", "infinity" -> true;
            default -> false;
        };
    }

    /** {@code 12}, {@code 1.}, {@code .5}, {@code 1.5e-3}; the sign is before {@code start}. */
    private static boolean isDecimal(String text, int start) {
        int whole = digitsFrom(text, start);
        int end = whole;
        int digits = whole - start;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digitsFrom(text, whole + 1);
            digits += end - whole - 1;
        }
        if (digits == 0) {
            return false;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            end = digitsFrom(text, exponent);
            return end > exponent && end == text.length();
        }
        return end == text.length();
    }

    private static int digitsFrom(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
