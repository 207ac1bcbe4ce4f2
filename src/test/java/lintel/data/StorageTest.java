package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    private static final int FLOATS = 1 << 18;

    @TempDir
    Path folder;

    @Test
    void whatMemoryCannotHoldGoesToFilesThatLeaveNothingBehind() throws IOException {
        Path cache = folder.resolve("cache");
        Storage storage = new Storage(3L * FLOATS * Float.BYTES, cache);
        List<FloatBuffer> rooms = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            rooms.add(storage.floats(FLOATS));
            assertEquals(i > 2, Files.exists(cache), "room " + i);
        }
        for (int i = 0; i < rooms.size(); i++) {
            FloatBuffer room = rooms.get(i);
            assertTrue(room.isDirect() && room.order() == ByteOrder.nativeOrder() && !room.isReadOnly());
            assertEquals(FLOATS, room.capacity());
            assertEquals(0, room.get(FLOATS - 1));
            room.put(0, i).put(FLOATS - 1, -i);
        }
        for (int i = 0; i < rooms.size(); i++) {
            assertEquals(i, rooms.get(i).get(0));
            assertEquals(-i, rooms.get(i).get(FLOATS - 1));
        }
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void memoryThatNobodyReachesServesAgain() {
        Storage storage = new Storage(4L * FLOATS * Float.BYTES, folder.resolve("none"));
        for (int i = 0; i < 40; i++) {
            storage.floats(FLOATS).put(0, 1);
        }
        assertFalse(Files.exists(folder.resolve("none")));
    }

    /** A thread that compresses holds its array in native code nearly all the time, and so holds off collections. */
    @Test
    void memoryThatNobodyReachesServesAgainBesideAThreadInNativeCode() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread compressing = new Thread(() -> compress(done));
        compressing.start();
        try {
            Storage storage = new Storage(4L * FLOATS * Float.BYTES, folder.resolve("none"));
            for (int i = 0; i < 10; i++) {
                storage.floats(FLOATS).put(0, 1);
            }
            assertFalse(Files.exists(folder.resolve("none")));
        } finally {
            done.set(true);
            compressing.join();
        }
    }

    private static void compress(AtomicBoolean done) {
        byte[] noise = new byte[FLOATS];
        new Random(1).nextBytes(noise);
        byte[] compressed = new byte[2 * noise.length];
        while (!done.get()) {
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
            deflater.setInput(noise);
            deflater.finish();
            deflater.deflate(compressed);
            deflater.end();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Storage storage = new Storage(0, file.resolve("cache"));
        var error = assertThrows(InputException.class, () -> storage.floats(FLOATS));
        assertTrue(error.getMessage().startsWith(file.resolve("cache") + ": cannot be written: "), error.getMessage());
    }

    @Test
    void theCacheFolderIsWhereTheEnvironmentSays() {
        Path home = Path.of("home");
        assertEquals(Path.of("a"), CacheFolder.of(Map.of("LINTEL_CACHE", "a", "LINTEL_HOME", "b"), home));
        assertEquals(Path.of("b/cache"), CacheFolder.of(Map.of("LINTEL_HOME", "b", "XDG_CACHE_HOME", "c"), home));
        assertEquals(Path.of("c/lintel"), CacheFolder.of(Map.of("LINTEL_CACHE", "", "XDG_CACHE_HOME", "c"), home));
        assertEquals(Path.of("home/.cache/lintel"), CacheFolder.of(Map.of(), home));
    }
}
