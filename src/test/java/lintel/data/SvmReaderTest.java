package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvmReaderTest {
    @Test
    void readsWhatTheFormatAllows() {
        String text =
                """
                # a file
                +1 qid:3 1:0.5 3:-2e1 # first
                -1 qid:4\t2:1 \r

                +1
                -1 4:1 2:0 1:7#no blank
                """;
        SvmReader reader = reader(text + "+1 3:1", 0, true);
        SparseMatrix rows = reader.next(100);
        assertEquals(5, rows.rows());
        assertEquals(4, rows.columns());
        assertArrayEquals(new float[] {0.5f, 0, -20, 0}, row(rows, 0));
        assertArrayEquals(new float[] {0, 1, 0, 0}, row(rows, 1));
        assertArrayEquals(new float[4], row(rows, 2));
        assertArrayEquals(new float[] {7, 0, 0, 1}, row(rows, 3));
        assertArrayEquals(new float[] {0, 0, 1, 0}, row(rows, 4));
        assertEquals(6, rows.entries());
        KeyColumn label = reader.keys().get(0);
        assertEquals(List.of("-1", "+1"), label.values());
        assertArrayEquals(new int[] {1, 0, 1, 0, 1}, label.codes());
        assertEquals("3", reader.keys().get(1).text(0));
        assertEquals(null, reader.keys().get(1).text(2));
    }

    @Test
    void featuresThatAreNotKnownAreLeftOutAndLabelsMayBe() {
        SvmReader reader = reader("1:1 9:2\n-1 2:3 9:4\n", 3, false);
        SparseMatrix rows = reader.next(100);
        assertEquals(3, rows.columns());
        assertArrayEquals(new float[] {1, 0, 0}, row(rows, 0));
        assertArrayEquals(new float[] {0, 3, 0}, row(rows, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 0:1 | x.svm:1:3: features are numbered from 1 to 10,000,000, but this is '0:1'",
                "1 1:1 10000001:1 | x.svm:1:7: features are numbered from 1 to 10,000,000, but this is '10000001:1'",
                "1 1:1 99999999999999999999:1 2:3|x.svm:1:7: features are numbered from 1 to 10,000,000, but this is"
                        + " '99999999999999999999:1'",
                "1 -1:1 | x.svm:1:3: must be 'feature:value', but is '-1:1'",
                "1 a:1 | x.svm:1:3: must be 'feature:value', but is 'a:1'",
                "1 7 | x.svm:1:3: must be 'feature:value', but is '7'",
                "1 1:1 2: 3:1 | x.svm:1:7: the value must be a finite number, but is '2:'",
                "1 1:x | x.svm:1:3: the value must be a finite number, but is '1:x'",
                "1 1:2x | x.svm:1:3: the value must be a finite number, but is '1:2x'",
                "1 1:nan | x.svm:1:3: the value must be a finite number, but is '1:nan'",
                "1 1:1e99 | x.svm:1:3: the value must be a finite number, but is '1:1e99'",
                "label,f1 | x.svm:1:1: the label must be a number, but is 'label,f1'",
                "1:1 2:2 | x.svm:1:1: a row must begin with its label, but begins with '1:1'",
                "1 2:1 2:1 | x.svm:1: a row must have each feature once, but has 2 more than once",
                "1 2:1 1:1 2:0 | x.svm:1: a row must have each feature once, but has 2 more than once",
            })
    void saysWhereTheMistakeIs(String text, String message) {
        var wrong =
                assertThrows(InputException.class, () -> reader(text, 0, true).next(10));
        assertEquals(message, wrong.getMessage());
        var later = assertThrows(InputException.class, () -> reader("# c\n\n1 1:1\n" + text, 0, true)
                .next(10));
        assertEquals(message.replace("svm:1:", "svm:4:"), later.getMessage());
    }

    /** The second algorithm: split at blanks and colons. In pieces of any size, and without a last line feed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithSplitting(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append(i == 0 ? "" : "\n").append(random.nextInt(3));
            int feature = 0;
            for (int e = random.nextInt(40); e > 0; e--) {
                feature += 1 + random.nextInt(50);
                float value = Float.intBitsToFloat(random.nextInt());
                text.append(' ').append(feature).append(':').append(Float.isFinite(value) ? value : 1);
            }
        }
        SvmReader reader = reader(text.toString(), 0, true);
        int row = 0;
        String[] lines = text.toString().split("\n");
        for (SparseMatrix some = reader.next(700); some.rows() > 0; some = reader.next(700)) {
            for (int i = 0; i < some.rows(); i++, row++) {
                float[] expected = new float[some.columns()];
                String[] parts = lines[row].split(" ");
                for (int e = 1; e < parts.length; e++) {
                    String[] pair = parts[e].split(":");
                    expected[Integer.parseInt(pair[0]) - 1] = Float.parseFloat(pair[1]);
                }
                assertArrayEquals(expected, row(some, i), 0);
                KeyColumn label = reader.keys().get(0);
                assertEquals(parts[0], label.text(row));
            }
        }
        assertEquals(3000, row);
    }

    @Test
    void noInputBreaksIt() {
        Random random = new Random(1);
        String alphabet = "0123456789:::   \n\n#+-.eEqid\t\r\0é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertTrue(reader(text.toString(), 0, random.nextBoolean())
                                .next(100)
                                .rows()
                        >= 0);
            } catch (InputException refused) {
                assertTrue(refused.getMessage().startsWith("x.svm:"), refused.getMessage());
            }
        }
    }

    private static SvmReader reader(String text, int known, boolean labelled) {
        return new SvmReader("x.svm", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), known, labelled);
    }

    private static float[] row(SparseMatrix matrix, int row) {
        float[] all = new float[matrix.columns()];
        matrix.copyRow(row, all, 0);
        return Arrays.copyOf(all, all.length);
    }
}
