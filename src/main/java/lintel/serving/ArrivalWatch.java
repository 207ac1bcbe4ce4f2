package lintel.serving;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Closes connections on which a request's header has begun to come in but does not get whole. Jetty's idle timeout does
 * not see them: a byte now and then keeps it away.
 */
final class ArrivalWatch implements Runnable {
    private final ServerConnector connector;
    private final ServerState state;
    private final long most;
    private final Map<EndPoint, Seen> seen = new ConcurrentHashMap<>();

    /**
     * @param messages requests begun and answers ended at the last look
     * @param bytes    received when they last changed
     * @param since    when bytes were first seen to come after that; 0: none have
     */
    private record Seen(long messages, long bytes, long since) {}

    /** @param most what a request may take to come in */
    ArrivalWatch(ServerConnector connector, ServerState state, Duration most) {
        this.connector = connector;
        this.state = state;
        this.most = most.toNanos();
    }

    /** Looks at all connections; to be called every second or so. */
    @Override
    public void run() {
        long now = System.nanoTime();
        seen.keySet().retainAll(connector.getConnectedEndPoints());
        for (EndPoint end : connector.getConnectedEndPoints()) {
            Seen after = look(http(end), seen.get(end), now);
            seen.put(end, after);
            if (after.since != 0 && now - after.since > most) {
                end.close();
            }
        }
    }

    /**
     * A connection that has just been opened owes a request; one that is encrypted, a handshake before that. From the
     * end of a request's header on {@link Body} sees to its coming in, and then it is the server that owes something.
     */
    private Seen look(Connection connection, Seen before, long now) {
        long messages = connection == null ? 0 : connection.getMessagesIn() + connection.getMessagesOut();
        long bytes = connection == null ? 0 : connection.getBytesIn();
        if (connection != null && state.busy(connection)) {
            return new Seen(messages, bytes, 0);
        }
        if (before == null) {
            return new Seen(messages, bytes, messages == 0 ? now : 0);
        }
        if (messages != before.messages) {
            return new Seen(messages, bytes, 0);
        }
        boolean begins = before.since == 0 && bytes != before.bytes;
        return begins ? new Seen(messages, before.bytes, now) : before;
    }

    private static Connection http(EndPoint end) {
        Connection connection = end.getConnection();
        return connection instanceof SslConnection ssl ? ssl.getSslEndPoint().getConnection() : connection;
    }
}
