package lintel.serving;

/**
 * How much one request may ask for.
 *
 * @param body     bytes of its body
 * @param examples rows or sequences
 */
public record Limits(int body, int examples) {
    /** Numbers of one request when all its sequences are padded to the longest: 128 MB. */
    static final long MOST_NUMBERS = 1 << 25;

    void checkExamples(int count) {
        if (count > examples) {
            throw RequestException.bad("at most %d rows or sequences may be sent at once, not %d", examples, count);
        }
    }

    /** @param sequence its position, from 0 */
    void checkSteps(Form form, int sequence, int steps) {
        var allowed = form.signature().steps().orElseThrow();
        if (steps < allowed.fewest() || steps > allowed.most()) {
            throw RequestException.bad(
                    allowed.fewest() == allowed.most()
                            ? "sequence %d must have %3$d steps, but has %4$d"
                            : "sequence %d must have %d to %d steps, but has %d",
                    sequence + 1,
                    allowed.fewest(),
                    allowed.most(),
                    steps);
        }
    }

    void checkPadded(Form form, int sequences, int longest) {
        long numbers =
                (long) sequences * longest * (form.numbers() + form.texts().size());
        if (numbers > MOST_NUMBERS) {
            throw RequestException.bad(
                    "%d sequences, the longest of %d steps, are too many at once: send them in several requests",
                    sequences, longest);
        }
    }
}
