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
    void estimatesTheMemoryOfAConfig() throws IOException {
        String lstm = "configs/digits-3-vs-7-lstm.yaml";
        JsonNode json =
                new ObjectMapper().readTree(Shell.run("doctor", lstm, "--json").out());
        assertTrue(
                json.get("needs")
                        .asText()
                        .matches("about [0-9.]+ MB of memory, 0\\.[0-9] MB of it for the examples;"
                                + " 13,601 parameters"),
                json.get("needs").asText());
        // 4 · 32 · (8 + 32 + 1) + 4 · 32 · (32 + 32 + 1) + 32 + 1 parameters
        assertTrue(json.get("gpuNeeds").asText().matches("about 1,0[0-9.]+ MB of a GPU's memory"));

        Shell.Result huge = Shell.run("doctor", lstm, "-o", "model.lstm.layers=[16384, 16384]", "--json");
        assertTrue(huge.out().contains("the config needs about "), huge.out());
        assertEquals(ExitCode.MISTAKE, huge.exitCode());
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
