package lintel.serving;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model ready to answer. It is closed when it has been {@link #retire retired} and the last request that holds it is
 * done.
 *
 * @see ModelLoader
 */
final class LoadedModel {
    private final String name;
    private final String version;
    private final Form form;
    private final Optional<LogOdds> logOdds;
    private final OrtSession session;
    private final Batcher batcher;
    private final Instant loaded = Instant.now();
    private final AtomicInteger holders = new AtomicInteger(1);

    LoadedModel(
            String name, String version, Form form, Optional<LogOdds> logOdds, OrtSession session, Batcher batcher) {
        this.name = name;
        this.version = version;
        this.form = form;
        this.logOdds = logOdds;
        this.session = session;
        this.batcher = batcher;
    }

    /** As in the paths of requests. */
    String name() {
        return name;
    }

    /** The first 12 digits of the SHA-256 of the graph's file: which model an answer came from. */
    String version() {
        return version;
    }

    Form form() {
        return form;
    }

    /** Present for logistic regression whose coefficients stand beside the graph. */
    Optional<LogOdds> logOdds() {
        return logOdds;
    }

    Batcher batcher() {
        return batcher;
    }

    Instant loaded() {
        return loaded;
    }

    /** Keeps it open until {@link #release}. @return whether it still was */
    boolean hold() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            try {
                session.close();
            } catch (OrtException failure) {
                throw new IllegalStateException("a graph cannot be closed", failure);
            }
        }
    }

    /** Called once, when another model has taken its place. */
    void retire() {
        release();
    }
}
