package lintel.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hashes of large files, so that a file which has not been written since need not be read again to know its hash.
 *
 * <p>A hash is believed only if device, inode, size, time of modification and time of change are all what they were,
 * to the nanosecond, and the file had been left alone for two seconds when it was read: else another writing might have
 * got the same times. What cannot be kept is simply computed again: nothing of this is ever an error.
 */
final class HashMemo {
    /** Smaller files are read as quickly. */
    private static final long LEAST_BYTES = 1 << 20;

    private static final String FORMAT = "lintel-hash-1";

    private final Path folder;
    private final long leastBytes;
    private final Clock clock;

    /** @param leastBytes hashes of smaller files are not kept */
    HashMemo(Path folder, long leastBytes, Clock clock) {
        this.folder = folder;
        this.leastBytes = leastBytes;
        this.clock = clock;
    }

    /** The one of this process. */
    static HashMemo current() {
        return new HashMemo(CacheFolder.current().resolve("hashes"), LEAST_BYTES, Clock.systemUTC());
    }

    /**
     * @param hash reads the whole file
     * @return lower-case hex of SHA-256
     */
    String get(Path file, Supplier<String> hash) {
        Optional<FileVersion> version = FileVersion.of(file).filter(found -> found.size() >= leastBytes);
        if (version.isEmpty()) {
            return hash.get();
        }
        Path memo = folder.resolve(
                "%x-%x".formatted(version.get().device(), version.get().inode()));
        Optional<String> known = read(memo, version.get());
        if (known.isPresent()) {
            return known.get();
        }
        Instant began = clock.instant();
        String computed = hash.get();
        if (version.get().settled(began) && version.equals(FileVersion.of(file))) {
            write(memo, version.get(), computed);
        }
        return computed;
    }

    private static Optional<String> read(Path memo, FileVersion version) {
        try {
            List<String> lines = Files.readAllLines(memo);
            boolean sound = lines.size() == 2
                    && lines.get(0).equals(head(version))
                    && lines.get(1).matches("[0-9a-f]{64}");
            return sound ? Optional.of(lines.get(1)) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static String head(FileVersion version) {
        return FORMAT + " " + version;
    }

    /** Under a name of its own, then moved into place: several processes may do it at once. */
    private void write(Path memo, FileVersion version, String hash) {
        try {
            Files.createDirectories(folder);
            CacheFolder.dropOld(folder);
            Path own = Files.createTempFile(folder, "hash-", ".part");
            try {
                Files.writeString(own, head(version) + "\n" + hash + "\n");
                Files.move(own, memo, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(own);
            }
        } catch (IOException failure) {
            return; // then it is computed again
        }
    }
}
