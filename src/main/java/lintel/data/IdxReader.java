package lintel.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lintel.config.ColumnType;
import lintel.config.InputException;

/**
 * Images and their labels in the IDX format of the MNIST data (http://yann.lecun.com/exdb/mnist), plain or gzip.
 *
 * <p>A file is its magic number (0, 0, 8 for unsigned bytes, number of dimensions), each dimension's size as four
 * bytes, highest first, and the bytes themselves.
 */
public final class IdxReader {
    /** The column of labels. */
    public static final String LABEL = "label";

    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final int MOST_IMAGES = 10_000_000;
    private static final int MOST_SIDE = 4096;
    private static final int LABELS = 256;

    private IdxReader() {}

    /**
     * One row per image: numeric columns {@code pixel-r-c} from 0 to 255, row by row from the image's top left, then
     * the categorical column {@value #LABEL}.
     *
     * @throws InputException if a file is of another kind or ends too early, or the two differ in their count
     */
    public static Table read(DataFile images, DataFile labels) {
        byte[] classes = labels(labels);
        return read(images, count -> {
            if (count != classes.length) {
                throw new InputException("%s: holds %,d images, but %s holds %,d labels"
                        .formatted(images.name(), count, labels.name(), classes.length));
            }
            return classes;
        });
    }

    /** The same without the column of labels, for images that are to be predicted. */
    public static Table read(DataFile images) {
        return read(images, count -> null);
    }

    /** @param labels gives the labels for that many images, or null for none, before the pixels are read */
    private static Table read(DataFile images, IntFunction<byte[]> labels) {
        try (DataInputStream in = new DataInputStream(images.open())) {
            checkMagic(images, in.readInt(), IMAGES_MAGIC, "images");
            int count = size(images, "image count", in.readInt(), MOST_IMAGES);
            byte[] classes = labels.apply(count);
            int height = size(images, "image height", in.readInt(), MOST_SIDE);
            int width = size(images, "image width", in.readInt(), MOST_SIDE);
            List<String> names = pixelNames(height, width);
            Matrix pixels = pixels(in, count, height * width);
            return classes == null ? new Table(fields(names), pixels, List.of()) : table(names, pixels, classes);
        } catch (EOFException end) {
            throw tooShort(images, end);
        } catch (IOException failure) {
            throw DataFile.unreadable(images.name(), failure);
        }
    }

    private static Schema fields(List<String> pixelNames) {
        return new Schema(pixelNames.stream()
                .map(name -> new Field(name, ColumnType.NUMERIC, List.of()))
                .toList());
    }

    private static byte[] labels(DataFile file) {
        try (DataInputStream in = new DataInputStream(file.open())) {
            checkMagic(file, in.readInt(), LABELS_MAGIC, "labels");
            int count = size(file, "label count", in.readInt(), MOST_IMAGES);
            byte[] labels = in.readNBytes(count);
            if (labels.length < count) {
                throw new EOFException("%,d of %,d labels".formatted(labels.length, count));
            }
            return labels;
        } catch (EOFException end) {
            throw tooShort(file, end);
        } catch (IOException failure) {
            throw DataFile.unreadable(file.name(), failure);
        }
    }

    private static InputException tooShort(DataFile file, EOFException end) {
        return new InputException("%s: ends too early, so it is damaged or incomplete".formatted(file.name()), end);
    }

    private static void checkMagic(DataFile file, int found, int expected, String what) {
        if (found != expected) {
            throw new InputException("%s: an IDX file of %s must begin with 0x%08X, but this one begins with 0x%08X"
                    .formatted(file.name(), what, expected, found));
        }
    }

    private static int size(DataFile file, String what, int size, int most) {
        if (size < 1 || size > most) {
            throw new InputException("%s: %s must be from 1 to %,d, but is %,d"
                    .formatted(file.name(), what, most, Integer.toUnsignedLong(size)));
        }
        return size;
    }

    private static List<String> pixelNames(int height, int width) {
        return IntStream.range(0, height * width)
                .mapToObj(i -> "pixel-%d-%d".formatted(i / width, i % width))
                .toList();
    }

    private static Matrix pixels(DataInputStream in, int count, int width) throws IOException {
        Matrix.Builder builder = new Matrix.Builder(width);
        byte[] row = new byte[width];
        for (int image = 0; image < count; image++) {
            in.readFully(row);
            float[] target = builder.current();
            int offset = builder.offset();
            for (int i = 0; i < width; i++) {
                target[offset + i] = row[i] & 0xFF;
            }
            builder.endRow();
        }
        return builder.build();
    }

    private static Table table(List<String> pixelNames, Matrix pixels, byte[] classes) {
        int[] codes = new int[LABELS];
        List<String> present = new ArrayList<>();
        boolean[] seen = new boolean[LABELS];
        for (byte label : classes) {
            seen[label & 0xFF] = true;
        }
        for (int label = 0; label < LABELS; label++) {
            codes[label] = present.size();
            if (seen[label]) {
                present.add(Integer.toString(label));
            }
        }
        List<Field> fields = new ArrayList<>(fields(pixelNames).fields());
        fields.add(new Field(LABEL, ColumnType.CATEGORICAL, present));
        int[] column = new int[classes.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = codes[classes[i] & 0xFF];
        }
        return new Table(new Schema(fields), pixels, List.of(column));
    }
}
