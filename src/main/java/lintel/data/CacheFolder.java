package lintel.data;

import java.nio.file.Path;
import java.util.Map;

/** Where files live that can be made again: tables read before, and matrices that do not fit into memory. */
final class CacheFolder {
    private CacheFolder() {}

    /** The one of this process. */
    static Path current() {
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
}
