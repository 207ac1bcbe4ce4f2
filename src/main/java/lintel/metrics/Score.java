package lintel.metrics;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * What a metric says: a finite number, or the reason why the rows at hand define none. Never infinite.
 *
 * @param value  the number; NaN exactly when undefined
 * @param reason why it is undefined, as a clause such as {@code there are no positives}; null when defined
 */
public record Score(double value, String reason) {
    public Score {
        if (reason == null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("a defined score must be finite, but is " + value);
        }
        if (reason != null && !Double.isNaN(value)) {
            throw new IllegalArgumentException("an undefined score must be NaN, but is " + value);
        }
    }

    /** @param value finite */
    public static Score of(double value) {
        return new Score(value, null);
    }

    /** @param reason a clause without a full stop */
    public static Score undefined(String reason) {
        return new Score(Double.NaN, Objects.requireNonNull(reason));
    }

    /** {@code numerator / denominator}, undefined for the reason given when the denominator is 0. */
    static Score ratio(long numerator, long denominator, String reason) {
        return denominator == 0 ? undefined(reason) : of((double) numerator / denominator);
    }

    /** Whether there is a number. */
    public boolean defined() {
        return reason == null;
    }

    /** The changed number; an undefined score stays as it is. */
    public Score map(DoubleUnaryOperator change) {
        return defined() ? of(change.applyAsDouble(value)) : this;
    }
}
