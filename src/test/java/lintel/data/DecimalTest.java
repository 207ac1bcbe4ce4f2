package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second algorithm is {@link Float#parseFloat}, which rounds correctly. */
class DecimalTest {
    private static byte[] padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + Decimal.PADDING);
    }

    private static void assertAgrees(String text) {
        long number = Decimal.read(padded(text), 0);
        float expected = Float.parseFloat(text);
        long brief = Decimal.readShort(padded(text + ","), 0, text.length());
        if (brief != Decimal.NOT_SHORT) {
            assertEquals(Float.floatToRawIntBits(expected), (int) brief, text);
        }
        if (Float.isInfinite(expected)) {
            assertEquals(0, Decimal.end(number), text);
        } else {
            assertEquals(text.length(), Decimal.end(number), text);
            assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(Decimal.value(number)), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+0.0",
                "-0.000000000000000000000000000000",
                "0e999999999999",
                "1",
                "-1",
                "12345678",
                "123456789",
                "16777216",
                "16777217",
                "16777219",
                "33554433",
                "33554435",
                "9007199254740993",
                "99999999999999999999",
                "123456789012345678.9",
                "1234567890123456789",
                "12345678901234567890123456789012345678",
                "0.1",
                "0.10000000149011612",
                "0.100000001490116119384765625",
                "0.10000000521540641784667968750",
                "0.1000000052154064178466796875000000000000000000000000000000000001",
                "5e-324",
                "1e-45",
                "7e-46",
                "7.006492321624085e-46",
                "7.0064923216240853546186479164495806564013097093825788587853e-46",
                "7.1e-46",
                "1.4e-45",
                "1.1754943508222875e-38",
                "1.17549435e-38",
                "1.1754942e-38",
                "3.4028234663852886e38",
                "3.4028235677973366e38",
                "3.4028235677973365e38",
                "340282346638528859811704183484516925440",
                "340282356779733661637539395458142568447.9",
                "3.5e38",
                "1e39",
                "1e999",
                "-1e999",
                "1e-999",
                "1e2147483648",
                "1e-2147483649",
                "1E5",
                "1e+5",
                "1.e5",
                ".5e1",
                ".5",
                "5.",
                "-.5",
                "00000000000000000000000000001.5",
                "0.00000000000000000000000000000000000000000000000000000000000000000000000000000001",
                "8388608.5",
                "8388609.5",
                "0.12345678901234567",
                "1.000000000000000000e+00",
                "9.999999999999999999e-05"
            })
    void adversarialNumbers(String text) {
        assertAgrees(text);
        assertAgrees(text.startsWith("-") || text.startsWith("+") ? text.substring(1) : "-" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", ".", "-.", "e5", ".e5", "nan", "inf", "Infinity", "x", "--1", "+-1", " 1"})
    void whatIsNoNumberEndsWhereItBegins(String text) {
        assertEquals(0, Decimal.end(Decimal.read(padded(text), 0)));
        assertEquals(Decimal.NOT_SHORT, Decimal.readShort(padded(text), 0, text.length()));
    }

    @Test
    void endsBeforeWhatIsNoPartOfTheNumber() {
        for (String number : List.of("1.5", "-12.5e3", "12345678.", "1234567890123456789.5")) {
            for (String rest : List.of(",", "\n", "f", "d", "x1", ".", ".5", "-1", " 2", "\"", "")) {
                long read = Decimal.read(padded(number + rest), 0);
                assertEquals(number.length(), Decimal.end(read), number + rest);
                assertEquals(Float.parseFloat(number), Decimal.value(read), number + rest);
            }
        }
        assertEquals(1, Decimal.end(Decimal.read(padded("1e"), 0)));
        assertEquals(1, Decimal.end(Decimal.read(padded("1e+x"), 0)));
    }

    @Test
    void everyShapeOfRandomNumber() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
            digits(text, random, random.nextInt(12));
            if (random.nextBoolean()) {
                text.append('.');
                digits(text, random, random.nextInt(20));
            }
            if (text.chars().noneMatch(Character::isDigit)) {
                text.append('7');
            }
            if (random.nextInt(4) == 0) {
                text.append(random.nextBoolean() ? "e" : "E").append(random.nextInt(100) - 60);
            }
            assertAgrees(text.toString());
        }
    }

    private static void digits(StringBuilder text, Random random, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
    }

    /** Midpoints of neighbouring floats, where rounding is decided by the last digit, and texts just beside them. */
    @Test
    void midpointsAndTheirNeighbours() {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            float low = Float.intBitsToFloat(random.nextInt(0x7F7FFFFF));
            BigDecimal midpoint =
                    new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
            BigDecimal little = midpoint.ulp();
            for (Function<BigDecimal, String> form :
                    List.<Function<BigDecimal, String>>of(BigDecimal::toString, BigDecimal::toPlainString)) {
                assertAgrees(form.apply(midpoint));
                assertAgrees(form.apply(midpoint.add(little)));
                assertAgrees(form.apply(midpoint.subtract(little)));
            }
        }
    }

    /** What programs print: shortest floats and doubles, and fixed digits. */
    @Test
    void printedNumbers() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(any)) {
                assertAgrees(Float.toString(any));
            }
            double normal = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
            assertAgrees(Double.toString(normal));
            assertAgrees(Long.toString(Math.round(normal * 1e9)));
        }
    }
}
