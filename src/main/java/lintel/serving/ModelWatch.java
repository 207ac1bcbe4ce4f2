package lintel.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lintel.config.InputException;

/** Loads models, and again when their files change. A file that does not work leaves the old model in place. */
final class ModelWatch {
    private final ModelLoader loader;
    private final Metrics metrics;
    private final Consumer<String> events;
    private final Map<ModelSource, Stamp> tried = new HashMap<>();
    private final Map<ModelSource, Stamp> lately = new HashMap<>();

    /**
     * What the file system says of a file; something else once it has been replaced or written.
     *
     * @param key    of the file itself, as opposed to another one of that name
     * @param beside when the coefficients beside it were written
     */
    private record Stamp(Path file, Object key, FileTime modified, long size, List<FileTime> beside) {
        static Stamp of(ModelSource source) {
            try {
                Path file = source.file();
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(file, found.fileKey(), found.lastModifiedTime(), found.size(), beside(file));
            } catch (IOException | InputException absent) {
                return new Stamp(source.path(), null, null, -1, List.of());
            }
        }

        private static List<FileTime> beside(Path graph) throws IOException {
            List<FileTime> times = new ArrayList<>();
            for (Path file : LogOdds.places(graph)) {
                times.add(Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0));
            }
            return times;
        }
    }

    ModelWatch(ModelLoader loader, Metrics metrics, Consumer<String> events) {
        this.loader = loader;
        this.metrics = metrics;
        this.events = events;
    }

    /** @throws InputException if one of them does not load */
    List<ModelSlot> load(List<ModelSource> sources) {
        List<ModelSlot> slots = new ArrayList<>();
        try {
            for (ModelSource source : sources) {
                tried.put(source, Stamp.of(source));
                LoadedModel model = load(source, source.name());
                metrics.serving(model.name(), model.version(), null);
                slots.add(new ModelSlot(source, model));
            }
        } catch (RuntimeException failure) {
            slots.forEach(ModelSlot::close);
            throw failure;
        }
        return slots;
    }

    private LoadedModel load(ModelSource source, Optional<String> name) {
        Path file = source.file();
        return loader.load(ModelSource.needsExport(file) ? ExportCache.graph(file) : file, name);
    }

    /** What looks for changed files; to be called twice a second or so, by one thread. */
    Runnable over(Models models) {
        return () -> models.all().forEach(this::look);
    }

    /** A file is read when it is the same at two looks: it may still be being written. */
    private void look(ModelSlot slot) {
        Stamp now = Stamp.of(slot.source());
        Stamp before = lately.put(slot.source(), now);
        if (!now.equals(before) || now.equals(tried.get(slot.source()))) {
            return;
        }
        tried.put(slot.source(), now);
        String name = slot.name();
        try {
            LoadedModel next = load(slot.source(), Optional.of(name));
            String previous = slot.replace(next);
            metrics.serving(name, next.version(), previous);
            metrics.reloaded(name, true);
            events.accept("%s: version %s takes the place of %s".formatted(name, next.version(), previous));
        } catch (RuntimeException | Error failure) {
            metrics.reloaded(name, false);
            events.accept("%s: goes on with the model it has: %s".formatted(name, failure.getMessage()));
        }
    }
}
