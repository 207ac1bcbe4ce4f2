package lintel.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modified UTF-8 is what the JDK's own DataOutputStream writes. */
class JavaTextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "red", "gr\u00FCn", "\u4E2D", "\uD83D\uDE00", "a\u0000b", "x\uD83D\uDC69\u200D\uD83C\uDFA8"})
    void bytesAreThoseOfTheJdk(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text); // two bytes of length, then the text
        byte[] written = bytes.toByteArray();
        assertArrayEquals(Arrays.copyOfRange(written, 2, written.length), JavaTexts.seen(text));
    }

    @Test
    void jsonAndNamesAreSaidInTheBasicPlane() {
        assertEquals("{\"gr\u00FCn\":\"\\ud83d\\ude00\"}", JavaTexts.escaped("{\"gr\u00FCn\":\"\uD83D\uDE00\"}"));
        assertEquals("U+1F600 gr\u00FCn", JavaTexts.named("\uD83D\uDE00 gr\u00FCn"));
    }
}
