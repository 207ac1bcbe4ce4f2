package lintel.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Where files live that can be made again: tables read before, hashes, and matrices that do not fit into memory. */
public final class CacheFolder {
    private static final Duration KEPT = Duration.ofDays(30);

    private CacheFolder() {}

    /** The one of this process. */
    public static Path current() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** {@code $LINTEL_CACHE}, else {@code $LINTEL_HOME/cache}, else the user's cache folder; it need not exist. */
    static Path of(Map<String, String> environment, Path home) {
        if (!environment.getOrDefault("LINTEL_CACHE", "").isEmpty()) {
            return Path.of(environment.get("LINTEL_CACHE"));
        }
        if (!environment.getOrDefault("LINTEL_HOME", "").isEmpty()) {
            return Path.of(environment.get("LINTEL_HOME"), "cache");
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (caches.isEmpty() ? home.resolve(".cache") : Path.of(caches)).resolve("lintel");
    }

    /** Deletes what nobody has used for 30 days. */
    static void dropOld(Path folder) throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(KEPT));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
