package lintel.export;

/** An export that does not say what the model says: a bug, of Lintel's or of the runtime's. Nothing is left of it. */
public final class ExportFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExportFailure(String message, Throwable cause) {
        super(message, cause);
    }

    ExportFailure(String message) {
        super(message);
    }
}
