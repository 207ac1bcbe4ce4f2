package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.export.Exports;
import lintel.network.Model;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs are found by the hash of the model they were made from, whatever happens meanwhile. */
class ExportCacheTest {
    @TempDir
    private Path folder;

    private List<Path> entries(Path cache) throws IOException {
        try (Stream<Path> all = Files.isDirectory(cache) ? Files.list(cache) : Stream.empty()) {
            return all.toList();
        }
    }

    @Test
    void aModelThatChangesMeanwhileIsNotKeptUnderTheOldOnesHash() throws Exception {
        Path cache = folder.resolve("cache");
        Path file = folder.resolve("model.zip");
        Model later = SampleModels.named("one-vs-rest").model();
        SampleModels.named("logistic").model().save(file);
        Path next = folder.resolve("next.zip");
        later.save(next);
        Thread replacing = new Thread(() -> {
            try {
                while (entries(cache).isEmpty()) { // its folder is made when the hash is known
                    Thread.sleep(5);
                }
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        });
        replacing.start();
        InputException changed = assertThrows(InputException.class, () -> ExportCache.graph(file, cache));
        replacing.join();
        assertEquals(file + ": has changed while it was exported", changed.getMessage());
        assertEquals(List.of(), entries(cache));

        Path graph = ExportCache.graph(file, cache);
        assertArrayEquals(Exports.onnx(later), Files.readAllBytes(graph));
        Files.delete(graph); // as if stopped while it was being dropped
        assertEquals(graph, ExportCache.graph(file, cache));
        assertArrayEquals(Exports.onnx(later), Files.readAllBytes(graph));
    }
}
