package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no well-behaved client does: headers too large, requests that never end, connections that hold on. */
class WireTest {
    private static final String HOST = "Host: localhost\r\n";

    @TempDir
    private Path folder;

    private Served served(int connections, Duration arrival) {
        ServeOptions standard = ServeOptions.standard();
        ServeOptions options = new ServeOptions(
                standard.host(),
                0,
                1,
                standard.limits(),
                standard.batch(),
                standard.queue(),
                connections,
                arrival,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty());
        return Served.of(options, Served.export(SampleModels.named("logistic").model(), folder));
    }

    @Test
    void whatIsNoHttpIsRefusedAsJson() throws IOException {
        try (Served served = served(64, Duration.ofSeconds(20))) {
            assertRefused("400", exchange(served, "HELLO\r\n\r\n"));
            assertRefused("400", exchange(served, "GET /v2 HTTP/1.1\r\n\r\n")); // no host
            assertRefused(
                    "431", exchange(served, "GET /v2 HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(9000) + "\r\n\r\n"));
            assertRefused("414", exchange(served, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"));
            assertRefused("400", exchange(served, "GET /%2e%2e%2f HTTP/1.1\r\n" + HOST + "\r\n"));
            String twice = "Content-Length: 2\r\nContent-Length: 3\r\n";
            assertRefused("400", exchange(served, "POST /predict HTTP/1.1\r\n" + HOST + twice + "\r\n{}"));
            assertEquals(200, served.get("/v2").status());
        }
    }

    private static void assertRefused(String status, String reply) {
        assertTrue(reply.startsWith("HTTP/1.1 " + status + " "), reply);
        assertTrue(reply.contains("{\"error\":\""), reply);
    }

    @Test
    void aBodyThatIsNotWholeIsTheClientsFault() throws IOException {
        try (Served served = served(64, Duration.ofSeconds(20))) {
            String head = "POST /predict HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
            String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
            for (String bad : List.of(chunked + "ZZ\r\n{}", chunked + "1\r\n{\r\nqq\r\n")) {
                String reply = exchange(served, bad);
                assertRefused("400", reply);
                assertTrue(reply.contains("the body does not come in whole"), reply);
            }
            try (Socket socket = new Socket("127.0.0.1", served.port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write((head + "Content-Length: 9\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                String reply = read(socket);
                assertTrue(reply.isEmpty() || reply.startsWith("HTTP/1.1 400 "), reply);
            }
            String server = served.get("/metrics").text();
            assertFalse(server.contains("status=\"5"), server);
        }
    }

    /** Of a request that is refused by its path or header the body is still to come: the connection serves on. */
    @Test
    void aRefusalBeforeTheBodyKeepsTheConnection() throws Exception {
        try (Served served = served(64, Duration.ofSeconds(20))) {
            for (String path : List.of("/nothing", "/v2/models/%F0/infer", "/v2/models/none/infer", "/metrics")) {
                try (Socket socket = new Socket("127.0.0.1", served.port())) {
                    socket.setSoTimeout(20_000);
                    String head = "POST " + path + " HTTP/1.1\r\n" + HOST
                            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{";
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(100);
                    String next = "}GET /v2/health/live HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n";
                    socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
                    String replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                    assertTrue(replies.startsWith("HTTP/1.1 4"), replies);
                    assertTrue(replies.contains("HTTP/1.1 200 "), replies);
                }
            }
        }
    }

    @Test
    void whoAsksBeforehandIsToldAtOnceThatABodyIsTooLarge() throws IOException {
        try (Served served = served(64, Duration.ofSeconds(20))) {
            String head = "POST /predict HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 5000000\r\n\r\n";
            assertRefused("413", exchange(served, head));
        }
    }

    /** The header is whole at one look for slow clients, the body at the next; the answer takes longer than both. */
    @Test
    void whoWaitsForAnAnswerIsNotCutOff() throws Exception {
        try (Served served = served(64, Duration.ofSeconds(2));
                Held held = Held.on(served);
                Socket socket = new Socket("127.0.0.1", served.port())) {
            socket.setSoTimeout(20_000);
            String row = "{\"colour\": \"red\", \"sold\": true, \"size\": 1.5, \"weight\": 2}";
            String head = "POST /predict HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\nContent-Length: "
                    + row.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + row.charAt(0)).getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(1300);
            socket.getOutputStream().write(row.substring(1).getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(4500);
            held.release();
            String reply = read(socket);
            assertTrue(reply.startsWith("HTTP/1.1 200 "), reply);
        }
    }

    @Test
    void aBodyThatDoesNotComeInIsCutOff() throws IOException {
        try (Served served = served(64, Duration.ofSeconds(1))) {
            String head = "POST /predict HTTP/1.1\r\n" + HOST
                    + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
            String reply = exchange(served, head);
            assertTrue(reply.startsWith("HTTP/1.1 408 "), reply);
            assertTrue(reply.contains("the body must come in within 1 seconds"), reply);
        }
    }

    @Test
    void aHeaderThatDripsIsCutOff() throws Exception {
        try (Served served = served(64, Duration.ofSeconds(1));
                Socket socket = new Socket("127.0.0.1", served.port())) {
            socket.setSoTimeout(20_000);
            Thread dripping = new Thread(() -> {
                try {
                    socket.getOutputStream().write("GET /v2 HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 200; i++) {
                        socket.getOutputStream().write('x');
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException cut) {
                    // as it should be
                }
            });
            dripping.start();
            assertEquals("", read(socket)); // an end, and before the drip's own
            dripping.interrupt();
            dripping.join();
        }
    }

    @Test
    void idleConnectionsAreKeptAndServeAgain() throws Exception {
        try (Served served = served(64, Duration.ofSeconds(1));
                Socket socket = new Socket("127.0.0.1", served.port())) {
            socket.setSoTimeout(20_000);
            String ask = "GET /v2/health/live HTTP/1.1\r\n" + HOST + "\r\n";
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
                byte[] some = new byte[4096];
                int count = socket.getInputStream().read(some);
                assertTrue(new String(some, 0, count, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200"));
                Thread.sleep(2500); // longer than a request may take to arrive
            }
        }
    }

    @Test
    void connectionsBeyondTheLimitWait() throws Exception {
        try (Served served = served(2, Duration.ofSeconds(20))) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Socket socket = new Socket("127.0.0.1", served.port());
                socket.getOutputStream()
                        .write(("GET /v2 HTTP/1.1\r\n" + HOST + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertTrue(socket.getInputStream().read() == 'H');
                idle.add(socket);
            }
            try (Socket third = new Socket("127.0.0.1", served.port())) {
                third.setSoTimeout(500);
                third.getOutputStream()
                        .write(("GET /v2 HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                org.junit.jupiter.api.Assertions.assertThrows(
                        java.net.SocketTimeoutException.class,
                        () -> third.getInputStream().read());
                idle.get(0).close();
                third.setSoTimeout(20_000);
                assertTrue(read(third).startsWith("HTTP/1.1 200 "));
            }
            idle.get(1).close();
        }
    }

    /** Sends bytes and reads until the server hangs up. */
    private static String exchange(Served served, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(socket);
        }
    }

    private static String read(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
                if (text.indexOf("\r\n\r\n") > 0 && text.charAt(text.length() - 1) == '}') {
                    break;
                }
            }
        } catch (java.net.SocketException reset) {
            return text.toString();
        }
        return text.toString();
    }
}
