package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** What is kept of a body, and for how long. */
class BodyTest {
    private static final Duration ARRIVAL = Duration.ofMinutes(10);

    @Test
    void nothingIsKeptOfABodyThatCameInPieces() throws Exception {
        AtomicReference<WeakReference<byte[]>> kept = new AtomicReference<>();
        ServerState state = new ServerState(new Metrics());
        Body body = new Body(1 << 20, ARRIVAL);
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Exchange exchange = new Exchange(request, response, callback, state);
                body.read(exchange, bytes -> {
                    kept.set(new WeakReference<>(bytes));
                    exchange.answer(200, "text/plain", new byte[] {'!'});
                });
                return true;
            }
        });
        server.start();
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n["
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(500); // a piece of its own
            out.write(']');
            byte[] reply = new byte[12];
            assertEquals(12, socket.getInputStream().readNBytes(reply, 0, 12));
            assertTrue(new String(reply, StandardCharsets.US_ASCII).endsWith("200"));
            for (int i = 0; i < 200 && kept.get().get() != null; i++) {
                System.gc();
                Thread.sleep(50);
            }
            assertNull(kept.get().get(), "the body is still held");
            assertTrue(state.idle());
        } finally {
            server.stop();
        }
    }
}
