package lintel.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds bytes that are not UTF-8 text (RFC 3629). */
final class Utf8 {
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    private final CharBuffer characters = CharBuffer.allocate(256);

    /** Index of the first byte in {@code [from, to)} that begins no character, or -1. */
    int firstWrong(byte[] bytes, int from, int to) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, to - from);
        decoder.reset();
        CoderResult result;
        do {
            characters.clear();
            result = decoder.decode(rest, characters, true);
        } while (result.isOverflow());
        return result.isError() ? rest.position() : -1;
    }
}
