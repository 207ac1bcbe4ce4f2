package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files of numbers, every value compared with {@link Float#parseFloat}. */
class CsvNumbersTest {
    private static final int COLUMNS = 7;
    private static final int ROWS = 8_000; // several windows of 256 KiB

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyValueIsTheNearestFloat(long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            texts.add(text(random));
        }
        assertRead(texts, seed == 1 ? "\n" : "\r\n");
    }

    /** Shapes that ordinary files have, and ones near the limits of each short way: digits, length, midpoints. */
    private static String text(Random random) {
        float nearby = Float.intBitsToFloat(0x3F000000 + random.nextInt(0x02000000));
        return switch (random.nextInt(12)) {
            case 0 -> Float.toString((float) random.nextGaussian());
            case 1 -> Double.toString(random.nextGaussian());
            case 2 -> Integer.toString(random.nextInt(512) - 256);
            case 3 -> Integer.toString(random.nextInt());
            case 4 -> String.format(Locale.ROOT, "%." + random.nextInt(12) + "f", random.nextGaussian() * 1e3);
            case 5 -> String.format(Locale.ROOT, "%." + random.nextInt(18) + "e", random.nextGaussian());
            case 6 -> digits(random, 7) + "." + digits(random, 8);
            case 7 -> "-" + digits(random, 8) + "." + digits(random, 9);
            case 8 -> digits(random, 9) + "." + digits(random, 17);
            case 9 -> midpoint(nearby);
            case 10 -> (random.nextBoolean() ? "+" : "-0") + digits(random, 3) + ".5";
            case 11 -> Float.toString(Float.intBitsToFloat(random.nextInt(0x7F800000)));
            default -> throw new AssertionError();
        };
    }

    private static String digits(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    /** Exactly between two floats, written out in full: must go to the even one. */
    private static String midpoint(float value) {
        return new java.math.BigDecimal(value)
                .add(new java.math.BigDecimal(Math.nextUp(value)))
                .divide(new java.math.BigDecimal(2))
                .toPlainString();
    }

    @Test
    void shortMidpointsGoToTheEvenFloat() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            texts.add((33554432 / 4 + i) + ".5");
            texts.add((4194304 + i) + ".25");
            texts.add((2097152 + i) + ".375");
            texts.add((16777216 / 32 + i) + ".046875");
            texts.add((131072 + i) + ".00390625");
            texts.add("-" + (65536 + i) + ".01171875");
            texts.add((1048576 + i) + ".0625");
        }
        assertRead(texts, "\n");
    }

    private static void assertRead(List<String> texts, String lineEnd) {
        StringBuilder csv = new StringBuilder("a,b,c,d,e,f,g");
        for (int i = 0; i < texts.size(); i++) {
            csv.append(i % COLUMNS == 0 ? lineEnd : ",").append(texts.get(i));
        }
        byte[] bytes = csv.toString().getBytes(StandardCharsets.US_ASCII);
        ReadOptions options = new ReadOptions(Map.of(), List.of(""), Set.of(), Optional.empty());
        Matrix read =
                TableReader.readAll(DataFile.of("numbers.csv", bytes), options).numbers();
        assertEquals(texts.size() / COLUMNS, read.rows());
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(
                    Float.floatToRawIntBits(Float.parseFloat(texts.get(i))),
                    Float.floatToRawIntBits(read.get(i / COLUMNS, i % COLUMNS)),
                    texts.get(i));
        }
    }
}
