package lintel.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says of a file; it says something else as soon as the file is written, replaced or touched. Only
 * the time of change, which unlike that of modification nobody can set back, makes this so.
 *
 * @param modified nanoseconds since 1970, as is {@code changed}
 */
record FileVersion(long device, long inode, long size, long modified, long changed) {
    /** File systems count time in steps of up to 2 s (FAT): what is written within one may look the same. */
    private static final Duration STEP = Duration.ofSeconds(2);

    /** Empty if there is no such regular file, or the file system does not tell all of this. */
    static Optional<FileVersion> of(Path file) {
        try {
            Map<String, Object> found =
                    Files.readAttributes(file, "unix:isRegularFile,dev,ino,size,lastModifiedTime,ctime");
            return Boolean.TRUE.equals(found.get("isRegularFile")) ? Optional.of(of(found)) : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException untold) {
            return Optional.empty();
        }
    }

    private static FileVersion of(Map<String, Object> found) {
        return new FileVersion(
                ((Number) found.get("dev")).longValue(),
                ((Number) found.get("ino")).longValue(),
                ((Number) found.get("size")).longValue(),
                ((FileTime) found.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime) found.get("ctime")).to(TimeUnit.NANOSECONDS));
    }

    /** Whether a file of this version at that time has another version if it is written later. */
    boolean settled(Instant time) {
        Instant last = Instant.EPOCH.plusNanos(Math.max(modified, changed));
        return last.plus(STEP).isBefore(time);
    }
}
