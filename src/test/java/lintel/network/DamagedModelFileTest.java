package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.engine.Versions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut short, changed, incomplete, from the future, or no model at all. */
class DamagedModelFileTest {
    @TempDir
    Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void makeAGoodFile() throws IOException {
        file = folder.resolve("model.zip");
        SampleModels.logistic().model().save(file);
        good = Files.readAllBytes(file);
    }

    private String refused(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        String message =
                assertThrows(InputException.class, () -> Model.load(file)).getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        assertEquals(1, message.lines().count(), message);
        return message.substring((file + ": ").length());
    }

    private String refused(ForeignFile foreign) throws IOException {
        return refused(foreign.zip());
    }

    @Test
    void cutShortAnywhereItIsRefused() throws IOException {
        for (int length = 0; length < good.length; length += 256) {
            String message = refused(Arrays.copyOf(good, length));
            assertTrue(message.startsWith("is not a model file, or a damaged one: "), message);
        }
        refused(Arrays.copyOf(good, good.length - 1));
    }

    /** Bytes nobody reads, such as times in the zip's directory, may change without harm; no other may. */
    @Test
    void aFlippedBitIsNoticedOrWithoutEffect() throws IOException {
        flipEvery(7); // no multiple of any field's size
    }

    @Test
    @Tag("slow")
    void everyFlippedBitIsNoticedOrWithoutEffect() throws IOException {
        flipEvery(1);
    }

    private void flipEvery(int bytes) throws IOException {
        SampleModels sample = SampleModels.logistic();
        float[] expected = sample.model()
                .score(sample.model().preprocessing().apply(sample.data()))
                .values();
        int unnoticed = 0;
        for (int i = 0; i < good.length; i += bytes) {
            byte[] flipped = good.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            Files.write(file, flipped);
            try {
                Model model = Model.load(file);
                unnoticed++;
                assertEquals(sample.model().provenance(), model.provenance());
                assertEquals(sample.model().target(), model.target());
                assertEquals(sample.model().decision(), model.decision());
                assertArrayEquals(
                        expected,
                        model.score(model.preprocessing().apply(sample.data())).values());
            } catch (InputException noticed) {
                assertTrue(noticed.getMessage().startsWith(file + ": "), noticed.getMessage());
            }
        }
        assertTrue(unnoticed < good.length / bytes / 5, "%d of %d".formatted(unnoticed, good.length / bytes));
    }

