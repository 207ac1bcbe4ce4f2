package lintel.serving;

/** What all requests share. */
final class ServerState {
    private final Metrics metrics;
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
}
