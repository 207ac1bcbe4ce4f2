package lintel.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A piece of a stream of bytes that slides forward as it is read, keeping what is still needed. */
final class ByteWindow implements Closeable {
    private static final int CAPACITY = 1 << 18;

    private final String name;
    private final InputStream in;
    private boolean ended;
    /** Where in the stream {@code bytes[0]} stands. */
    private long base;

    private int kept;

    /**
     * The stream's bytes; {@code [at, limit)} are to be read. Behind the limit stand a zero and room for
     * {@link Decimal#PADDING} bytes in all.
     */
    byte[] bytes = new byte[CAPACITY + Decimal.PADDING];

    int at;
    int limit;

    /** @param in closed with the window */
    ByteWindow(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** From here on, bytes stay until this is said again. */
    void keep() {
        kept = at;
    }

    /** Bytes from what is kept to the limit. */
    int keptLength() {
        return limit - kept;
    }

    /** How far the stream has been read. */
    long position() {
        return base + at;
    }

    /** Where a kept position of the stream stands in {@code bytes}. */
    int index(long position) {
        return (int) (position - base);
    }

    /** Whether everything up to the stream's end is there. */
    boolean complete() {
        return ended;
    }

    /**
     * Slides forward until there are at least {@code most} bytes to read, and more than now, or the stream ends.
     *
     * @return whether there are more than before
     */
    boolean fill(int most) {
        if (ended) {
            return false;
        }
        slide();
        int before = limit;
        try {
            while (!ended && (limit - at < most || limit == before)) {
                if (limit == bytes.length - Decimal.PADDING) {
                    bytes = Arrays.copyOf(bytes, 2 * limit + Decimal.PADDING);
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

    private void slide() {
        System.arraycopy(bytes, kept, bytes, 0, limit - kept);
        base += kept;
        at -= kept;
        limit -= kept;
        kept = 0;
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
