package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import lintel.config.ConfigSchema;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    @Test
    void printsTheSchemaAsJson() throws IOException {
        Shell.Result result = Shell.run("schema");

        assertEquals(ExitCode.DONE, result.exitCode());
        ObjectMapper mapper = new ObjectMapper();
        assertEquals(mapper.readTree(ConfigSchema.json().toString()), mapper.readTree(result.out()));
    }

    @Test
    void printsTheReferencePage() {
        Shell.Result result = Shell.run("schema", "--markdown");

        assertEquals(ExitCode.DONE, result.exitCode());
        assertTrue(result.out().contains("learningRate"), result.out());
    }
}
