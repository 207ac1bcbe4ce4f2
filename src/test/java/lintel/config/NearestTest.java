package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("epochs", "batchSize", "learningRate", "clipNorm");

    @Test
    void typosFindTheirName() {
        assertEquals(Optional.of("epochs"), Nearest.to("epcohs", KEYS));
        assertEquals(Optional.of("batchSize"), Nearest.to("batchsize", KEYS));
        assertEquals(Optional.of("batchSize"), Nearest.to("batch-size", KEYS));
        assertEquals(Optional.of("learningRate"), Nearest.to("learning_rate", KEYS));
    }

    @Test
    void nothingSimilarFindsNothing() {
        assertEquals(Optional.empty(), Nearest.to("dropout", KEYS));
        assertEquals(Optional.empty(), Nearest.to("epochs", List.of()));
        assertEquals(Optional.empty(), Nearest.to("", KEYS));
    }

    @Test
    void ofEquallyNearNamesTheFirstIsTaken() {
        assertEquals(Optional.of("x1"), Nearest.to("x3", List.of("x1", "x2")));
    }
}
