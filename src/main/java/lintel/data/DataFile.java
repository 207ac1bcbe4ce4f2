package lintel.data;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import lintel.config.InputException;

/**
 * Bytes with a name for messages, readable from their start as often as needed: a file, or an entry of a .zip.
 *
 * @param name   what messages call it
 * @param opener gives the stored bytes, packed or not
 */
public record DataFile(String name, Opener opener) {
    private static final int BUFFER = 1 << 16;

    /** Starts reading. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /**
     * A file on disk. When it is absent but its packed or unpacked twin (with or without {@code .gz}) is there, that
     * one is meant.
     *
     * @throws InputException if there is neither, naming the nearest file of that folder; or if it is a folder
     */
    public static DataFile of(Path path) {
        Path found = MissingFile.twin(path);
        if (!Files.exists(found)) {
            throw MissingFile.at(path);
        }
        if (Files.isDirectory(found)) {
            throw new InputException("%s: must be a file, but is a folder".formatted(path));
        }
        return new DataFile(found.toString(), new OnDisk(found));
    }

    private record OnDisk(Path path) implements Opener {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /** Bytes in memory; the array is kept, not copied. */
    public static DataFile of(String name, byte[] bytes) {
        return new DataFile(name, () -> new ByteArrayInputStream(bytes));
    }

    /** The content from its start, unpacked if it is gzip (told by its first two bytes, whatever its name). */
    public InputStream open() {
        try {
            return unpacked(name, opener.open());
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    /**
     * {@code in} unpacked if it is gzip, else as it is.
     *
     * @throws InputException if it cannot be read; the stream is then closed
     */
    static InputStream unpacked(String name, InputStream in) {
        try {
            PushbackInputStream stream = new PushbackInputStream(in, 2);
            byte[] magic = stream.readNBytes(2);
            stream.unread(magic);
            boolean gzip = magic.length == 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B;
            return gzip ? new GZIPInputStream(stream, BUFFER) : stream;
        } catch (IOException failure) {
            try (in) {
                throw unreadable(name, failure);
            } catch (IOException second) {
                throw unreadable(name, second);
            }
        }
    }

    /** Another one when the file on disk is written or replaced; empty for what is no file, or if that is not told. */
    Optional<FileVersion> version() {
        return opener instanceof OnDisk disk ? FileVersion.of(disk.path()) : Optional.empty();
    }

    /** The hash of the stored bytes (packed ones stay packed), which is what tells later whether the data changed. */
    public Dataset.SourceFile hash() {
        String hash = opener instanceof OnDisk disk ? HashMemo.current().get(disk.path(), this::sha256) : sha256();
        return new Dataset.SourceFile(name, hash);
    }

    private String sha256() {
        try (InputStream in = opener.open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            throw unreadable(name, failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** What to tell the user when reading breaks off. */
    static InputException unreadable(String name, IOException failure) {
        boolean packed = failure instanceof java.util.zip.ZipException || failure instanceof java.io.EOFException;
        String why = packed ? "is damaged or incomplete" : "cannot be read";
        return new InputException("%s: %s: %s".formatted(name, why, AtomicFile.reason(failure)), failure);
    }

    /** {@code in} with an end: more than {@code most} bytes are an error that says so. */
    static InputStream capped(String name, InputStream in, long most) {
        return new Capped(name, in, most);
    }

    private static final class Capped extends FilterInputStream {
        private final String name;
        private final long most;
        private long count;

        Capped(String name, InputStream in, long most) {
            super(in);
            this.name = name;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = in.read(target, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int more) {
            count += more;
            if (count > most) {
                throw new InputException("%s: unpacks to more than %,d bytes".formatted(name, most));
            }
        }
    }
}
