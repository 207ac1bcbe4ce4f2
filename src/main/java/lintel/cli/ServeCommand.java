package lintel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import lintel.config.InputException;
import lintel.serving.InferenceServer;
import lintel.serving.Limits;
import lintel.serving.ModelSource;
import lintel.serving.ServeOptions;
import lintel.serving.Tls;
import lintel.serving.Token;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel serve}: answers over HTTP until Ctrl-C or SIGTERM. */
@Command(
        description = "Answer over HTTP: the Open Inference Protocol, named columns at /predict, a page at /.",
        footer = {
            "",
            "The token that clients must present is read from --token-file, or from $LINTEL_TOKEN.",
            "The password of --tls-store is read from $LINTEL_TLS_PASSWORD.",
            "Exit code 0 when all that was accepted has been answered, 3 when some of it took too long."
        })
final class ServeCommand extends LintelCommand {
    private static final String TOKEN = "LINTEL_TOKEN";
    private static final String PASSWORD = "LINTEL_TLS_PASSWORD";

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "A model.zip, a run folder, an exported model.onnx or its folder; NAME=MODEL names it.")
    private List<String> models;

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "0: any free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Runs of one model at the same time (default: the number of cores).")
    private int threads = ServeOptions.standard().threads();

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            description = "Largest body of a request; at most an eighth of Java's memory (default: ${DEFAULT-VALUE}).")
    private int body = ServeOptions.standard().limits().body();

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "Rows or sequences of one request at most (default: ${DEFAULT-VALUE}).")
    private int rows = ServeOptions.standard().limits().examples();

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            description = "Rows that waiting requests are joined up to; 1: never (default: ${DEFAULT-VALUE}).")
    private int batch = ServeOptions.standard().batch();

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "Requests that may wait for a model; more get 503 (default: ${DEFAULT-VALUE}).")
    private int queue = ServeOptions.standard().queue();

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Connections at the same time (default: ${DEFAULT-VALUE}).")
    private int connections = ServeOptions.standard().connections();

    @Option(
            names = "--arrival",
            paramLabel = "SECONDS",
            description = "A request must have come in whole after that (default: ${DEFAULT-VALUE}).")
    private int arrival = (int) ServeOptions.standard().arrival().toSeconds();

    @Option(
            names = "--notice",
            paramLabel = "SECONDS",
            description = "When asked to stop, say not to be ready for so long before taking no more connections"
                    + " (default: ${DEFAULT-VALUE}).")
    private int notice = 0;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "What has been accepted may take so long to end (default: ${DEFAULT-VALUE}).")
    private int drain = (int) ServeOptions.standard().drain().toSeconds();

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the token that clients must present.")
    private Path tokenFile;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "PEM: the server's certificate and those that sign it; needs --tls-key.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM: its private key (PKCS#8).")
    private Path key;

    @Option(names = "--tls-store", paramLabel = "FILE", description = "PKCS#12: both in one file.")
    private Path store;

    @Override
    int run() {
        checkRanges();
        ServeOptions options = new ServeOptions(
                host,
                port,
                threads,
                new Limits(body, rows),
                batch,
                queue,
                connections,
                Duration.ofSeconds(arrival),
                Duration.ofSeconds(notice),
                Duration.ofSeconds(drain),
                token(),
                tls());
        Stopping stopping = Stopping.install();
        List<ModelSource> sources = models.stream().map(ModelSource::of).toList();
        InferenceServer server = new InferenceServer(options, sources, this::event);
        announce(server, options);
        stopping.await();
        event("stopping");
        return server.drain() ? ExitCode.DONE : ExitCode.STOPPED;
    }

    private void checkRanges() {
        check("--port", port, 0, 65_535);
        check("--threads", threads, 1, 1024);
        check("--max-body", body, 1, (int) InferenceServer.largestBody());
        check("--max-rows", rows, 1, 1 << 20);
        check("--max-batch", batch, 1, 1 << 16);
        check("--queue", queue, 1, 1 << 20);
        check("--connections", connections, 1, 1 << 20);
        check("--arrival", arrival, 1, 3600);
        check("--notice", notice, 0, 3600);
        check("--drain", drain, 0, 3600);
    }

    private static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new InputException(
                    "'%s' must be an integer in [%d, %d], but is %d".formatted(option, least, most, value));
        }
    }

    private Optional<Token> token() {
        if (tokenFile != null) {
            return Optional.of(Token.read(tokenFile));
        }
        return Optional.ofNullable(System.getenv(TOKEN)).map(text -> Token.of(text, TOKEN));
    }

    private Optional<SSLContext> tls() {
        if ((certificate == null) != (key == null) || certificate != null && store != null) {
            throw new InputException("give '--tls-certificate' with '--tls-key', or '--tls-store'");
        }
        if (store != null) {
            String password = System.getenv(PASSWORD);
            if (password == null) {
                throw new InputException("'--tls-store' needs its password in $" + PASSWORD);
            }
            return Optional.of(Tls.ofPkcs12(store, password.toCharArray()));
        }
        return certificate == null ? Optional.empty() : Optional.of(Tls.ofPem(certificate, key));
    }

    private void announce(InferenceServer server, ServeOptions options) {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        String url = "%s://%s:%d"
                .formatted(
                        options.tls().isPresent() ? "https" : "http",
                        shown,
                        server.address().getPort());
        if (json) {
            ObjectNode started = JsonNodeFactory.instance.objectNode().put("url", url);
            server.serving().forEach(started.putArray("models")::add);
            out().println(started);
        } else {
            out().println("serving %s at %s".formatted(String.join(", ", server.serving()), url));
        }
        out().flush();
        if (!loopback() && options.token().isEmpty()) {
            event("warning: whoever reaches %s may ask: --token-file makes them present a token".formatted(url));
        }
    }

    private boolean loopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private void event(String line) {
        err().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
}
