package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ShippedConfigsTest {
    static Stream<Path> configs() throws IOException {
        return Files.list(Path.of("configs")).filter(file -> file.toString().endsWith(".yaml"));
    }

    @Test
    void allAreThere() throws IOException {
        assertEquals(7, configs().count());
    }

    @ParameterizedTest
    @MethodSource("configs")
    void beginsByTellingWhatItShowsAndReads(Path file) throws IOException {
        assertTrue(Files.readString(file).startsWith("# "), "no comment in the first line");
        ExperimentConfig config = ConfigReader.read(file).config();
        assertEquals(file.getFileName().toString(), config.name() + ".yaml");
        assertEquals(
                config,
                ConfigReader.read(ConfigWriter.yaml(config), "again.yaml").config());
    }

    /** Through the library's own loader, so that the schema sees what an editor's language server sees. */
    @ParameterizedTest
    @MethodSource("configs")
    void holdsToTheSchemaAsResolvedToo(Path file) throws IOException {
        assertEquals(Set.of(), violations(Files.readString(file)));
        assertEquals(
                Set.of(), violations(ConfigWriter.yaml(ConfigReader.read(file).config())));
    }

    private static Set<?> violations(String yaml) {
        Object plain = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        String json = new com.fasterxml.jackson.databind.ObjectMapper()
                .valueToTree(plain)
                .toString();
        return JsonSchemaFactory.getInstance(VersionFlag.V7)
                .getSchema(ConfigSchema.json())
                .validate(json, InputFormat.JSON);
    }
}
