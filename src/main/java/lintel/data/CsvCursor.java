package lintel.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import lintel.config.InputException;

/**
 * Walks over the fields of comma-separated text (RFC 4180) in a buffer of bytes.
 *
 * <p>Quoted values may hold commas, line ends and doubled quotes; lines end with LF, CRLF or CR; a line of blanks only
 * is skipped; blanks around a value are not part of it unless quoted. Bytes must be UTF-8.
 */
final class CsvCursor implements Place, Closeable {
    /** So many bytes stand ready when a field begins, unless the text ends. A number is rarely longer. */
    static final int LOOKAHEAD = 64;

    private static final int CAPACITY = 1 << 18;
    private static final int MOST_LINE_BYTES = 1 << 24;

    private final String name;
    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    private final CharBuffer characters = CharBuffer.allocate(256);

    /** The text at hand, {@code [at, limit)} not yet read; the bytes behind {@code limit} are no text. */
    byte[] bytes = new byte[CAPACITY + Decimal.PADDING];

    int at;
    int limit;
    private boolean ended;
    private int recordStart;

    private long line = 1;
    private int lineStart;
    private int fieldStart;
    private long fieldLine = 1;
    private int fieldLineStart;

    /** The field last read: {@code text[from, to)}, followed by a byte that is no part of it. */
    byte[] text = bytes;

    int from;
    int to;
    private byte[] unquoted = new byte[256];

    /** @param in closed with the cursor */
    CsvCursor(String name, InputStream in) {
        this.name = name;
        this.in = in;
        fill();
        if (limit >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            at = 3;
            lineStart = 3;
        }
    }

    /** Goes to the next record; false at the end of the text. */
    boolean startRecord() {
        while (true) {
            recordStart = at;
            prepare();
            skipBlanks();
            if (at == limit) {
                return false;
            }
            if (bytes[at] != '\n' && bytes[at] != '\r') {
                at = recordStart;
                return true;
            }
            endLine();
        }
    }

    /** Makes sure that {@link #LOOKAHEAD} bytes stand ready, or all there are. */
    void prepare() {
        if (limit - at < LOOKAHEAD && !ended) {
            fill();
        }
    }

    /** Reads the field at hand and what ends it; false when that was the last of its record. */
    boolean field() {
        fieldStart = at;
        fieldLine = line;
        fieldLineStart = lineStart;
        skipBlanks();
        boolean ascii = at < limit && bytes[at] == '"' ? quoted() : plain();
        if (!ascii) {
            checkUtf8();
        }
        if (at == limit) {
            return false;
        }
        if (bytes[at] == ',') {
            at++;
            return true;
        }
        endLine();
        return false;
    }

    /** Steps over {@code \n} that a number ended at. */
    void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private boolean plain() {
        int or = 0;
        while (true) {
            byte[] b = bytes;
            int i = at;
            for (int stop = limit; i < stop; i++) {
                byte c = b[i];
                if (c <= ',' && (c == ',' || c == '\n' || c == '\r')) {
                    break;
                }
                or |= c;
            }
            at = i;
            if (i < limit || !fill()) {
                break;
            }
        }
        text = bytes;
        from = fieldStart;
        to = at;
        while (from < to && isBlank(text[from])) {
            from++;
        }
        while (from < to && isBlank(text[to - 1])) {
            to--;
        }
        return or >= 0;
    }

    private boolean quoted() {
        int or = 0;
        int length = 0;
        at++;
        while (true) {
            if (at == limit && !fill()) {
                throw error("this quote is never closed");
            }
            byte c = bytes[at++];
            if (c == '"') {
                if (at == limit) {
                    fill();
                }
                if (at == limit || bytes[at] != '"') {
                    break;
                }
                at++;
            } else if (c == '\n') {
                line++;
                lineStart = at;
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
        skipBlanks();
        if (at < limit && bytes[at] != ',' && bytes[at] != '\n' && bytes[at] != '\r') {
            throw error("a quoted value must end at its closing quote; double every quote inside it");
        }
        return or >= 0;
    }

    private void skipBlanks() {
        do {
            while (at < limit && isBlank(bytes[at])) {
                at++;
            }
        } while (at == limit && fill());
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Steps over the line end at hand: LF, CR or CRLF. */
    private void endLine() {
        boolean carriageReturn = bytes[at] == '\r';
        newLine();
        if (carriageReturn && (at < limit || fill()) && bytes[at] == '\n') {
            at++;
            lineStart = at;
        }
    }

    /** Reads more, moving the record at hand to the front; false when there is no more. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        toFront();
        int before = limit;
        try {
            while (!ended && limit - at < LOOKAHEAD || limit == before && !ended) {
                if (limit == bytes.length - Decimal.PADDING) {
                    grow();
                }
                int got = in.read(bytes, limit, bytes.length - Decimal.PADDING - limit);
                ended = got < 0;
                limit += Math.max(got, 0);
            }
        } catch (IOException failure) {
            throw DataFile.unreadable(name, failure);
        }
        bytes[limit] = 0;
        return limit > before;
    }

    private void toFront() {
        int shift = recordStart;
        if (text == bytes) {
            from -= shift;
            to -= shift;
        }
        System.arraycopy(bytes, shift, bytes, 0, limit - shift);
        recordStart = 0;
        at -= shift;
        limit -= shift;
        fieldStart -= shift;
        lineStart -= shift;
        fieldLineStart -= shift;
    }

    private void grow() {
        if (limit >= MOST_LINE_BYTES) {
            throw new InputException("%s:%d: a line must be at most %d MiB; is a quote missing, or is this no CSV?"
                    .formatted(name, line, MOST_LINE_BYTES >> 20));
        }
        bytes = Arrays.copyOf(bytes, 2 * (bytes.length - Decimal.PADDING) + Decimal.PADDING);
    }

    private void checkUtf8() {
        ByteBuffer rest = ByteBuffer.wrap(text, from, to - from);
        utf8.reset();
        CoderResult result;
        do {
            characters.clear();
            result = utf8.decode(rest, characters, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw error("text must be UTF-8, but here is byte 0x%02X".formatted(text[rest.position()]));
        }
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
        int before = Math.max(fieldStart - fieldLineStart, 0);
        int blanks = 0;
        while (fieldStart + blanks < limit && isBlank(bytes[fieldStart + blanks])) {
            blanks++;
        }
        String left = new String(bytes, Math.max(fieldLineStart, 0), before, StandardCharsets.UTF_8);
        return "%s:%d:%d".formatted(name, fieldLine, left.codePointCount(0, left.length()) + blanks + 1);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failure) {
            throw DataFile.unreadable(name, failure);
        }
    }
}
