package lintel.config;

import java.util.List;

/**
 * One or more mistakes in what the user gave: config, data, model file or arguments. Never a bug of Lintel's.
 *
 * <p>Each mistake is one line that names the place (file, line, column, key path), the rule and the value found.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    /** @param mistake one line without a trailing newline */
    public InputException(String mistake) {
        this(List.of(mistake));
    }

    /** @param mistake one line; @param cause what was caught, shown only with {@code --debug} */
    public InputException(String mistake, Throwable cause) {
        super(mistake, cause);
        this.mistakes = List.of(mistake);
    }

    /** @param mistakes at least one line, in the order they should be read */
    public InputException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes, one line each, never empty. */
    public List<String> mistakes() {
        return mistakes;
    }
}
