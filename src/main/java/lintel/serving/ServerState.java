package lintel.serving;

import java.util.concurrent.atomic.AtomicLong;

/** What all requests share. */
final class ServerState {
    /** All bodies that are coming in or being answered: what is made of one takes up to four times its size. */
    private static final long MOST_HELD = Runtime.getRuntime().maxMemory() / 8;

    private final Metrics metrics;
    private final AtomicLong held = new AtomicLong();
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
