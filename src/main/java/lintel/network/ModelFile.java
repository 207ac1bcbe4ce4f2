package lintel.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.data.Preprocessing;
import lintel.data.Target;
import lintel.engine.Versions;

/**
 * A model as a file: {@code configuration.json} and {@code coefficients.bin} are what Deeplearning4j's
 * {@code ModelSerializer} writes and reads; the entries under {@code lintel/} hold the rest. The manifest has the
 * format version, and the SHA-256 of every other entry.
 *
 * <p>Reading uses neither Java deserialization nor Deeplearning4j's parsers: the network is built anew from
 * {@code lintel/network.json} and takes its numbers from {@code coefficients.bin}.
 */
final class ModelFile {
    /** Raised whenever a reader of the old format would misread the new one. Every format stays readable for ever. */
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ModelFile() {}

    static void write(Path path, Model model) {
        Network network = model.network();
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(ModelArchive.CONFIGURATION, network.configuration().getBytes(StandardCharsets.UTF_8));
        entries.put(ModelArchive.COEFFICIENTS, Coefficients.write(network.parameters()));
        entries.put(ModelArchive.NETWORK, bytes(NetworkJson.of(network)));
        entries.put(ModelArchive.PREPROCESSING, bytes(model.preprocessing().toJson()));
        entries.put(ModelArchive.TARGET, bytes(model.target().toJson()));
        entries.put(ModelArchive.DECISION, bytes(model.decision().toJson()));
        entries.put(ModelArchive.PROVENANCE, bytes(model.provenance().toJson()));
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("format", FORMAT).put("lintel", Versions.lintel());
        ObjectNode hashes = manifest.putObject("sha256");
        entries.forEach((name, bytes) -> hashes.put(name, sha256(bytes)));
        entries.put(ModelArchive.MANIFEST, bytes(manifest));
        ModelArchive.write(file(path), entries);
    }

    static Model read(Path path) {
        Path file = file(path);
        return ModelArchive.open(file, zip -> {
            try {
                return read(zip);
            } catch (InputException mistake) {
                throw new InputException(file + ": " + mistake.getMessage(), mistake);
            } catch (RuntimeException notOurs) { // whatever a foreign file makes our code trip over is its own fault
                throw new InputException(file + ": is not what Lintel writes: " + notOurs.getMessage(), notOurs);
            }
        });
    }

    private static Model read(ZipFile zip) throws IOException {
        JsonFields manifest = JsonFields.of(json(zip, ModelArchive.MANIFEST), "manifest");
        checkFormat(manifest);
        ModelArchive.checkNames(zip);
        JsonFields hashes = manifest.object("sha256");
        JsonNode configuration = json(zip, ModelArchive.CONFIGURATION, hashes);
        ConfigurationCheck.classes(configuration);
        byte[] coefficients = verified(zip, ModelArchive.COEFFICIENTS, hashes);
        Network network = NetworkJson.read(json(zip, ModelArchive.NETWORK, hashes), coefficients);
        ConfigurationCheck.layers(configuration, network);
        Preprocessing preprocessing = Preprocessing.fromJson(json(zip, ModelArchive.PREPROCESSING, hashes));
        Target target = Target.fromJson(json(zip, ModelArchive.TARGET, hashes));
        Decision decision = Decision.fromJson(json(zip, ModelArchive.DECISION, hashes), target);
        Provenance provenance = Provenance.fromJson(json(zip, ModelArchive.PROVENANCE, hashes));
        return new Model(network, preprocessing, decision, target, provenance);
    }

    private static void checkFormat(JsonFields manifest) {
        long format = manifest.integer("format", 1, Integer.MAX_VALUE);
        if (format > FORMAT) {
            String writer = manifest.text("lintel");
            throw new InputException(("is of format %d, written by Lintel %s; this is Lintel %s, which reads formats up"
                            + " to %d: use %s or newer")
                    .formatted(format, writer, Versions.lintel(), FORMAT, writer));
        }
    }

    private static JsonNode json(ZipFile zip, String name) throws IOException {
        return json(ModelArchive.read(zip, name), name);
    }

    private static JsonNode json(ZipFile zip, String name, JsonFields hashes) throws IOException {
        return json(verified(zip, name, hashes), name);
    }

    private static byte[] verified(ZipFile zip, String name, JsonFields hashes) throws IOException {
        byte[] bytes = ModelArchive.read(zip, name);
        if (!sha256(bytes).equals(hashes.text(name))) {
            throw new InputException(name + ": was changed after Lintel wrote it: its SHA-256 is not the manifest's");
        }
        return bytes;
    }

    private static JsonNode json(byte[] bytes, String name) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            throw new InputException("%s: is not JSON: %s".formatted(name, notJson.getOriginalMessage()), notJson);
        }
    }

    /** The same tree gives the same bytes on every system. */
    private static byte[] bytes(ObjectNode json) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            return JSON.writer(printer).writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Path file(Path path) {
        return Files.isDirectory(path) ? path.resolve("model.zip") : path;
    }
}
