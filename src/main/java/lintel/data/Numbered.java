package lintel.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import lintel.config.ColumnType;

/**
 * What columns have that go by the numbers 1, 2, … n: there may be millions of them, so nothing is kept for each.
 *
 * @param <T> their fields, or their names
 */
final class Numbered<T> extends AbstractList<T> implements RandomAccess {
    private final int count;
    private final IntFunction<T> of;

    private Numbered(int count, IntFunction<T> of) {
        this.count = count;
        this.of = of;
    }

    static Numbered<Field> fields(int count) {
        return new Numbered<>(count, column -> new Field(Integer.toString(column + 1), ColumnType.NUMERIC, List.of()));
    }

    static Numbered<String> names(int count) {
        return new Numbered<>(count, column -> Integer.toString(column + 1));
    }

    /** The column of that name, or -1. */
    static int column(String name, int count) {
        boolean number = name.length() <= 9 && name.matches("[1-9][0-9]*");
        return number && Integer.parseInt(name) <= count ? Integer.parseInt(name) - 1 : -1;
    }

    /** A list that never changes: itself if it is numbered. */
    static <T> List<T> orCopyOf(List<T> list) {
        return list instanceof Numbered ? list : List.copyOf(list);
    }

    @Override
    public T get(int column) {
        return of.apply(java.util.Objects.checkIndex(column, count));
    }

    @Override
    public int size() {
        return count;
    }
}
