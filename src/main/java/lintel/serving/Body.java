package lintel.serving;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** Reads the bodies of requests: JSON, not too large, not too slowly; no thread waits for one. */
final class Body {
    private static final long MOST_DISCARDED = 8;

    private final int most;
    private final Duration arrival;

    /** @param most bytes */
    Body(int most, Duration arrival) {
        this.most = most;
        this.arrival = arrival;
    }

    /** Hands the whole body over, in this thread if it is there, or answers why not. */
    void read(Exchange exchange, Consumer<byte[]> reader) {
        checkHeaders(exchange);
        long length = exchange.request().getLength();
        if (length > most) {
            discard(exchange, length);
            return;
        }
        exchange.hold(length >= 0 ? length : most);
        Arriving arriving = new Arriving(exchange, reader);
        Content.Source.asByteArrayAsync(exchange.request(), most, arriving);
        arriving.limit();
    }

    /** Many clients hear an answer only when all they have to say has been taken; what is far too much is cut off. */
    private void discard(Exchange exchange, long length) {
        if (length > MOST_DISCARDED * most) {
            throw tooLarge();
        }
        Callback then = Callback.from(() -> exchange.failed(tooLarge()), gone -> exchange.failed(tooLarge()));
        Content.Source.consumeAll(exchange.request(), then);
    }

    /** A body that comes in, and whoever waits for it. */
    private final class Arriving implements Promise.Invocable<byte[]> {
        private final Exchange exchange;
        private final Consumer<byte[]> reader;
        private volatile boolean here;

        Arriving(Exchange exchange, Consumer<byte[]> reader) {
            this.exchange = exchange;
            this.reader = reader;
        }

        void limit() {
            if (!here) {
                exchange.request()
                        .getComponents()
                        .getScheduler()
                        .schedule(this::late, arrival.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void late() {
            if (!here) {
                exchange.failed(new RequestException(
                        RequestException.TIMED_OUT,
                        "the body must come in within %d seconds".formatted(arrival.toSeconds())));
            }
        }

        @Override
        public void succeeded(byte[] body) {
            here = true;
            try {
                reader.accept(body);
            } catch (Throwable refused) { // whatever it is, the client must hear of it
                exchange.failed(refused);
            }
        }

        @Override
        public void failed(Throwable failure) {
            here = true;
            boolean large = failure instanceof IllegalStateException; // so says Jetty
            exchange.failed(large ? tooLarge() : new Gone(failure));
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.BLOCKING;
        }
    }

    private void checkHeaders(Exchange exchange) {
        String type = exchange.headers().get(HttpHeader.CONTENT_TYPE);
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.equals(Exchange.JSON)) {
            throw new RequestException(
                    RequestException.MEDIA_TYPE,
                    "the header Content-Type must be application/json, but is "
                            + (type == null ? "missing" : "'" + Texts.shortened(type) + "'"));
        }
        String encoding = exchange.headers().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RequestException(RequestException.MEDIA_TYPE, "the body must not be compressed");
        }
    }

    private RequestException tooLarge() {
        return new RequestException(RequestException.TOO_LARGE, "the body must have at most %d bytes".formatted(most));
    }

    /** The client went away before its request was whole. */
    private static final class Gone extends RuntimeException implements QuietException {
        private static final long serialVersionUID = 1L;

        Gone(Throwable cause) {
            super(cause);
        }
    }
}
