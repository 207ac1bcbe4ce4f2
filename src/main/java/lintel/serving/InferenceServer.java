package lintel.serving;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lintel.config.InputException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Answers questions to exported models over HTTP; started when constructed. */
public final class InferenceServer implements AutoCloseable {
    private static final int HEADER_BYTES = 8192;
    private static final int MOST_THREADS = 64;
    private static final long LOOK_SECONDS = 1;

    private final ServeOptions options;
    private final ServerState state;
    private final QueuedThreadPool threads;
    private final Server server;
    private final ServerConnector connector;
    private final Models models;
    /** One thread looks for replaced models, which may take long to be exported, one for slow clients. */
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "serve-clock");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param sources at least one
     * @param events  gets a line when a model is replaced, or could not be
     * @throws InputException if a model does not load or the address cannot be listened on
     */
    public InferenceServer(ServeOptions options, List<ModelSource> sources, Consumer<String> events) {
        this.options = options;
        Metrics metrics = new Metrics();
        this.state = new ServerState(metrics);
        this.threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("serve");
        this.server = new Server(threads);
        ModelLoader loader = new ModelLoader(options, metrics, threads);
        ModelWatch watch = new ModelWatch(loader, metrics, events);
        this.models = new Models(watch.load(sources));
        this.connector = connector();
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.connections(), connector));
        server.setErrorHandler(new JsonErrors(state));
        server.setHandler(new GracefulHandler(new Router(options, state, models)));
        start();
        clock.scheduleWithFixedDelay(watch.over(models), 500, 500, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(
                new ArrivalWatch(connector, state, options.arrival()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private ServerConnector connector() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(Router.PATHS);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector made;
        if (options.tls().isPresent()) {
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setSslContext(options.tls().get());
            made = new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, plain.getProtocol()), plain);
        } else {
            made = new ServerConnector(server, 1, 1, plain);
        }
        made.setHost(options.host());
        made.setPort(options.port());
        made.setIdleTimeout(TimeUnit.MINUTES.toMillis(1));
        return made;
    }

    private void start() {
        try {
            server.start();
        } catch (Exception failure) { // so Jetty declares it
            close();
            if (failure instanceof IOException) {
                Throwable cause = rootCause(failure);
                throw new InputException(
                        "cannot listen on %s:%d: %s"
                                .formatted(
                                        options.host(),
                                        options.port(),
                                        cause instanceof UnresolvedAddressException
                                                ? "there is no such host"
                                                : cause.getMessage()),
                        failure);
            }
            throw new IllegalStateException("the server does not start", failure);
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Bytes that the body of a request may have at most: a part of the memory that Java may use. */
    public static long largestBody() {
        return Math.min(1 << 30, ServerState.MOST_HELD);
    }

    Models models() {
        return models;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(options.host(), connector.getLocalPort());
    }

    /** Names and versions of the models, such as {@code breast-cancer 4f0c2a9b1d3e}. */
    public List<String> serving() {
        List<String> names = new ArrayList<>();
        for (ModelSlot slot : models.all()) {
            LoadedModel model = slot.hold();
            model.release();
            names.add(model.name() + " " + model.version());
        }
        return names;
    }

    /**
     * Says no longer to be ready, stops accepting connections after a while and waits for what has been accepted.
     *
     * @return whether all of it ended in time
     */
    public boolean drain() {
        state.drain();
        try {
            TimeUnit.NANOSECONDS.sleep(options.notice().toNanos());
            server.setStopTimeout(options.drain().toMillis());
            boolean idle = state.idle();
            long began = System.nanoTime();
            server.stop();
            return options.drain().isZero()
                    ? idle
                    : System.nanoTime() - began < options.drain().toNanos();
        } catch (Exception failure) { // so Jetty declares it
            return false;
        } finally {
            close();
        }
    }

    /** Ends at once. */
    @Override
    public void close() {
        clock.shutdownNow();
        server.setStopTimeout(0);
        try {
            server.stop();
        } catch (Exception failure) { // so Jetty declares it
            throw new IllegalStateException("the server does not stop", failure);
        }
        models.all().forEach(ModelSlot::close);
    }
}
