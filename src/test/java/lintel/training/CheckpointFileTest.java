package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import lintel.config.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final Checkpoint CHECKPOINT = new Checkpoint(
            7,
            new EpochSums(1.25, 40, 0.5, 3.5, 9, 20, 0.125),
            new float[] {1, -2.5f, Float.MIN_VALUE, -0f},
            107,
            List.of(new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8}),
            new Best(1, 0.75, new float[] {4, 3, 2, 1}),
            List.of(new History.Epoch(1, 0.1, 0.5, 0.75, OptionalDouble.of(0.25), OptionalDouble.empty(), 2, 3, 4)));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("checkpoint.bin");
        CheckpointFile.write(file, "this training", CHECKPOINT);
    }

    @Test
    void everythingComesBack() {
        Checkpoint read = CheckpointFile.read(file, "this training");
        assertEquals(CHECKPOINT.batch(), read.batch());
        assertEquals(CHECKPOINT.sums(), read.sums());
        assertArrayEquals(CHECKPOINT.parameters(), read.parameters());
        assertEquals(CHECKPOINT.updates(), read.updates());
        assertArrayEquals(CHECKPOINT.slots().toArray(), read.slots().toArray());
        assertEquals(CHECKPOINT.best().epoch(), read.best().epoch());
        assertEquals(CHECKPOINT.best().value(), read.best().value());
        assertArrayEquals(CHECKPOINT.best().parameters(), read.best().parameters());
        assertEquals(CHECKPOINT.epochs(), read.epochs());
    }

    @Test
    void everyFlippedByteIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x10;
            assertRefused(flipped, "byte " + i);
        }
    }

    @Test
    void everyShorterFileIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), "length " + length);
        }
    }

    @Test
    void anotherFormatIsNamed() throws IOException {
        byte[] newer = Files.readAllBytes(file);
        newer[11] = 3;
        assertEquals(
                file + ": has checkpoint format 3, but this version of Lintel reads format 2",
                assertRefused(newer, "newer"));
    }

    @Test
    void damageIsSaidWithWhatToDo() throws IOException {
        byte[] damaged = Files.readAllBytes(file);
        damaged[40]++;
        assertEquals(
                file
                        + ": is damaged (its checksum does not match);"
                        + " without that file, training starts at its beginning",
                assertRefused(damaged, "damaged"));
    }

    @Test
    void anotherTrainingIsRefused() {
        var error = assertThrows(InputException.class, () -> CheckpointFile.read(file, "another training"));
        assertEquals(file + ": belongs to a training with another config, seed or split", error.getMessage());
    }

    private String assertRefused(byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        var error = assertThrows(InputException.class, () -> CheckpointFile.read(file, "this training"), what);
        assertTrue(error.getMessage().startsWith(file + ": "), what);
        return error.getMessage();
    }
}
