package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashMemoTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);

    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    @TempDir
    Path folder;

    private Path file;
    private Path memos;
    private int readings;

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("data.csv"), "a,b\n1,2\n");
        memos = folder.resolve("hashes");
    }

    private String get(String hash) {
        return get(hash, LATER);
    }

    private String get(String hash, Clock clock) {
        return new HashMemo(memos, 1, clock).get(file, () -> {
            readings++;
            return hash;
        });
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(memos)) {
            return files.toList();
        }
    }

    @Test
    void aFileLeftAloneIsReadOnce() throws Exception {
        assertEquals(HASH, get(HASH));
        assertEquals(HASH, get(OTHER));
        assertEquals(1, readings);
        assertEquals(1, kept().size());
    }

    @Test
    void aFileJustWrittenIsNotRemembered() {
        get(HASH, Clock.systemUTC());
        assertEquals(OTHER, get(OTHER, Clock.systemUTC()));
        assertFalse(Files.exists(memos));
    }

    @Test
    void sameSizeAndTimeOfModificationAreNotEnough() throws Exception {
        get(HASH);
        FileTime before = Files.getLastModifiedTime(file);
        Thread.sleep(50); // more than the kernel's clock ticks
        Files.writeString(file, "a,b\n1,3\n");
        Files.setLastModifiedTime(file, before);
        FileVersion now = FileVersion.of(file).orElseThrow();
        assertEquals(before.to(TimeUnit.NANOSECONDS), now.modified());
        assertEquals(OTHER, get(OTHER));
        assertEquals(2, readings);
    }

    @Test
    void anotherFileOfThatNameIsAnother() throws Exception {
        get(HASH);
        Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,3\n");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.delete(file);
        Files.move(other, file);
        assertEquals(OTHER, get(OTHER));
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotRemembered() throws Exception {
        new HashMemo(memos, 1, LATER).get(file, () -> {
            try {
                Files.writeString(file, "a,b\n");
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
            return HASH;
        });
        assertFalse(Files.exists(memos));
    }

    @Test
    void damageIsNotBelieved() throws Exception {
        get(HASH);
        Path memo = kept().get(0);
        String sound = Files.readString(memo);
        for (int length : new int[] {0, 5, sound.length() - 2}) {
            Files.writeString(memo, sound.substring(0, length));
            assertEquals(OTHER, get(OTHER));
            Files.writeString(memo, sound);
        }
        assertEquals(HASH, get(OTHER));
    }

    @Test
    void smallFilesFoldersAndWhatCannotBeKeptAreReadEachTime() throws Exception {
        HashMemo large = new HashMemo(memos, 1 << 20, LATER);
        assertEquals(HASH, large.get(file, () -> HASH));
        assertEquals(OTHER, large.get(file, () -> OTHER));
        assertEquals(HASH, new HashMemo(memos, 0, LATER).get(folder, () -> HASH));
        assertFalse(Files.exists(memos));
        Files.writeString(memos, "in the way");
        get(HASH);
        assertEquals(OTHER, get(OTHER));
        assertTrue(FileVersion.of(folder).isEmpty());
    }
}
