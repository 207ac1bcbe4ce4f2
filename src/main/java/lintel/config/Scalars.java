package lintel.config;

/** Single values: from their source text to what the records hold, or null if the rule does not hold. */
final class Scalars {
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

    /** Also {@code 1e3}, which is an integer to JSON Schema too; exact, since every range ends below 2^53. */
    static Object whole(Form.Whole form, Tree.Scalar scalar) {
        double value = number(scalar);
        if (!form.range().contains(value) || value != Math.rint(value)) {
            return null;
        }
        return form.type() == long.class ? (Object) (long) value : (Object) (int) value;
    }

    /** The scalar's value; NaN if it is no number, or in letters: {@code NaN}, {@code .inf}. */
    private static double number(Tree.Scalar scalar) {
        String text = scalar.text();
        boolean digits = scalar.type() == ScalarType.NUMBER && !Character.isLetter(text.charAt(text.length() - 1));
        return digits ? Double.parseDouble(text) : Double.NaN;
    }
}
