package lintel.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lintel.config.JsonFields;

/**
 * Tables read before, so that the next start need not parse their text again.
 *
 * <p>A table is found by the hash of its file's content and of all that decides how it is read: a changed file or
 * config is another table. What cannot be kept is simply read again: nothing of this is ever an error.
 */
final class TableCache {
    /** Smaller tables are read again as quickly. */
    private static final long LEAST_BYTES = 1 << 24;
    /** To be changed whenever the same text would be read as another table. */
    private static final int READER = 1;

    private final Path folder;
    private final long leastBytes;
    private final Storage storage;

    /** @param leastBytes smaller tables are not kept */
    TableCache(Path folder, long leastBytes, Storage storage) {
        this.folder = folder;
        this.leastBytes = leastBytes;
        this.storage = storage;
    }

    /** The one of this process. */
    static TableCache current() {
        return new TableCache(CacheFolder.current().resolve("tables"), LEAST_BYTES, Storage.shared());
    }

    /**
     * @param sources   the files the table is read from, in order, as they were at some time before
     * @param unchanged whether they have not been written since
     * @param reader    reads them
     * @return the table, as read or as it was read before
     */
    Table get(
            List<Dataset.SourceFile> sources, ReadOptions options, BooleanSupplier unchanged, Supplier<Table> reader) {
        if (!TableFile.supported()) {
            return reader.get();
        }
        Path file = folder.resolve(key(sources, options) + ".table");
        Optional<Table> before = TableFile.read(file, storage);
        if (before.isPresent()) {
            touch(file);
            return before.get();
        }
        Table table = reader.get();
        long bytes = TableFile.size(table);
        if (bytes < leastBytes || !unchanged.getAsBoolean() || !keep(file, table)) {
            return table;
        }
        return storage.fits(bytes) ? table : TableFile.read(file, storage).orElse(table);
    }

    /** Says false if it cannot be written. */
    private boolean keep(Path file, Table table) {
        try {
            Files.createDirectories(folder);
            CacheFolder.dropOld(folder);
            if (Files.getFileStore(folder).getUsableSpace() < 2 * TableFile.size(table)) {
                return false;
            }
            TableFile.write(file, table);
            return true;
        } catch (IOException failure) {
            return false;
        }
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException notOurs) {
            return; // then its owner keeps it alive
        }
    }

    private static String key(List<Dataset.SourceFile> sources, ReadOptions options) {
        String hashes = sources.stream().map(Dataset.SourceFile::sha256).collect(Collectors.joining("+"));
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("reader", READER).put("sha256", hashes);
        ObjectNode types = json.putObject("types");
        new TreeMap<>(options.types()).forEach((name, type) -> types.put(name, JsonFields.written(type)));
        new TreeSet<>(options.missing()).forEach(json.putArray("missing")::add);
        new TreeSet<>(options.text()).forEach(json.putArray("text")::add);
        options.wanted().ifPresent(wanted -> new TreeSet<>(wanted).forEach(json.putArray("wanted")::add));
        return sha256(json.toString());
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
