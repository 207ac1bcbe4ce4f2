package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import lintel.config.InputException;

/**
 * Takes one column's values, one per row, as they are read. A value is {@code text[from, to)}: trimmed UTF-8, with
 * {@link Decimal#PADDING} bytes behind it, the first of which is no part of a number.
 */
abstract sealed class ColumnBuilder permits ColumnBuilder.Skipped, NumberColumn, TextColumn {
    private static final int MOST_SHOWN = 60;

    final String name;
    private final List<byte[]> missing;
    /** Where in a row of numbers this column stands, as long as a plain number may be put there directly; else -1. */
    int directSlot = -1;

    /** The policy by which no value may be missing here; null: one may. */
    String missingRefused;

    ColumnBuilder(String name, List<byte[]> missing) {
        this.name = name;
        this.missing = missing;
    }

    /** @throws InputException if the value cannot stand in this column */
    final void add(byte[] text, int from, int to, Place place) {
        if (isMissing(text, from, to)) {
            addMissing(place, text, from, to);
        } else {
            addValue(text, from, to, place);
        }
    }

    /** For a value that is missing whatever stands there. */
    final void addMissing(Place place, byte[] text, int from, int to) {
        if (missingRefused != null) {
            throw Refusals.missing(place.place(), name, shown(text, from, to), missingRefused);
        }
        addMissing();
    }

    abstract void addMissing();

    abstract void addValue(byte[] text, int from, int to, Place place);

    /** Whether these bytes, which may be none, stand for a missing value. */
    final boolean isMissing(byte[] text, int from, int to) {
        for (byte[] candidate : missing) {
            if (candidate.length == to - from && Arrays.equals(candidate, 0, candidate.length, text, from, to)) {
                return true;
            }
        }
        return false;
    }

    final String mistake(Place place, String rule, byte[] text, int from, int to) {
        return "%s: column '%s' must be %s, but is '%s'".formatted(place.place(), name, rule, shown(text, from, to));
    }

    static String shown(byte[] text, int from, int to) {
        String value = new String(text, from, to - from, StandardCharsets.UTF_8);
        return value.length() <= MOST_SHOWN ? value : value.substring(0, MOST_SHOWN) + "…";
    }

    /** A column nobody wants. */
    static final class Skipped extends ColumnBuilder {
        Skipped(String name) {
            super(name, List.of());
        }

        @Override
        void addMissing() {
            // nothing to keep
        }

        @Override
        void addValue(byte[] text, int from, int to, Place place) {
            // nothing to keep
        }
    }
}
