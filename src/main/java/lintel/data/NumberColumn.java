package lintel.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lintel.config.ColumnType;
import lintel.config.InputException;

/** Builds a numeric or boolean column; when its type is not declared, finds out which, or that it is neither. */
final class NumberColumn extends ColumnBuilder {
    private final TableBuilder table;
    private final int slot;
    private final boolean declared;
    /** Null as long as there was no value. */
    private ColumnType type;

    private boolean text;
    private String notFinite;

    /** @param type declared type, or null to infer it; @param slot where in a row of numbers this column stands */
    NumberColumn(String name, List<byte[]> missing, TableBuilder table, int slot, ColumnType type) {
        super(name, missing);
        this.table = table;
        this.slot = slot;
        this.declared = type != null;
        this.type = type;
        this.directSlot = type == ColumnType.NUMERIC ? slot : -1;
    }

    @Override
    void addMissing() {
        table.put(slot, Float.NaN);
    }

    @Override
    void addValue(byte[] bytes, int from, int to, Place place) {
        table.put(slot, text ? Float.NaN : value(bytes, from, to, place));
    }

    private float value(byte[] bytes, int from, int to, Place place) {
        long number = Decimal.read(bytes, from);
        if (Decimal.end(number) == to && from < to && accepts(ColumnType.NUMERIC)) {
            return Decimal.value(number);
        }
        int truth = truth(bytes, from, to);
        if (truth >= 0 && accepts(ColumnType.BOOLEAN)) {
            return truth;
        }
        if (declared) {
            throw new InputException(mistake(place, bytes, from, to));
        }
        if (type != ColumnType.BOOLEAN && isNotFinite(bytes, from, to)) {
            notFinite = notFinite == null ? mistake(place, bytes, from, to) : notFinite;
        } else {
            text = true;
            directSlot = -1;
            table.surprise();
        }
        return Float.NaN;
    }

    private boolean accepts(ColumnType found) {
        if (type == null) {
            type = found;
            directSlot = found == ColumnType.NUMERIC ? slot : -1;
        }
        return type == found;
    }

    private String mistake(Place place, byte[] bytes, int from, int to) {
        String rule = type == ColumnType.BOOLEAN ? "true or false" : "a finite number";
        String missing = isMissing(bytes, from, from) ? ", or empty for missing" : "";
        return mistake(place, rule + missing, bytes, from, to);
    }

    /** 1 for true, 0 for false in any letter case, else -1. */
    private static int truth(byte[] bytes, int from, int to) {
        return is("true", bytes, from, to) ? 1 : is("false", bytes, from, to) ? 0 : -1;
    }

    private static boolean is(String word, byte[] bytes, int from, int to) {
        boolean same = to - from == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = (bytes[from + i] | 0x20) == word.charAt(i);
        }
        return same;
    }

    /** Whether this is a way to write NaN, infinity or a number too large for a float. */
    private static boolean isNotFinite(byte[] bytes, int from, int to) {
        if (to == from) {
            return false;
        }
        int start = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        if (is("nan", bytes, start, to) || is("inf", bytes, start, to) || is("infinity", bytes, start, to)) {
            return true;
        }
        String value = new String(bytes, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return value.chars().allMatch(c -> "0123456789+-.e".indexOf(c) >= 0) && overflows(value);
    }

    private static boolean overflows(String value) {
        try {
            return Float.isInfinite(Float.parseFloat(value));
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    /** The values are neither all numbers nor all booleans. */
    boolean isText() {
        return text;
    }

    /** What is wrong with a column of numbers of which one is not finite. */
    Optional<String> notFinite() {
        return Optional.ofNullable(text ? null : notFinite);
    }

    /** The column's field; one without values counts as numeric. */
    Field field() {
        return new Field(name, type == null ? ColumnType.NUMERIC : type, List.of());
    }
}
