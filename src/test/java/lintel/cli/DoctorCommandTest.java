package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import lintel.engine.Versions;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void saysWhatLintelRunsOn() {
        Shell.Result result = Shell.run("doctor");

        assertTrue(result.out().startsWith("lintel          " + Versions.lintel() + "\n"), result.out());
        assertTrue(result.out().contains("\nbackend         cpu\nblas            OpenBLAS "), result.out());
        assertTrue(result.out().contains(" GFLOP/s on one core"), result.out());
        assertTrue(result.out().contains("\nbandwidth       "), result.out());
        assertEquals("", result.err());
    }

    @Test
    void jsonHoldsFactsAndProblems() throws IOException {
        Shell.Result result = Shell.run("doctor", "--json");

        JsonNode json = new ObjectMapper().readTree(result.out());
        assertEquals(Versions.deeplearning4j(), json.get("deeplearning4j").asText());
        assertEquals("cpu", json.get("backend").asText());
        assertEquals(json.get("problems").isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE, result.exitCode());
    }
}
