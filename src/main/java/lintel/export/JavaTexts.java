package lintel.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Texts that ONNX Runtime's Java interface does not pass on as they are. It speaks JNI's modified UTF-8: a character
 * beyond the basic plane, such as an emoji, goes in as two surrogates of three bytes each and not as the four bytes of
 * UTF-8 that a graph holds, and four such bytes come out mutilated. Other languages' interfaces pass all texts on.
 */
final class JavaTexts {
    private JavaTexts() {}

    /** Whether Java's interface changes a text. */
    static boolean changed(String text) {
        return text.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c));
    }

    /** What a graph gets to see of a text from Java; source: JNI specification, "Modified UTF-8 Strings". */
    static byte[] seen(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (char c : text.toCharArray()) {
            if (c == 0) {
                bytes.write(0xC0);
                bytes.write(0x80);
            } else if (Character.isSurrogate(c)) {
                bytes.write(0xE0 | c >> 12);
                bytes.write(0x80 | c >> 6 & 0x3F);
                bytes.write(0x80 | c & 0x3F);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The same JSON without such characters, so that it can be read from Java out of a graph's metadata. */
    static String escaped(String json) {
        return !changed(json)
                ? json
                : json.chars()
                        .mapToObj(c -> Character.isSurrogate((char) c) ? "\\u%04x".formatted(c) : "" + (char) c)
                        .collect(Collectors.joining());
    }

    /** A name without such characters, each being called by its number: {@code U+1F600}. */
    static String named(String name) {
        return name.codePoints()
                .mapToObj(c -> Character.isSupplementaryCodePoint(c) ? "U+%X".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
