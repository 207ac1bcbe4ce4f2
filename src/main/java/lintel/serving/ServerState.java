package lintel.serving;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;

/** What all requests share. */
final class ServerState {
    /** All bodies that are coming in or being answered: what is made of one takes up to four times its size. */
    static final long MOST_HELD = Runtime.getRuntime().maxMemory() / 8;

    private final Metrics metrics;
    private final AtomicLong held = new AtomicLong();
    private final Set<Connection> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    ServerState(Metrics metrics) {
        this.metrics = metrics;
    }

    Metrics metrics() {
        return metrics;
    }

    /** Whether the server is on its way out: still answering, but no longer ready. */
    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    /** A request has come in on a connection. */
    void begin(Connection connection) {
        busy.add(connection);
    }

    /** It has its answer, or will get none. */
    void end(Connection connection) {
        busy.remove(connection);
    }

    /** Whether a request on this connection waits for its answer. */
    boolean busy(Connection connection) {
        return busy.contains(connection);
    }

    /** Whether no request waits for its answer. */
    boolean idle() {
        return busy.isEmpty();
    }

    /** Room for a body of so many bytes and what is made of it; to be given back. @return whether there is any */
    boolean take(long bytes) {
        long after = held.addAndGet(bytes);
        if (after > MOST_HELD) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
