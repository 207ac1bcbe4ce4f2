package lintel.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import lintel.config.InputException;
import lintel.config.JsonFields;

/**
 * A table as a file that can be mapped into memory: a header line of JSON, the codes of each categorical column, then
 * from the next multiple of 4096 bytes the numbers, row-major; all little-endian.
 *
 * <p>A file is complete or not there. Header and codes are proved by a checksum, the numbers only by their count: to
 * sum them up would read all of what is otherwise read as needed.
 */
final class TableFile {
    private static final String FORMAT = "lintel-table-1";
    private static final int PAGE = 4096;
    private static final int MOST_HEADER_BYTES = 1 << 28;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TableFile() {}

    /** Whether this machine's numbers are those of the file. */
    static boolean supported() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    /** Bytes of the numbers. */
    static long size(Table table) {
        return (long) table.numbers().rows() * table.numbers().columns() * Float.BYTES;
    }

    /** Writes under a name of its own, then moves into place: several processes may do it at once. */
    static void write(Path file, Table table) throws IOException {
        Path own = Files.createTempFile(file.getParent(), "table-", ".part");
        try {
            try (FileChannel channel = FileChannel.open(own, StandardOpenOption.WRITE)) {
                ByteBuffer front = front(table);
                writeAll(channel, front);
                ByteBuffer stage = buffer(Matrix.usualRows(table.numbers().columns())
                        * Math.max(table.numbers().columns(), 1)
                        * Float.BYTES);
                for (int b = 0; b < table.numbers().blockCount(); b++) {
                    writeBlock(channel, table.numbers(), b, stage);
                }
            }
            Files.move(own, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static void writeBlock(FileChannel channel, Matrix numbers, int b, ByteBuffer stage) throws IOException {
        int count = numbers.rowsIn(b) * numbers.columns();
        int most = stage.capacity() / Float.BYTES;
        for (int from = 0; from < count; from += most) {
            int length = Math.min(most, count - from);
            stage.clear().asFloatBuffer().put(0, numbers.block(b), from, length);
            writeAll(channel, stage.limit(length * Float.BYTES));
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Length of the header, its checksum and that of the codes, the header, the codes, and zeros up to a page. */
    private static ByteBuffer front(Table table) throws IOException {
        ObjectNode header =
                JsonNodeFactory.instance.objectNode().put("format", FORMAT).put("rows", table.rows());
        header.set("columns", table.schema().toJson());
        byte[] json = JSON.writeValueAsBytes(header);
        long codes = (long) table.codes().size() * table.rows() * Integer.BYTES;
        ByteBuffer front = buffer(Math.toIntExact(pages(2 * Integer.BYTES + json.length + codes)));
        front.putInt(json.length).putInt(0).put(json);
        table.codes().forEach(column -> {
            front.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(column);
            front.position(front.position() + column.length * Integer.BYTES);
        });
        front.clear();
        return front.putInt(Integer.BYTES, checksum(front));
    }

    private static long pages(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(ByteBuffer front) {
        CRC32C sum = new CRC32C();
        sum.update(front.duplicate().position(2 * Integer.BYTES));
        return (int) sum.getValue();
    }

    /**
     * The table, its numbers mapped: read when they are looked at. They may be written, without changing the file, if
     * they fit into memory.
     *
     * @return empty if there is no such file, or it is damaged
     */
    static Optional<Table> read(Path file, Storage storage) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return Optional.of(read(channel, storage));
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private static Table read(FileChannel channel, Storage storage) throws IOException {
        ByteBuffer start = buffer(2 * Integer.BYTES);
        readAll(channel, start, 0);
        int length = start.getInt(0);
        require(length > 0 && length <= MOST_HEADER_BYTES && length < channel.size());
        byte[] json = new byte[length];
        readAll(channel, ByteBuffer.wrap(json), 2 * Integer.BYTES);
        JsonFields header = JsonFields.of(JSON.readTree(json), "table");
        require(header.text("format").equals(FORMAT));
        Schema schema = Schema.fromJson(header, "columns");
        int rows = (int) header.integer("rows", 0, Integer.MAX_VALUE);
        int categorical = schema.categorical().size();
        long codesAt = 2 * Integer.BYTES + (long) length;
        long numbersAt = pages(codesAt + (long) categorical * rows * Integer.BYTES);
        ByteBuffer front = buffer(Math.toIntExact(numbersAt));
        readAll(channel, front, 0);
        require(checksum(front) == start.getInt(Integer.BYTES));
        List<int[]> codes = new ArrayList<>();
        for (int c = 0; c < categorical; c++) {
            int[] column = new int[rows];
            front.position(Math.toIntExact(codesAt) + c * rows * Integer.BYTES);
            front.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(column);
            codes.add(column);
        }
        return new Table(schema, map(channel, numbersAt, rows, schema.numeric().size(), storage), codes);
    }

    private static Matrix map(FileChannel channel, long at, int rows, int columns, Storage storage) throws IOException {
        long bytes = (long) rows * columns * Float.BYTES;
        require(channel.size() == at + bytes);
        FileChannel.MapMode mode = storage.fits(bytes) ? FileChannel.MapMode.PRIVATE : FileChannel.MapMode.READ_ONLY;
        int blockRows = Matrix.usualRows(columns);
        int blockBytes = blockRows * Math.max(columns, 1) * Float.BYTES;
        long segment = Math.max(1, (1 << 30) / blockBytes) * (long) blockBytes;
        List<FloatBuffer> blocks = new ArrayList<>();
        for (long from = 0; from < bytes; from += segment) {
            int length = (int) Math.min(segment, bytes - from);
            ByteBuffer mapped = channel.map(mode, at + from, length);
            for (int b = 0; b < length; b += blockBytes) {
                ByteBuffer block = mapped.slice(b, Math.min(blockBytes, length - b));
                blocks.add(block.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
            }
        }
        return Matrix.of(rows, columns, blockRows, blocks);
    }

    private static void readAll(FileChannel channel, ByteBuffer target, long at) throws IOException {
        for (long from = at; target.hasRemaining(); ) {
            int got = channel.read(target, from);
            require(got > 0);
            from += got;
        }
        target.clear();
    }

    private static void require(boolean right) {
        if (!right) {
            throw new InputException("damaged");
        }
    }
}
