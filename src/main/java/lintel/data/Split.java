package lintel.data;

import java.util.function.Function;

/** Something for each part of the data; {@code validation} and {@code test} may be null when that part is empty. */
public record Split<T>(T train, T validation, T test) {
    /** The same for what {@code change} makes of each part; absent parts stay absent. */
    public <R> Split<R> map(Function<? super T, ? extends R> change) {
        return new Split<>(
                change.apply(train),
                validation == null ? null : change.apply(validation),
                test == null ? null : change.apply(test));
    }
}
