package lintel.serving;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.util.Callback;

/** Reads the bodies of requests: JSON, not too large, not too slowly; no thread waits for one. */
final class Body {
    private static final long MOST_DISCARDED = 8;
    private static final int FIRST = 1 << 16;

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
        new Arriving(exchange, reader, Math.max(0, length)).begin();
    }

    /** Many clients hear an answer only when all they have to say has been taken; what is far too much is cut off. */
    private void discard(Exchange exchange, long length) {
        if (length > MOST_DISCARDED * most) {
            throw tooLarge();
        }
        Callback then = Callback.from(() -> exchange.failed(tooLarge()), gone -> exchange.failed(tooLarge()));
        Content.Source.consumeAll(exchange.request(), then);
    }

    /** A body that comes in piece by piece, and whoever waits for it. */
    private final class Arriving implements Runnable {
        private final Exchange exchange;
        private final Consumer<byte[]> reader;
        private final AtomicBoolean over = new AtomicBoolean();
        private byte[] bytes;
        private int count;

        Arriving(Exchange exchange, Consumer<byte[]> reader, long length) {
            this.exchange = exchange;
            this.reader = reader;
            this.bytes = new byte[(int) Math.min(length, FIRST)]; // a length is only a claim
        }

        void begin() {
            run();
            if (!over.get()) {
                exchange.request()
                        .getComponents()
                        .getScheduler()
                        .schedule(this::late, arrival.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void late() {
            refuse(new RequestException(
                    RequestException.TIMED_OUT,
                    "the body must come in within %d seconds".formatted(arrival.toSeconds())));
        }

        /** Takes what there is; Jetty calls again when there is more. */
        @Override
        public void run() {
            while (!over.get()) {
                Content.Chunk chunk = exchange.request().read();
                if (chunk == null) {
                    exchange.request().demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    refuse(new Gone(chunk.getFailure()));
                    return;
                }
                boolean last = chunk.isLast();
                boolean fits = take(chunk.getByteBuffer());
                chunk.release();
                if (!fits) {
                    refuse(tooLarge());
                } else if (last && over.compareAndSet(false, true)) {
                    hand();
                }
            }
        }

        private boolean take(ByteBuffer piece) {
            int more = piece.remaining();
            if (count + more > most) {
                return false;
            }
            if (count + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(count + more, 2 * bytes.length)));
            }
            piece.get(bytes, count, more);
            count += more;
            return true;
        }

        private void hand() {
            try {
                reader.accept(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
            } catch (Throwable refused) { // whatever it is, the client must hear of it
                exchange.failed(refused);
            }
        }

        private void refuse(Throwable reason) {
            if (over.compareAndSet(false, true)) {
                exchange.failed(reason);
            }
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
