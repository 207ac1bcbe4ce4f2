package lintel.data;

import java.util.Comparator;

/**
 * The order in which people list names: numbers by value and before other text ({@code 2 < 10 < a}), then by
 * characters. Equal only for equal texts.
 */
public final class NaturalOrder {
    /** Compares two texts. */
    public static final Comparator<String> OF_TEXTS = (a, b) -> {
        double x = number(a);
        double y = number(b);
        int byValue = Double.compare(x, y);
        return byValue != 0 ? byValue : a.compareTo(b);
    };

    private NaturalOrder() {}

    /** The number spelled, or NaN, which compares as the greatest. */
    private static double number(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if ("+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return digits == 0 ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }
}
