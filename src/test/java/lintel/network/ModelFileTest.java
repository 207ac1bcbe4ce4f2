package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.data.Examples;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ModelFileTest {
    @TempDir
    Path folder;

    static Stream<String> samples() {
        return SampleModels.NAMES.stream();
    }

    private static Examples examples(SampleModels sample) {
        return sample.model().preprocessing().apply(sample.data());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void comesBackTheSame(String name) throws IOException {
        SampleModels sample = SampleModels.named(name);
        Model model = sample.model();
        Path file = folder.resolve("model.zip");
        model.save(file);
        Model loaded = Model.load(file);
        assertEquals(model.network().config(), loaded.network().config());
        assertEquals(model.decision(), loaded.decision());
        assertEquals(model.target(), loaded.target());
        assertEquals(model.provenance(), loaded.provenance());
        assertArrayEquals(
                model.score(examples(sample)).values(),
                loaded.score(loaded.preprocessing().apply(sample.data())).values());
        loaded.save(folder.resolve("again.zip"));
        assertEquals(-1, Files.mismatch(file, folder.resolve("again.zip")), "the same model gives the same bytes");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void plainDeeplearning4jOpensItAndAgrees(String name) throws IOException {
        SampleModels sample = SampleModels.named(name);
        Path file = folder.resolve("model.zip");
        sample.model().save(file);
        MultiLayerNetwork plain = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        Examples all = examples(sample);
        for (int i = 0; i < Math.min(8, all.size()); i++) {
            Examples one = all.select(new int[] {i});
            try (INDArray output = plain.output(input(one))) {
                float[] expected = sample.model().score(one).values();
                for (int k = 0; k < expected.length; k++) {
                    int outputs = sample.model().network().outputs();
                    // [1, outputs] or, for every step, [1, outputs, steps]
                    double found =
                            output.rank() == 2 ? output.getDouble(0, k) : output.getDouble(0, k % outputs, k / outputs);
                    assertEquals(found, expected[k], 1e-6);
                }
            }
        }
    }

    private static INDArray input(Examples one) {
        if (one instanceof Examples.Dense dense) {
            float[] row = new float[dense.features()];
            dense.values().copyRow(0, row, 0);
            return Nd4j.create(new float[][] {row});
        }
        Examples.Steps steps = (Examples.Steps) one;
        float[][][] values = new float[1][steps.features()][steps.length(0)]; // [batch, features, time]
        for (int feature = 0; feature < steps.features(); feature++) {
            for (int step = 0; step < steps.length(0); step++) {
                values[0][feature][step] = steps.values().get(step, feature);
            }
        }
        return Nd4j.create(values);
    }

    @Test
    void coefficientsAreWhatNd4jWrites() throws IOException {
        float[] parameters = {1.5f, -0f, Float.MIN_VALUE, 3e38f, -7};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (INDArray array = Nd4j.create(parameters)) {
            Nd4j.write(array, new DataOutputStream(bytes));
        }
        assertArrayEquals(bytes.toByteArray(), Coefficients.write(parameters));
        assertArrayEquals(parameters, Coefficients.read(bytes.toByteArray(), 5));
    }

    @Test
    void classesWeWriteAndClassesWeAllowAreTheSame() {
        Set<String> written = new TreeSet<>();
        for (String name : SampleModels.NAMES) {
            String configuration = SampleModels.named(name)
                    .model()
                    .network()
                    .dl4j()
                    .getLayerWiseConfigurations()
                    .toJson();
            Pattern.compile("\"@class\" : \"([^\"]*)\"")
                    .matcher(configuration)
                    .results()
                    .forEach(match -> written.add(match.group(1)));
        }
        assertEquals(new TreeSet<>(ConfigurationCheck.classes()), written);
    }

    @Test
    void aRunFolderWillDo() {
        Model model = SampleModels.logistic().model();
        model.save(folder);
        assertTrue(Files.exists(folder.resolve("model.zip")));
        assertEquals(model.provenance(), Model.load(folder).provenance());
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        Path absent = folder.resolve("absent/model.zip");
        var error = assertThrows(
                InputException.class, () -> SampleModels.logistic().model().save(absent));
        assertEquals(absent + ": cannot be written: no such file or folder", error.getMessage());
    }

    /** A JVM of its own, so that what other tests loaded does not count. */
    @Test
    void aLogisticModelLoadsScoresAndSavesWithoutNd4j() throws IOException, InterruptedException {
        SampleModels.logistic().model().save(folder);
        Path classes = folder.resolve("classes.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PredictOnce.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.startsWith("yes ") || output.startsWith("no "), output);
        List<String> loaded;
        try (Stream<String> lines = Files.lines(classes)) {
            loaded = lines.filter(line -> line.contains(" org.nd4j.") || line.contains(" org.bytedeco."))
                    .toList();
        }
        assertEquals(List.of(), loaded);
        assertEquals(-1, Files.mismatch(folder.resolve("model.zip"), folder.resolve("again.zip")));
    }

    /** The program of the test above. */
    static final class PredictOnce {
        public static void main(String[] arguments) {
            long start = System.nanoTime();
            Model model = Model.load(Path.of(arguments[0]));
            Prediction prediction = model.predict(Map.of("size", 1, "colour", "red", "sold", true, "weight", 0.5));
            model.save(Path.of(arguments[0], "again.zip"));
            System.out.printf("%s %.0f ms%n", prediction.label(), (System.nanoTime() - start) / 1e6);
        }
    }
}
