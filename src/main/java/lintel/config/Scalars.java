package lintel.config;

/** Single values: from their source text to what the records hold, or null if the rule does not hold. */
final class Scalars {
    /** From here on not every integer has a double of its own. */
    private static final double EXACT = 1L << 53;

    private Scalars() {}

    static String text(Form.Text form, Tree.Scalar scalar) {
        boolean text = scalar.type() == ScalarType.WORD || scalar.type() == ScalarType.TEXT;
        boolean other = form.kind().anyScalar() && scalar.type() != ScalarType.NULL;
        return (text || other) && form.kind().allows(scalar.text()) ? scalar.text() : null;
    }

    static Double decimal(Form.Decimal form, Tree.Scalar scalar) {
        double value = number(scalar);
        return form.range().contains(value) ? value : null;
    }

    /** Also {@code 1e3}, which is an integer to JSON Schema too. */
    static Object whole(Form.Whole form, Tree.Scalar scalar) {
        double value = number(scalar);
        if (!form.range().contains(value)) {
            return null;
        }
        try {
            long exact = Long.parseLong(scalar.text());
            return form.type() == long.class ? (Object) exact : (Object) Math.toIntExact(exact);
        } catch (NumberFormatException written) {
            boolean integral = value == Math.rint(value) && Math.abs(value) < EXACT;
            return !integral ? null : form.type() == long.class ? (Object) (long) value : (Object) (int) value;
        }
    }

    /** The scalar's value; NaN if it is no unquoted finite number. */
    private static double number(Tree.Scalar scalar) {
        String text = scalar.text();
        boolean finite = scalar.type() == ScalarType.NUMBER && !text.endsWith("n") && !text.endsWith("N");
        return finite && !text.toLowerCase(java.util.Locale.ROOT).contains("inf")
                ? Double.parseDouble(text)
                : Double.NaN;
    }
}
