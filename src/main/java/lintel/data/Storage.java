package lintel.data;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import lintel.config.InputException;

/**
 * Room for the numbers of matrices: memory as long as there is enough, then a file that the operating system keeps in
 * memory as far as it can. So data larger than memory is no special case for those who read and write matrices.
 */
final class Storage {
    private static final long SEGMENT_BYTES = 1L << 26;
    /** Smaller pieces always go to memory. */
    private static final long LEAST_BYTES = 1 << 16;

    private static final int PAUSE_MILLIS = 50;
    private static final int MOST_PAUSES = 40;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final Storage SHARED = new Storage(Runtime.getRuntime().maxMemory() / 10 * 6, CacheFolder.current());

    private final long memory;
    private final Path folder;
    private long used;
    private ByteBuffer segment = ByteBuffer.allocate(0);

    /** @param memory bytes to keep in memory; @param folder where further ones go, in files without a name */
    Storage(long memory, Path folder) {
        this.memory = memory;
        this.folder = folder;
    }

    /** The storage of this process; its memory is six tenths of the largest heap, which is free of numbers. */
    static Storage shared() {
        return SHARED;
    }

    /** Whether so many bytes fit into memory together. */
    boolean fits(long bytes) {
        return bytes <= memory;
    }

    /**
     * Zeros, direct and in the machine's byte order; given back when nobody can reach them any more.
     *
     * @throws InputException if neither memory nor the disk has room
     */
    FloatBuffer floats(int count) {
        int bytes = Math.multiplyExact(count, Float.BYTES);
        ByteBuffer room = bytes < LEAST_BYTES ? ByteBuffer.allocateDirect(bytes) : large(bytes);
        return room.order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private synchronized ByteBuffer large(int bytes) {
        if (used + bytes > memory && segment.remaining() < bytes) {
            reclaim(bytes);
        }
        if (used + bytes <= memory) {
            used += bytes;
            ByteBuffer room = ByteBuffer.allocateDirect(bytes);
            CLEANER.register(room, () -> giveBack(bytes));
            return room;
        }
        if (segment.remaining() < bytes) {
            segment = map(Math.max(SEGMENT_BYTES, bytes));
        }
        ByteBuffer room = segment.slice(segment.position(), bytes);
        segment.position(segment.position() + bytes);
        return room;
    }

    private synchronized void giveBack(int bytes) {
        used -= bytes;
    }

    /**
     * Collects what nobody reaches, and waits for the cleaner to give it back. A collection is silently left out while
     * another thread is inside native code with an array (compressing, for one), and the cleaner comes late on a busy
     * machine: so only after its sign of life does a pause without room mean that there is none.
     */
    private void reclaim(int bytes) {
        AtomicBoolean cleaning = new AtomicBoolean();
        CLEANER.register(new Object(), () -> cleaning.set(true));
        boolean heard = false;
        for (int i = 0; i < MOST_PAUSES && !heard && used + bytes > memory; i++) {
            heard = cleaning.get();
            if (!heard) {
                System.gc();
            }
            pause();
        }
    }

    private void pause() {
        try {
            wait(PAUSE_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private ByteBuffer map(long bytes) {
        try {
            Files.createDirectories(folder);
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < 2 * bytes) {
                throw new InputException(
                        "%s: the data needs more room than memory has, and the disk there has only %,d MB left"
                                .formatted(folder, free >> 20));
            }
            Path file = Files.createTempFile(folder, "matrix-", ".scratch");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            } finally {
                Files.delete(file); // the mapping keeps its content
            }
        } catch (IOException failure) {
            throw new InputException(
                    "%s: cannot be written: %s".formatted(folder, AtomicFile.reason(failure)), failure);
        }
    }
}
