package lintel.serving;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

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

    /**
     * Hands the whole body over, in this thread if it is there, or answers why it does not come in.
     *
     * @throws RequestException if it is not to be read at all
     */
    void read(Exchange exchange, Consumer<byte[]> reader) {
        checkHeaders(exchange);
        long length = exchange.request().getLength();
        if (length > most) {
            throw tooLarge();
        }
        exchange.hold(length >= 0 ? length : most);
        new Arriving(exchange, reader, Math.max(0, length)).begin();
    }

    /**
     * Answers a request whose body is not read. Many clients hear an answer only when all they have to say has been
     * taken, and the connection serves on only then; what is far too much is cut off, and who asks beforehand is told
     * at once.
     */
    void refuse(Exchange exchange, Throwable reason) {
        Runnable answer = () -> exchange.failed(reason);
        boolean asks = exchange.headers().contains(HttpHeader.EXPECT);
        if (asks || exchange.request().getLength() > MOST_DISCARDED * most) {
            exchange.closeAfterwards();
            answer.run();
            return;
        }
        Scheduler.Task late = afterArrival(exchange, () -> {
            exchange.closeAfterwards();
            answer.run();
        });
        Runnable taken = () -> {
            late.cancel();
            answer.run();
        };
        Content.Source.consumeAll(exchange.request(), Callback.from(taken, gone -> taken.run()));
    }

    private Scheduler.Task afterArrival(Exchange exchange, Runnable then) {
        return exchange.request()
                .getComponents()
                .getScheduler()
                .schedule(then, arrival.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A body that comes in piece by piece, and whoever waits for it. */
    private final class Arriving implements Runnable {
        private final Exchange exchange;
        private final Consumer<byte[]> reader;
        private final AtomicBoolean over = new AtomicBoolean();
        private byte[] bytes;
        private int count;
        private volatile Scheduler.Task timer;

        Arriving(Exchange exchange, Consumer<byte[]> reader, long length) {
            this.exchange = exchange;
            this.reader = reader;
            this.bytes = new byte[(int) Math.min(length, FIRST)]; // a length is only a claim
        }

        void begin() {
            run();
            if (!over.get()) {
                timer = afterArrival(exchange, this::late);
                if (over.get()) {
                    timer.cancel();
                }
            }
        }

        /** Whether this thread is the one that ends it. A timer left behind would hold the body until it is due. */
        private boolean end() {
            boolean first = over.compareAndSet(false, true);
            Scheduler.Task set = timer;
            if (first && set != null) {
                set.cancel();
            }
            return first;
        }

        private void late() {
            refuse(tooSlow());
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
                    refuse(notWhole(chunk.getFailure()));
                    return;
                }
                boolean last = chunk.isLast();
                boolean fits = take(chunk.getByteBuffer());
                chunk.release();
                if (!fits) {
                    refuse(tooLarge());
                } else if (last && end()) {
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

        private void refuse(RequestException reason) {
            if (end()) {
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

    /** Jetty's words for it say what is wrong with the framing. */
    private RequestException notWhole(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return tooSlow();
        }
        String reason = failure instanceof HttpException http ? http.getReason() : null;
        return RequestException.bad(
                "the body does not come in whole%s", reason == null ? "" : ": " + Texts.shortened(reason));
    }

    private RequestException tooSlow() {
        return new RequestException(
                RequestException.TIMED_OUT, "the body must come in within %d seconds".formatted(arrival.toSeconds()));
    }

    private RequestException tooLarge() {
        return new RequestException(RequestException.TOO_LARGE, "the body must have at most %d bytes".formatted(most));
    }
}
