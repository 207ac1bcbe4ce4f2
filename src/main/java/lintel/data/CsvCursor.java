package lintel.data;

import java.io.Closeable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lintel.config.InputException;

/**
 * Walks over the fields of comma-separated text (RFC 4180).
 *
 * <p>Quoted values may hold commas, line ends and doubled quotes; lines end with LF, CRLF or CR; a line of blanks only
 * is skipped; blanks around a value are not part of it unless quoted. Bytes must be UTF-8.
 */
final class CsvCursor implements Place, Closeable {
    /** So many bytes stand ready when a field begins, unless the text ends. A number is rarely longer. */
    static final int LOOKAHEAD = 64;

    private static final int MOST_LINE_BYTES = 1 << 24;

    private final String name;
    private final Utf8 utf8 = new Utf8();
    private byte[] unquoted = new byte[256];
    private boolean lineFeedMayFollow;
    /** Line numbers from 1, and where in the stream lines and fields begin. */
    private long line = 1;

    private long lineStart;
    private long fieldLine = 1;
    private long fieldLineStart;
    private long fieldStart;

    /** The text at hand. */
    final ByteWindow window;

    /** The field last read: {@code text[from, to)}, followed by a byte that is no part of it. */
    byte[] text;

    int from;
    int to;

    /** @param in closed with the cursor */
    CsvCursor(String name, InputStream in) {
        this.name = name;
        this.window = new ByteWindow(name, in);
        window.fill(LOOKAHEAD);
        byte[] b = window.bytes;
        if (window.limit >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
            window.at = 3; // byte order mark
            lineStart = 3;
        }
    }

    /** Goes to the next record; false at the end of the text. */
    boolean startRecord() {
        while (true) {
            window.keep();
            prepare();
            if (lineFeedMayFollow && window.bytes[window.at] == '\n') {
                window.at++;
                lineStart++;
            }
            lineFeedMayFollow = false;
            long start = window.position();
            skipBlanks();
            if (window.at == window.limit) {
                return false;
            }
            if (window.bytes[window.at] != '\n' && window.bytes[window.at] != '\r') {
                window.at = window.index(start);
                return true;
            }
            endLine();
        }
    }

    /** Makes sure that enough bytes for any usual number stand ready, or all there are. */
    void prepare() {
        if (window.limit - window.at < LOOKAHEAD && !window.complete()) {
            fill();
        }
    }

    /** Reads the field at hand and what ends it; false when that was the last of its record. */
    boolean field() {
        fieldLine = line;
        fieldLineStart = lineStart;
        skipBlanks();
        fieldStart = window.position();
        boolean quoted = window.at < window.limit && window.bytes[window.at] == '"';
        boolean ascii = quoted ? quoted() : plain();
        int wrong = ascii ? -1 : utf8.firstWrong(text, from, to);
        if (wrong >= 0) {
            throw error("text must be UTF-8, but here is byte 0x%02X".formatted(text[wrong]));
        }
        if (window.at == window.limit) {
            return false;
        }
        if (window.bytes[window.at] == ',') {
            window.at++;
            return true;
        }
        endLine();
        return false;
    }

    /** Steps over one byte that ends a line. */
    void newLine() {
        window.at++;
        line++;
        lineStart = window.position();
    }

    private void endLine() {
        lineFeedMayFollow = window.bytes[window.at] == '\r';
        newLine();
    }

    private boolean plain() {
        int or = 0;
        do {
            byte[] b = window.bytes;
            int i = window.at;
            for (int stop = window.limit; i < stop; i++) {
                byte c = b[i];
                if (c <= ',' && (c == ',' || c == '\n' || c == '\r')) {
                    break;
                }
                or |= c;
            }
            window.at = i;
        } while (window.at == window.limit && fill());
        text = window.bytes;
        from = window.index(fieldStart);
        to = window.at;
        while (from < to && isBlank(text[to - 1])) {
            to--;
        }
        return or >= 0;
    }

    private boolean quoted() {
        int or = 0;
        int length = 0;
        window.at++;
        while (true) {
            if (window.at == window.limit && !fill()) {
                throw error("this quote is never closed");
            }
            byte c = window.bytes[window.at];
            if (c == '\n') {
                newLine();
            } else {
                window.at++;
            }
            if (c == '"') {
                if (window.at == window.limit && !fill() || window.bytes[window.at] != '"') {
                    break;
                }
                window.at++;
            }
            if (length + Decimal.PADDING >= unquoted.length) {
                unquoted = Arrays.copyOf(unquoted, 2 * unquoted.length);
            }
            unquoted[length++] = c;
            or |= c;
        }
        unquoted[length] = 0;
        text = unquoted;
        from = 0;
        to = length;
        checkQuoteEndsField();
        return or >= 0;
    }

    private void checkQuoteEndsField() {
        skipBlanks();
        byte next = window.bytes[window.at];
        if (window.at < window.limit && next != ',' && next != '\n' && next != '\r') {
            throw error("a quoted value must end at its closing quote; double every quote inside it");
        }
    }

    private void skipBlanks() {
        do {
            while (window.at < window.limit && isBlank(window.bytes[window.at])) {
                window.at++;
            }
        } while (window.at == window.limit && fill());
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean fill() {
        if (window.keptLength() >= MOST_LINE_BYTES) {
            throw new InputException("%s:%d: a line must be at most %d MiB; is a quote missing, or is this no CSV?"
                    .formatted(name, line, MOST_LINE_BYTES >> 20));
        }
        return window.fill(LOOKAHEAD);
    }

    /** The field last read as text. */
    String string() {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** What is wrong with the field last read. */
    InputException error(String rule) {
        return new InputException(place() + ": " + rule);
    }

    String name() {
        return name;
    }

    /** File, line and column (in characters, from 1) where the field last read begins. */
    @Override
    public String place() {
        int start = window.index(fieldLineStart);
        String before = new String(window.bytes, start, window.index(fieldStart) - start, StandardCharsets.UTF_8);
        return "%s:%d:%d".formatted(name, fieldLine, before.codePointCount(0, before.length()) + 1);
    }

    @Override
    public void close() {
        window.close();
    }
}
