package lintel.serving;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer. */
final class Exchange {
    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger("serve");
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField NOT_KEPT = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField CLOSE = new PreEncodedHttpField(HttpHeader.CONNECTION, "close");

    private final Request request;
    private final Connection connection;
    private final Response response;
    private final Callback callback;
    private final ServerState state;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicLong held = new AtomicLong();
    private String route = "other";

    Exchange(Request request, Response response, Callback callback, ServerState state) {
        this.request = request;
        this.connection = request.getConnectionMetaData().getConnection();
        this.response = response;
        this.callback = callback;
        this.state = state;
    }

    Request request() {
        return request;
    }

    HttpFields headers() {
        return request.getHeaders();
    }

    /** From now on the server owes an answer, not the client a request. */
    void begin() {
        state.begin(connection);
    }

    /** What the metrics call it from now on. */
    void route(String name) {
        route = name;
    }

    void header(HttpHeader name, String value) {
        response.getHeaders().put(name, value);
    }

    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    void json(int status, Json.Writer body) {
        answer(status, JSON, Json.write(body));
    }

    void error(int status, String message) {
        json(status, json -> {
            json.writeStartObject();
            json.writeStringField("error", message);
            json.writeEndObject();
        });
    }

    /** No answer: a {@link RequestException} is the client's fault or a passing state, all else is ours. */
    void failed(Throwable failure) {
        if (failure instanceof RequestException known) {
            if (known.status() == RequestException.UNAVAILABLE) {
                header(HttpHeader.RETRY_AFTER, "1");
            } else if (known.status() == RequestException.TOO_LARGE || known.status() == RequestException.TIMED_OUT) {
                closeAfterwards(); // the rest of the body is not waited for
            }
            error(known.status(), known.getMessage());
        } else if (failure instanceof EofException || failure instanceof QuietException) {
            if (end()) { // the client is gone
                callback.failed(failure);
            }
        } else {
            LOG.error("unexpected failure", failure);
            error(500, "unexpected failure: a bug of Lintel's; the server's log tells more");
        }
    }

    /** @throws RequestException if all requests together have no room for so large a body */
    void hold(long bytes) {
        if (!state.take(bytes)) {
            throw new RequestException(
                    RequestException.UNAVAILABLE, "too much is being sent at once; try again in a second");
        }
        held.set(bytes);
    }

    /** Called when there is an answer, or will be none. */
    private boolean end() {
        boolean first = answered.compareAndSet(false, true);
        if (first) {
            state.giveBack(held.getAndSet(0));
            state.end(connection);
        }
        return first;
    }

    void closeAfterwards() {
        response.getHeaders().put(CLOSE);
    }

    /** Only the first answer counts. */
    void answer(int status, String contentType, byte[] body) {
        if (!end()) {
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(status);
        headers.put(HttpHeader.CONTENT_TYPE, contentType);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(NO_SNIFFING);
        headers.put(NOT_KEPT);
        if (state.draining()) {
            headers.put(CLOSE);
        }
        state.metrics().answered(route, status, System.nanoTime() - request.getBeginNanoTime());
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
