package lintel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;
import lintel.data.Dataset.SourceFile;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static final Provenance PROVENANCE = new Provenance(
            "name: x\n# ümläut\n",
            List.of(new SourceFile("a.csv", "00ff")),
            Long.MIN_VALUE,
            Map.of("lintel", "0.1.0", "java", "17"),
            Instant.parse("2026-01-31T12:00:00.75Z"));

    @Test
    void comesBackFromJsonEqual() {
        Provenance measured = PROVENANCE.withMetrics(Map.of("test", Map.of("logLoss", 0.1, "rocAuc", 1.0)));
        assertEquals(measured, Provenance.fromJson(measured.toJson()));
        assertEquals(0.1, measured.metrics().get("test").get("logLoss"));
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), measured.created());
    }

    @Test
    void sameProvenanceSameText() {
        assertEquals(
                PROVENANCE.toJson().toString(),
                Provenance.fromJson(PROVENANCE.toJson()).toJson().toString());
        assertThrows(
                UnsupportedOperationException.class, () -> PROVENANCE.versions().put("x", "y"));
    }

    @Test
    void foreignJsonIsRefused() {
        var json = PROVENANCE.toJson().put("created", "yesterday");
        assertEquals(
                "'provenance.created' must be a time such as 2026-01-31T12:00:00Z, but is \"yesterday\"",
                assertThrows(InputException.class, () -> Provenance.fromJson(json))
                        .getMessage());
    }
}
