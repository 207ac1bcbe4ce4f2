package lintel.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Decimal text to the nearest float, straight from bytes: the same bits as {@link Float#parseFloat}, without a string.
 *
 * <p>Eight digits are recognised and converted at a time (Lemire 2021, doi:10.1002/spe.2984, section 5 has the
 * conversion). The up to 18 leading digits w and the exponent give the double w * 10^e with a relative error below
 * 4 * 2^-53, that is 4 units in its last place. Rounded to float it is right unless it lies that close to the midpoint
 * of two floats; those rare texts, and ones outside the normal float range, go to the slow exact way.
 */
final class Decimal {
    /** Bytes behind the text that may be looked at. */
    static final int PADDING = 16;
    /** What {@link #readShort} says of other texts. */
    static final long NOT_SHORT = -1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MOST_DIGITS = 18;
    private static final int LEAST_POWER = -64;
    private static final int MOST_POWER = 40;
    /** 10^(i + LEAST_POWER), correctly rounded. */
    private static final double[] POWERS = new double[MOST_POWER - LEAST_POWER + 1];

    private static final long[] TENS = new long[9];
    private static final double[] DOUBLE_TENS = new double[9];
    /** Below it, a number with i more digits stays below 10^18. */
    private static final long[] ROOM = new long[9];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + (i + LEAST_POWER));
        }
        long ten = 1;
        for (int i = 0; i < TENS.length; i++, ten *= 10) {
            TENS[i] = ten;
            DOUBLE_TENS[i] = ten;
        }
        for (int i = 0; i < ROOM.length; i++) {
            ROOM[i] = 1_000_000_000_000_000_000L / TENS[i];
        }
    }

    private Decimal() {}

    /**
     * Reads the longest number that starts at {@code from}: {@code [+-] digits [. digits] [e [+-] digits]}, with at
     * least one digit before the exponent.
     *
     * @param bytes at least {@link #PADDING} longer than the text, which ends before a byte that is no part of a number
     * @return the end of the number in the upper, the float's bits in the lower 32 bits; the end is {@code from} when
     *     there is no number or it is too large for a float
     */
    static long read(byte[] bytes, int from) {
        byte first = bytes[from];
        int at = first == '-' || first == '+' ? from + 1 : from;
        int start = at;
        int point = -1;
        long digits = 0;
        while (true) {
            long chunk = (long) EIGHT.get(bytes, at) ^ 0x3030303030303030L;
            int count = digitCount(chunk);
            if (digits >= ROOM[count]) {
                return readLong(bytes, from);
            }
            digits = digits * TENS[count] + value(chunk, count);
            at += count;
            if (count == 8) {
                continue;
            }
            if (bytes[at] != '.' || point >= 0) {
                break;
            }
            point = ++at;
        }
        int scale = point < 0 ? 0 : at - point;
        if ((bytes[at] | 0x20) == 'e' || scale > -LEAST_POWER) {
            return readLong(bytes, from);
        }
        if (at - start - (point < 0 ? 0 : 1) == 0) {
            return packed(from, 0, 0);
        }
        return finish(bytes, from, at, digits, -scale);
    }

    /**
     * The float's bits if the text up to {@code end} is no more than a sign, up to 7 digits and, after a point, up to 8
     * digits; else {@link #NOT_SHORT}. Most numbers are that short, and need half the work: their digits are an exact
     * double, so one division gives the nearest double, and rounding that to float is right unless it is a midpoint.
     */
    static long readShort(byte[] bytes, int from, int end) {
        int minus = minus(bytes, from);
        int at = from + minus;
        long whole = (long) EIGHT.get(bytes, at) ^ 0x3030303030303030L;
        int count = digitCount(whole);
        int point = at + count;
        int scale = end - point - 1;
        if (count == 0 || count == 8) {
            return NOT_SHORT;
        }
        long digits = count == 1 ? whole & 0xF : some(whole, count);
        if (scale < 0) {
            return scale == -1 ? bits(digits, minus) : NOT_SHORT;
        }
        if (bytes[point] != '.' || scale == 0 || scale > 8) {
            return NOT_SHORT;
        }
        long fraction = ((long) EIGHT.get(bytes, point + 1) ^ 0x3030303030303030L) << (64 - 8 * scale);
        double near = (digits * TENS[scale] + eight(fraction)) / DOUBLE_TENS[scale];
        boolean midpoint = ((int) Double.doubleToRawLongBits(near) & 0x1FFFFFFF) == 0x10000000;
        return (notDigits(fraction) != 0 || midpoint) ? NOT_SHORT : bits((float) near, minus);
    }

    private static long bits(float value, int minus) {
        return (Float.floatToRawIntBits(value) | minus << 31) & 0xFFFFFFFFL;
    }

    /**
     * How many bytes stand before the first comma; 16 if that many do. Needs {@link #PADDING}. Known sooner than where
     * a number ends, so that the processor can begin with the next one meanwhile.
     */
    static int toComma(byte[] bytes, int from) {
        int first = Long.numberOfTrailingZeros(commas((long) EIGHT.get(bytes, from))) >>> 3;
        int second = Long.numberOfTrailingZeros(commas((long) EIGHT.get(bytes, from + 8))) >>> 3;
        return first + (second & -(first >>> 3));
    }

    /** The lowest bit set is the highest of the first comma's byte. */
    private static long commas(long eight) {
        long others = eight ^ 0x2C2C2C2C2C2C2C2CL;
        return (others - 0x0101010101010101L) & ~others & 0x8080808080808080L;
    }

    /** How many of the eight bytes, from the lowest, hold 0 to 9. */
    private static int digitCount(long chunk) {
        return Long.numberOfTrailingZeros(notDigits(chunk)) >>> 3;
    }

    /** The highest bit of each byte that does not hold 0 to 9; right up to the first such byte. */
    private static long notDigits(long chunk) {
        return ((chunk + 0x7676767676767676L) | chunk) & 0x8080808080808080L;
    }

    /** The number that the lowest {@code count} bytes spell, first digit lowest. */
    private static long value(long chunk, int count) {
        return count == 0 ? 0 : some(chunk, count);
    }

    /** The same for 1 to 8 digits. */
    private static long some(long chunk, int count) {
        return eight(chunk << (64 - 8 * count));
    }

    private static long eight(long digits) {
        long pairs = digits;
        pairs = pairs * 10 + (pairs >>> 8);
        long high = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
        long low = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
        return (high + low) >>> 32 & 0xFFFFFFFFL;
    }

    /** The same for texts with an exponent or many digits; digits after the 18th significant one only scale. */
    private static long readLong(byte[] bytes, int from) {
        int at = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from;
        long digits = 0;
        int seen = 0;
        int significant = 0;
        long power = 0;
        boolean point = false;
        for (; isDigit(bytes[at]) || bytes[at] == '.' && !point; at++) {
            if (bytes[at] == '.') {
                point = true;
                continue;
            }
            seen++;
            if (significant < MOST_DIGITS) {
                digits = digits * 10 + bytes[at] - '0';
                significant += digits == 0 ? 0 : 1;
                power -= point ? 1 : 0;
            } else {
                power += point ? 0 : 1;
            }
        }
        if (seen == 0) {
            return packed(from, 0, 0);
        }
        if ((bytes[at] | 0x20) == 'e') {
            int sign = at + 1;
            boolean negative = bytes[sign] == '-';
            int exponentStart = negative || bytes[sign] == '+' ? sign + 1 : sign;
            int end = exponentStart;
            long exponent = 0;
            for (; isDigit(bytes[end]); end++) {
                exponent = Math.min(exponent * 10 + bytes[end] - '0', Integer.MAX_VALUE);
            }
            if (end > exponentStart) {
                at = end;
                power += negative ? -exponent : exponent;
            }
        }
        return finish(bytes, from, at, digits, power);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long finish(byte[] bytes, int from, int end, long digits, long power) {
        // No digit was dropped below 2^53, so these are exact.
        if (digits == 0 || power == 0 && digits <= 1L << 53) {
            return packed(end, digits, minus(bytes, from));
        }
        if (power < LEAST_POWER || power > MOST_POWER) {
            return exact(bytes, from, end);
        }
        double near = digits * POWERS[(int) power - LEAST_POWER];
        int toMidpoint = ((int) Double.doubleToRawLongBits(near) & 0x1FFFFFFF) - 0x10000000;
        if (!(near >= Float.MIN_NORMAL && near <= Float.MAX_VALUE) || Math.abs(toMidpoint) <= 16) {
            return exact(bytes, from, end);
        }
        return packed(end, (float) near, minus(bytes, from));
    }

    /** 1 if a minus stands there, else 0, without a branch: signs are hard to predict. */
    private static int minus(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF ^ '-') - 1) >>> 31;
    }

    private static long exact(byte[] bytes, int from, int end) {
        float value = Float.parseFloat(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
        return Float.isInfinite(value) ? packed(from, 0, 0) : packed(end, value, 0);
    }

    private static long packed(int end, float value, int minus) {
        return (long) end << 32 | bits(value, minus);
    }

    /** Where the number ended. */
    static int end(long packed) {
        return (int) (packed >>> 32);
    }

    static float value(long packed) {
        return Float.intBitsToFloat((int) packed);
    }
}
