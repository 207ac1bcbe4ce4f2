package lintel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.InputException;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to run code, to exhaust memory or to lie about what they are. Each is refused in one line. */
class HostileModelFileTest {
    private static final String FOREIGN = "holds '%s', which is no part of a Lintel model";

    @TempDir
    Path folder;

    private Path file;
    private ForeignFile foreign;

    @BeforeEach
    void makeAGoodFile() throws IOException {
        file = folder.resolve("model.zip");
        SampleModels.logistic().model().save(file);
        foreign = new ForeignFile(Files.readAllBytes(file));
    }

    private void assertRefused(String message) throws IOException {
        foreign.save(file);
        assertEquals(
                file + ": " + message,
                assertThrows(InputException.class, () -> Model.load(file)).getMessage());
    }

    /** Touches a file when Java deserialization reads it. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String touched;

        Gadget(Path touched) {
            this.touched = touched.toString();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            Files.createFile(Path.of(touched));
        }
    }

    @Test
    void aSerializedGadgetDoesNotRun() throws IOException {
        Path touched = folder.resolve("touched");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Gadget(touched));
        }
        foreign.put("preprocessor.bin", bytes.toByteArray());
        assertRefused(FOREIGN.formatted("preprocessor.bin"));
        assertFalse(Files.exists(touched));

        // The same file does run its gadget in plain Deeplearning4j: the test would notice.
        assertThrows(
                Exception.class, () -> ModelSerializer.restoreMultiLayerNetworkAndNormalizer(file.toFile(), false));
        assertTrue(Files.exists(touched));
    }

    /** Says so when anybody makes it run, if only its static part. */
    static final class Strategy {
        static {
            strategyRan = true;
        }
    }

    private static volatile boolean strategyRan;

    @Test
    void aClassNamedByANormalizerOrAConfigurationDoesNotRun() throws IOException {
        String name = Strategy.class.getName();
        foreign.replace(ModelArchive.CONFIGURATION, "org.nd4j.linalg.learning.config.Adam", name);
        assertRefused("configuration.json: names '%s', which is no class a Lintel model may use".formatted(name));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("NORMALIZER");
            out.writeInt(1);
            out.writeUTF("CUSTOM");
            out.writeUTF(name);
        }
        foreign.put("normalizer.bin", bytes.toByteArray());
        assertRefused(FOREIGN.formatted("normalizer.bin"));
        assertFalse(strategyRan);

        // The same file does run the class in plain Deeplearning4j: the test would notice.
        foreign.replace(ModelArchive.CONFIGURATION, name, "org.nd4j.linalg.learning.config.Adam")
                .save(file);
        assertThrows(
                Exception.class, () -> ModelSerializer.restoreMultiLayerNetworkAndNormalizer(file.toFile(), false));
        assertTrue(strategyRan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.deeplearning4j.nn.conf.layers.OutputLayer",
                "org.nd4j.linalg.activations.impl.ActivationSigmoid",
                "org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT",
                "org.nd4j.linalg.learning.config.Adam",
                "org.deeplearning4j.nn.weights.WeightInitConstant"
            })
    void aForeignClassIsRefusedWhereverItStands(String replaced) throws IOException {
        foreign.replace(ModelArchive.CONFIGURATION, replaced, "javax.script.ScriptEngineManager");
        assertRefused("configuration.json: names 'javax.script.ScriptEngineManager', "
                + "which is no class a Lintel model may use");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\": {\"@class\": \"Evil\"}",
                "\"className\": \"Evil\"",
                "\"layerClass\": [\"Evil\"]",
                "\"x\": {\"y\": [[\"evil.Evil\"]]}",
                "\"x\": {\"evil.Evil\": 1}",
                "\"type\": \"[Levil.Evil;\"",
                "\"x\": {\"@\\u0063lass\": \"evil\\u002eEvil\"}"
            })
    void aClassNameInDisguiseIsRefused(String field) throws IOException {
        foreign.replace(ModelArchive.CONFIGURATION, "\"nout\"", field + ", \"nout\"")
                .save(file);
        String message =
                assertThrows(InputException.class, () -> Model.load(file)).getMessage();
        assertTrue(
                message.endsWith("vil', which is no class a Lintel model may use")
                        || message.endsWith("vil;', which is no class a Lintel model may use")
                        || message.endsWith("[\"Evil\"]', which is no class a Lintel model may use"),
                message);
    }

    @Test
    void aDuplicateKeyCannotHideAClass() throws IOException {
        foreign.replace(ModelArchive.CONFIGURATION, "\"nout\"", "\"nout\": 9, \"nout\"");
        assertRefused("configuration.json: is not JSON: Duplicate field 'nout'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped.json", "/etc/escaped", "lintel/", "lintel/decision.json ", "updaterState.bin"})
    void anUnknownEntryIsRefused(String name) throws IOException {
        foreign.put(name, "x");
        assertRefused(FOREIGN.formatted(name));
        assertFalse(Files.exists(folder.resolveSibling("escaped.json")));
    }

    @Test
    void aSecondEntryOfOneNameIsRefused() throws IOException {
        foreign.put("lintel/decision.jsoX", foreign.text(ModelArchive.DECISION));
        String zip = new String(foreign.zip(), StandardCharsets.ISO_8859_1);
        Files.write(file, zip.replace("decision.jsoX", "decision.json").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                file + ": holds 'lintel/decision.json' more than once",
                assertThrows(InputException.class, () -> Model.load(file)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lintel/provenance.json", "lintel/manifest.json", "configuration.json"})
    void aBombOfJsonIsNotUnpacked(String name) throws IOException {
        foreign.put(name, new byte[17 << 20]);
        foreign.save(file);
        String message =
                assertThrows(InputException.class, () -> Model.load(file)).getMessage();
        assertTrue(
                message.matches(".*: " + name + ": says it has 17825792 bytes, more than the \\d+ allowed"), message);
    }

    @Test
    void aBombOfCoefficientsIsNotUnpacked() throws IOException {
        foreign.put(ModelArchive.COEFFICIENTS, new byte[64 << 20]);
        foreign.save(file);
        String message =
                assertThrows(InputException.class, () -> Model.load(file)).getMessage();
        assertTrue(message.contains("coefficients.bin: says it has 67108864 bytes, more than the "), message);
    }

    @Test
    void anEntryThatLiesAboutItsSizeIsRefused() throws IOException {
        byte[] zip = foreign.put(ModelArchive.PROVENANCE, " ".repeat(0x123456)).zip();
        byte[] told = {0x56, 0x34, 0x12, 0};
        int found = 0;
        for (int i = 0; i + 4 <= zip.length; i++) {
            if (java.util.Arrays.equals(zip, i, i + 4, told, 0, 4)) {
                zip[i + 2] = 0; // says 0x3456 now
                found++;
            }
        }
        assertEquals(2, found, "the size stands behind the data and in the directory");
        Files.write(file, zip);
        assertEquals(
                file + ": lintel/provenance.json: is damaged: its size or checksum is wrong",
                assertThrows(InputException.class, () -> Model.load(file)).getMessage());
    }

    @Test
    void nestedJsonDoesNotExhaustTheStack() throws IOException {
        foreign.put(ModelArchive.DECISION, "[".repeat(100_000));
        foreign.save(file);
        String message =
                assertThrows(InputException.class, () -> Model.load(file)).getMessage();
        assertTrue(message.startsWith(file + ": lintel/decision.json: is not JSON: Document nesting depth"), message);
    }
}
