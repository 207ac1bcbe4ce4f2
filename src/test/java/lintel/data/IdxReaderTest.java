package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;

class IdxReaderTest {
    private static final byte[] IMAGES = idx(new int[] {0x803, 3, 1, 2}, 0, 255, 128, 1, 2, 3);
    private static final byte[] LABELS = idx(new int[] {0x801, 3}, 10, 2, 10);

    private static byte[] idx(int[] header, int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * header.length + values.length);
        Arrays.stream(header).forEach(buffer::putInt);
        Arrays.stream(values).forEach(value -> buffer.put((byte) value));
        return buffer.array();
    }

    private static Table read(byte[] images, byte[] labels) {
        return IdxReader.read(DataFile.of("images", images), DataFile.of("labels", labels));
    }

    private static String error(byte[] images, byte[] labels) {
        return assertThrows(InputException.class, () -> read(images, labels)).getMessage();
    }

    @Test
    void everyImageIsARow() {
        Table table = read(IMAGES, LABELS);
        assertEquals(List.of("pixel-0-0", "pixel-0-1", "label"), table.schema().names());
        assertEquals(List.of("2", "10"), table.schema().fields().get(2).categories());
        assertEquals("0.0|255.0|10\n128.0|1.0|2\n2.0|3.0|10", TableReaderTest.cells(table));
    }

    @Test
    void damagedFilesAreRefused() {
        assertEquals(
                "images: an IDX file of images must begin with 0x00000803, but this one begins with 0x00000801",
                error(LABELS, LABELS));
        assertEquals(
                "labels: an IDX file of labels must begin with 0x00000801, but this one begins with 0x00000803",
                error(IMAGES, IMAGES));
        assertEquals(
                "images: holds 3 images, but labels holds 2 labels", error(IMAGES, idx(new int[] {0x801, 2}, 1, 2)));
        assertEquals(
                "images: ends too early, so it is damaged or incomplete", error(Arrays.copyOf(IMAGES, 19), LABELS));
        assertEquals("images: ends too early, so it is damaged or incomplete", error(new byte[0], LABELS));
        assertEquals(
                "labels: ends too early, so it is damaged or incomplete", error(IMAGES, Arrays.copyOf(LABELS, 10)));
    }

    @Test
    void sizesAreBoundedBeforeMemoryIsTaken() {
        assertEquals(
                "labels: label count must be from 1 to 10,000,000, but is 4,294,967,295",
                error(IMAGES, idx(new int[] {0x801, -1})));
        assertEquals(
                "images: image height must be from 1 to 4,096, but is 1,000,000",
                error(idx(new int[] {0x803, 3, 1_000_000, 1_000_000}), LABELS));
        assertEquals(
                "labels: label count must be from 1 to 10,000,000, but is 0", error(IMAGES, idx(new int[] {0x801, 0})));
    }

    @Test
    void debiansDataSetsAreOneInstallAway() {
        Path absent = Path.of("/usr/share/datasets/no-such-images/train-images-idx3-ubyte.gz");
        assertEquals(
                absent + ": no such file; install it with `apt-get install dataset-no-such-images`, or name another"
                        + " place, for example -o data.source.images=…",
                assertThrows(InputException.class, () -> DataFile.of(absent)).getMessage());
    }

    /** The publisher's description: 10,000 test images of 28 x 28, a thousand of each class (Xiao et al. 2017). */
    @Test
    void fashionMnist() {
        Path folder = Path.of("/usr/share/datasets/fashion-mnist");
        assumeTrue(Files.isDirectory(folder), "dataset-fashion-mnist is not installed");
        Table table = IdxReader.read(
                DataFile.of(folder.resolve("t10k-images-idx3-ubyte")),
                DataFile.of(folder.resolve("t10k-labels-idx1-ubyte.gz")));
        assertEquals(10_000, table.rows());
        assertEquals(784 + 1, table.schema().fields().size());
        int[] counts = new int[10];
        Arrays.stream(table.codes().get(0)).forEach(code -> counts[code]++);
        assertEquals("[1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000]", Arrays.toString(counts));
    }
}
