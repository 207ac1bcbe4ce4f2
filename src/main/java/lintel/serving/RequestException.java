package lintel.serving;

/** What a client did wrong, or what keeps the server from answering now: an HTTP status and one line that says why. */
final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TIMED_OUT = 408;
    static final int TOO_LARGE = 413;
    static final int MEDIA_TYPE = 415;
    static final int UNAVAILABLE = 503;

    private final int status;

    /** @param status of HTTP, 400 to 599 */
    RequestException(int status, String message) {
        super(message, null, false, false); // thousands a second under attack: without stack traces
        this.status = status;
    }

    static RequestException bad(String rule, Object... found) {
        return new RequestException(BAD_REQUEST, rule.formatted(found));
    }

    int status() {
        return status;
    }
}
