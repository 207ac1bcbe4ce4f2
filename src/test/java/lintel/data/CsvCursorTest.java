package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCursorTest {
    private static final String ALPHABET = "ab1,\"\r\n \té色😀";

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<String>> records(InputStream in) {
        List<List<String>> records = new ArrayList<>();
        try (CsvCursor cursor = new CsvCursor("data.csv", in)) {
            while (cursor.startRecord()) {
                List<String> record = new ArrayList<>();
                boolean more = true;
                while (more) {
                    cursor.prepare();
                    more = cursor.field();
                    record.add(cursor.string());
                }
                records.add(record);
            }
        }
        return records;
    }

    private static String random(Random random, int most) {
        int[] characters = ALPHABET.codePoints().toArray();
        int length = random.nextInt(10) == 0 ? random.nextInt(most) : random.nextInt(5);
        return IntStream.range(0, length)
                .map(i -> characters[random.nextInt(characters.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** As RFC 4180 writes a field; bare where that is possible, sometimes with blanks around. */
    private static String written(Random random, String field) {
        boolean bare = !field.isBlank() && field.equals(field.strip()) && field.matches("[^,\"\r\n]*");
        String core = bare && random.nextBoolean() ? field : '"' + field.replace("\"", "\"\"") + '"';
        return " ".repeat(random.nextInt(3)) + core + (random.nextInt(4) == 0 ? "\t" : "");
    }

    /** Whatever the fields, the line ends and the pieces in which the bytes arrive. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsWrittenIsRead(long seed) {
        Random random = new Random(seed);
        List<List<String>> records = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            List<String> record = IntStream.rangeClosed(0, random.nextInt(6))
                    .mapToObj(j -> random(random, 3000))
                    .toList();
            records.add(record);
            content.append(String.join(
                    ",", record.stream().map(field -> written(random, field)).toList()));
            content.append(List.of("\n", "\r\n", "\r", "\n\n \r\n").get(random.nextInt(4)));
        }
        InputStream whole = bytes(content.toString());
        InputStream pieces = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("one byte at a time is slow");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws java.io.IOException {
                return whole.read(target, offset, Math.min(length, 1 + random.nextInt(100)));
            }
        };
        assertEquals(records, records(pieces));
    }

    @Test
    void aRecordMayBeLongerThanTheBuffer() {
        String quoted = "x,\"\"\n".repeat(200_000);
        String plain = "y".repeat(1_000_000);
        List<List<String>> expected =
                List.of(List.of(quoted.replace("\"\"", "\""), plain, "z"), List.of(plain), List.of("end"));
        assertEquals(expected, records(bytes("\"" + quoted + "\"," + plain + ",z\n" + plain + "\r\nend")));
    }

    @Test
    void anEndlessLineIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertEquals(
                "data.csv:1: a line must be at most 16 MiB; is a quote missing, or is this no CSV?",
                assertThrows(InputException.class, () -> records(endless)).getMessage());
    }

    @Test
    void placesCountLinesAndCharacters() {
        try (CsvCursor cursor = new CsvCursor("data.csv", bytes("\uFEFFa,b\r\n\n\"é\n😀\",  x\r1"))) {
            List<String> places = new ArrayList<>();
            while (cursor.startRecord()) {
                boolean more = true;
                while (more) {
                    more = cursor.field();
                    places.add(cursor.place());
                }
            }
            assertEquals(
                    List.of("data.csv:1:1", "data.csv:1:3", "data.csv:3:1", "data.csv:4:6", "data.csv:5:1"), places);
        }
    }

    @Test
    void nothingHoldsNoRecord() {
        for (String content : List.of("", "\n", "\r\n \t\r", "\uFEFF")) {
            try (CsvCursor cursor = new CsvCursor("data.csv", bytes(content))) {
                assertFalse(cursor.startRecord());
                assertFalse(cursor.startRecord());
            }
        }
        assertTrue(records(bytes(",")).equals(List.of(List.of("", ""))));
    }

    /** Overlong forms, surrogates, cut sequences and stray bytes; RFC 3629 and the decoder's own cases. */
    @ParameterizedTest
    @ValueSource(strings = {"C0AF", "EDA080", "F4908080", "E282", "80", "FF", "41C3"})
    void whatIsNotUtf8IsRefused(String hex) {
        byte[] wrong = java.util.HexFormat.of().parseHex(hex);
        for (String[] around : new String[][] {{"a,b\nx,", ",z\n"}, {"a,b\nx,\"", "\",z\n"}, {"a,b\nx,", ""}}) {
            byte[] before = around[0].getBytes(StandardCharsets.UTF_8);
            byte[] after = around[1].getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[before.length + wrong.length + after.length];
            System.arraycopy(before, 0, all, 0, before.length);
            System.arraycopy(wrong, 0, all, before.length, wrong.length);
            System.arraycopy(after, 0, all, before.length + wrong.length, after.length);
            String message = assertThrows(InputException.class, () -> records(new ByteArrayInputStream(all)))
                    .getMessage();
            assertTrue(message.startsWith("data.csv:2:3: text must be UTF-8, but here is byte 0x"), message);
        }
    }
}
