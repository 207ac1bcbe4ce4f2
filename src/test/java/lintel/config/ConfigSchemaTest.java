package lintel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSchemaTest {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V7);
    private static final JsonSchema SCHEMA = FACTORY.getSchema(ConfigSchema.json());

    @Test
    void isADraft7Schema() {
        JsonSchema draft7 = FACTORY.getSchema(SchemaLocation.of(SchemaId.V7));
        assertEquals(java.util.Set.of(), draft7.validate(ConfigSchema.json().toString(), InputFormat.JSON));
    }

    @Test
    void carriesDocsDefaultsAndBounds() {
        JsonNode training = ConfigSchema.json().at("/properties/training");
        assertEquals("How the network is fitted", training.at("/description").textValue());
        assertEquals("auto", training.at("/properties/solver/default").textValue());
        assertEquals(1, training.at("/properties/epochs/minimum").intValue());
        assertEquals(50, training.at("/properties/epochs/default").intValue());
        assertEquals(0, training.at("/properties/clipNorm/exclusiveMinimum").intValue());
        assertEquals(
                "[\"\",\"NA\",\"?\"]",
                ConfigSchema.json()
                        .at("/properties/data/properties/missing/default")
                        .toString());
        assertEquals("[\"data\",\"model\"]", ConfigSchema.json().at("/required").toString());
        assertTrue(training.at("/properties/optimizer/anyOf/1/properties/adamW/description")
                .isTextual());
    }

    /**
     * The second judge is networknt's validator; rules between keys, which a schema cannot say, are left out
     * of ours.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheBinderOnSoundAndBrokenConfigs(long seed) {
        RandomConfigs configs = new RandomConfigs(new Random(seed));
        int sound = 0;
        int rounds = 300;
        for (int i = 0; i < rounds; i++) {
            String json = configs.next().toString();
            Mistakes mistakes = new Mistakes();
            new Binder(mistakes, (block, keys) -> {})
                    .bind(
                            Forms.experiment(),
                            TreeReader.read(json, "x.json", mistakes).orElseThrow(),
                            "");
            boolean valid = SCHEMA.validate(json, InputFormat.JSON).isEmpty();
            assertEquals(
                    valid,
                    !mistakes.any(),
                    () -> json + "\n" + SCHEMA.validate(json, InputFormat.JSON) + "\n" + mistakes);
            sound += valid ? 1 : 0;
        }
        assertTrue(sound > rounds / 10 && sound < rounds * 9 / 10, "sound: " + sound);
    }
}
