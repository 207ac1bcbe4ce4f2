package lintel.serving;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How models are served.
 *
 * @param host        the address listened on; only this machine can reach a loopback address
 * @param port        0 to 65535; 0: any free one
 * @param threads     runs of one model that may go on at the same time, at least 1
 * @param limits      how much one request may ask for
 * @param batch       rows that waiting requests are joined up to, at least 1
 * @param queue       requests of one model that may wait, at least 1
 * @param connections open at the same time, at least 1; further ones wait to be accepted
 * @param arrival     a request must have come in whole within this time
 * @param notice      after {@link InferenceServer#drain} new connections are still accepted for so long, so that
 *     whoever asks for readiness can look elsewhere
 * @param drain       what has been accepted may take so long to end
 * @param token       what clients must present as {@code Authorization: Bearer …}; empty: nothing
 * @param tls         empty: plain HTTP
 */
public record ServeOptions(
        String host,
        int port,
        int threads,
        Limits limits,
        int batch,
        int queue,
        int connections,
        Duration arrival,
        Duration notice,
        Duration drain,
        Optional<Token> token,
        Optional<SSLContext> tls) {

    /** What {@code lintel serve} does when nothing else is said, on any free port of the loopback address. */
    public static ServeOptions standard() {
        return new ServeOptions(
                "127.0.0.1",
                0,
                Runtime.getRuntime().availableProcessors(),
                new Limits(4 << 20, 4096),
                64,
                256,
                1024,
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty());
    }
}
