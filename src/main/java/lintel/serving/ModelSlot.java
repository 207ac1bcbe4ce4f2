package lintel.serving;

import java.util.concurrent.atomic.AtomicReference;

/** The place of a model, which another version may take while requests come in. */
final class ModelSlot {
    private final ModelSource source;
    private final AtomicReference<LoadedModel> current;

    ModelSlot(ModelSource source, LoadedModel first) {
        this.source = source;
        this.current = new AtomicReference<>(first);
    }

    ModelSource source() {
        return source;
    }

    String name() {
        return current.get().name();
    }

    /** The model as it is now, held: the caller must {@link LoadedModel#release} it. */
    LoadedModel hold() {
        while (true) {
            LoadedModel model = current.get();
            if (model.hold()) {
                return model;
            }
        }
    }

    /** Requests that have begun end with the model they began with. @return the version replaced */
    String replace(LoadedModel next) {
        LoadedModel previous = current.getAndSet(next);
        previous.retire();
        return previous.version();
    }

    /** To be called when no request comes any more. */
    void close() {
        LoadedModel last = current.getAndSet(null);
        if (last != null) {
            last.retire();
        }
    }
}