    static Stream<String> names() {
        return ModelArchive.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aMissingEntryIsNamed(String name) throws IOException {
        ForeignFile foreign = new ForeignFile(good);
        foreign.entries.remove(name);
        assertEquals("lacks '%s'".formatted(name), refused(foreign));
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEmptyEntryIsRefused(String name) throws IOException {
        refused(new ForeignFile(good).put(name, ""));
        refused(new ForeignFile(good).put(name, "{}"));
        refused(new ForeignFile(good).put(name, "null"));
        refused(new ForeignFile(good).put(name, "\0\1\2"));
    }

    @Test
    void aFileOfTheFutureSaysWhichLintelReadsIt() throws IOException {
        ForeignFile foreign = new ForeignFile(good)
                .replace(ModelArchive.MANIFEST, "\"format\" : 1", "\"format\" : 2")
                .replace(ModelArchive.MANIFEST, Versions.lintel(), "9.8.7");
        foreign.entries.put("lintel/calibration.json", new byte[0]);
        assertEquals(
                "is of format 2, written by Lintel 9.8.7; this is Lintel %s, which reads formats up to 1:"
                        .concat(" use 9.8.7 or newer")
                        .formatted(Versions.lintel()),
                refused(foreign));
    }

    @Test
    void aChangedEntryIsNoticedByItsHash() throws IOException {
        ForeignFile foreign = new ForeignFile(good);
        String decision = foreign.text(ModelArchive.DECISION);
        foreign.entries.put(
                ModelArchive.DECISION, decision.replace("0.4", "0.9").getBytes());
        assertEquals(
                "lintel/decision.json: was changed after Lintel wrote it: its SHA-256 is not the manifest's",
                refused(foreign));
    }

    @Test
    void coefficientsMustBeFiniteAndAsManyAsTheNetworkHas() throws IOException {
        ForeignFile foreign = new ForeignFile(good);
        float[] parameters = SampleModels.logistic().model().network().parameters();
        assertEquals(
                "coefficients.bin: must hold 8 parameters in 145 bytes, but has 149 bytes",
                refused(foreign.put(ModelArchive.COEFFICIENTS, Coefficients.write(new float[9]))));
        byte[] bytes = Coefficients.write(parameters);
        bytes[2] ^= 1;
        assertEquals(
                "coefficients.bin: is not a vector of 8 float32 numbers as ND4J writes it",
                refused(foreign.put(ModelArchive.COEFFICIENTS, bytes)));
        parameters[3] = Float.NaN;
        assertEquals(
                "coefficients.bin: parameter 3 of 8 must be a finite number, but is NaN",
                refused(foreign.put(ModelArchive.COEFFICIENTS, Coefficients.write(parameters))));
    }

    /** Sizes are multiplied out before anything of that size is made. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "logistic|\"features\" : 7|\"features\" : 16777216|coefficients.bin: must hold 16777217 parameters in",
                "lstm|[ 4, 3 ]|[ 16777216, 3 ]|'network' describes more parameters than a model file can hold",
                "lstm|[ 4, 3 ]|[ 3, 4 ]|coefficients.bin: must hold 265 parameters in",
                "lstm|[ 4, 3 ]|[ ]|'network.model.lstm.layers' must be a list of 1 to 1000, but is []",
                "lstm|[ 4, 3 ]|[ 4, 0 ]|'network.model.lstm.layers[1]' must be an integer in [1, 16777216], but is 0",
                "lstm|\"steps\" : -1|\"steps\" : 0|'network.steps' must be 0 for logistic regression and only for it",
                "lstm|\"steps\" : -1|\"steps\" : 5|is not what Lintel writes: preprocessing does not fit the rest",
                "lstm|\"dropout\" : 0.2|\"dropout\" : 1|'network.model.lstm.dropout' must be a number in [0.0, 0.9999",
                "lstm|\"output\" : \"last\"|\"output\" : \"first\"|'network.model.lstm.output' must be one of last, ev",
                "lstm|\"output\" : \"last\"|\"truncate\" : 3, \"output\" : \"last\"|'network.model.lstm.truncate' must",
                "logistic|\"logistic\"|\"svm\"|'network.model.lstm' must be an object, but is absent"
            })
    void aNetworkThatCannotBeIsRefused(String sample, String from, String to, String message) throws IOException {
        SampleModels.named(sample).model().save(file);
        ForeignFile foreign = new ForeignFile(Files.readAllBytes(file)).replace(ModelArchive.NETWORK, from, to);
        String found = refused(foreign);
        assertTrue(found.startsWith(message), found);
    }

    @Test
    void aConfigurationOfAnotherNetworkIsRefused() throws IOException {
        ForeignFile foreign = new ForeignFile(good);
        assertEquals(
                "configuration.json: describes another network than lintel/network.json: "
                        + "layers of [[8, 1]] instead of [[7, 1]]",
                refused(foreign.replace(ModelArchive.CONFIGURATION, "\"nin\" : 7", "\"nin\" : 8")));
    }

    @Test
    void preprocessingOfOtherColumnsIsRefused() throws IOException {
        ForeignFile foreign = new ForeignFile(good);
        String text = foreign.text(ModelArchive.PREPROCESSING).replaceFirst("\"size\"", "\"length\"");
        assertEquals(
                "preprocessing step 'impute-numbers' was made for other columns",
                refused(foreign.put(ModelArchive.PREPROCESSING, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "not a zip at all", "a,b\n1,2\n"})
    void whatIsNoZipIsSaid(String content) throws IOException {
        String message = refused(content.getBytes());
        assertTrue(message.startsWith("is not a model file, or a damaged one: "), message);
    }

    @Test
    void noFileIsSaidWithTheNearestName() {
        Path absent = folder.resolve("absent");
        assertEquals(
                absent + ": no such file",
                assertThrows(InputException.class, () -> Model.load(absent)).getMessage());
        Path typo = folder.resolve("modle.zip");
        assertEquals(
                "%s: no such file; did you mean '%s'?".formatted(typo, file),
                assertThrows(InputException.class, () -> Model.load(typo)).getMessage());
    }

    @Test
    void aTargetOfTwoEqualClassesIsRefused() throws IOException {
        ForeignFile foreign = new ForeignFile(good);
        assertEquals(
                "'target.classes' must be distinct names, but is [\"no\",\"no\"]",
                refused(foreign.replace(ModelArchive.TARGET, "[ \"no\", \"yes\" ]", "[ \"no\", \"no\" ]")));
    }
}
