package lintel.network;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import lintel.config.InputException;
import lintel.data.AtomicFile;
import lintel.data.MissingFile;

/**
 * The outside of a model file: a zip of a few known entries, each of bounded size. Nothing here looks inside them.
 *
 * <p>The names are compared with a fixed list and never become paths. Sizes are checked before memory is taken for
 * them, and again while reading, since a zip may lie about them.
 */
final class ModelArchive {
    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";
    static final String MANIFEST = "lintel/manifest.json";
    static final String NETWORK = "lintel/network.json";
    static final String PREPROCESSING = "lintel/preprocessing.json";
    static final String TARGET = "lintel/target.json";
    static final String DECISION = "lintel/decision.json";
    static final String PROVENANCE = "lintel/provenance.json";

    /** Every entry there is, in the order of the file. */
    static final List<String> NAMES =
            List.of(CONFIGURATION, COEFFICIENTS, MANIFEST, NETWORK, PREPROCESSING, TARGET, DECISION, PROVENANCE);

    /** Parsed JSON takes some twenty times its size, so this bounds the memory a foreign file can claim. */
    private static final long MOST_JSON_BYTES = 16 << 20;

    private static final long MOST_COEFFICIENT_BYTES = 1 << 30;

    /** Nothing real shrinks more than this; what pretends to is a zip bomb. Up to 1 MiB nobody minds. */
    private static final long MOST_RATIO = 100;

    private static final long HARMLESS_BYTES = 1 << 20;

    private ModelArchive() {}

    /** What is done with an open file. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ZipFile zip) throws IOException;
    }

    /** @throws InputException if the file is absent, or not a readable zip */
    static <T> T open(Path file, Reading<T> reading) {
        if (!Files.exists(file)) {
            throw MissingFile.at(file);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return reading.of(zip);
        } catch (FileNotFoundException | FileSystemException unreadable) {
            throw new InputException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (IOException | IllegalArgumentException failure) {
            throw new InputException(
                    "%s: is not a model file, or a damaged one: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    /** @throws InputException unless there is exactly one entry of each of {@link #NAMES} and no other */
    static void checkNames(ZipFile zip) {
        Set<String> found = new HashSet<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (!NAMES.contains(name)) {
                throw new InputException("holds '%s', which is no part of a Lintel model".formatted(shown(name)));
            }
            if (!found.add(name)) {
                throw new InputException("holds '%s' more than once".formatted(name));
            }
        }
        for (String name : NAMES) {
            if (!found.contains(name)) {
                throw new InputException("lacks '%s'".formatted(name));
            }
        }
    }

    /** @throws InputException if the entry is absent, too large, compressed beyond belief, or damaged */
    static byte[] read(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new InputException("lacks '%s'".formatted(name));
        }
        long size = entry.getSize();
        long most = Math.min(limit(name), HARMLESS_BYTES + MOST_RATIO * entry.getCompressedSize());
        if (!(size >= 0 && size <= most)) {
            throw new InputException("%s: says it has %d bytes, more than the %d allowed".formatted(name, size, most));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length != size || in.read() >= 0 || checksum(bytes) != entry.getCrc()) {
                throw new InputException("%s: is damaged: its size or checksum is wrong".formatted(name));
            }
            return bytes;
        }
    }

    /**
     * Writes entries as they are, uncompressed (parameters hardly shrink) and with a fixed time: same entries, same
     * bytes. A crash leaves the old file or the new one.
     *
     * @param entries in the order they are to stand in the file
     * @throws InputException if an entry is larger than {@link #read} would allow, or the file cannot be written
     */
    static void write(Path file, Map<String, byte[]> entries) {
        entries.forEach((name, bytes) -> {
            if (bytes.length > limit(name)) {
                throw new InputException("%s: %s would have %d bytes, more than the %d that can be loaded again"
                        .formatted(file, name, bytes.length, limit(name)));
            }
        });
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, byte[]> item : entries.entrySet()) {
                zip.putNextEntry(stored(item.getKey(), item.getValue()));
                zip.write(item.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum(bytes));
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }

    private static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private static long limit(String name) {
        return name.equals(COEFFICIENTS) ? MOST_COEFFICIENT_BYTES : MOST_JSON_BYTES;
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
    }
}
