package lintel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.network.Model;
import lintel.report.ModelText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights and a chosen penalty, from the config to the run folder. */
class WeightedRunTest {
    private static final String CONFIG =
            """
            data:
              source: %s
              target: {column: y, positive: yes}
              split: {column: part}
            %spreprocessing: {numeric: {scale: none}}
            model: {logistic: {l2: %s}}
            """;

    @TempDir
    private Path folder;

    private final StringBuilder weighted = new StringBuilder("a,w,b,part,y\n");
    private final StringBuilder repeated = new StringBuilder("a,b,part,y\n");

    /** The same rows twice: with a number of times beside them, and as many times. */
    @BeforeEach
    void rows() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            String part = i % 4 == 0 ? "validation" : i % 4 == 1 ? "test" : "train";
            String label = a - b + random.nextGaussian() > 0.5 ? "yes" : "no";
            int times = random.nextInt(3);
            weighted.append("%s,%d.0,%s,%s,%s%n".formatted(a, times, b, part, label));
            String row = "%s,%s,%s,%s%n".formatted(a, b, part, label);
            repeated.append(row.repeat(part.equals("train") ? times : 1));
        }
    }

    @Test
    void aRowOfWeightTwoIsTheRowTwiceAndOfNoneIsNoRow() throws IOException {
        Run once = run("weighted", weighted, "  weight: w\n", "1.0");
        Run often = run("repeated", repeated, "", "1.0");
        assertArrayEquals(
                often.model().network().parameters(), once.model().network().parameters(), 1e-5f);
        for (String part : List.of("validation", "test")) { // within what the parameters may differ by
            assertEquals(logLoss(often, part), logLoss(once, part), 1e-6);
        }
        assertEquals(List.of("a", "b"), once.model().preprocessing().outputNames());
        assertEquals(
                figures(once, "test"),
                Judge.run(once.folder()).toJson().path("test").path("logLoss").toString());
    }

    /** Three hundred cities, which are stored sparsely. */
    @Test
    void weightsReachSparseRows() throws IOException {
        Random random = new Random(5);
        StringBuilder once = new StringBuilder("city,w,part,y\n");
        StringBuilder often = new StringBuilder("city,part,y\n");
        for (int i = 0; i < 600; i++) {
            int times = i < 300 ? 1 : random.nextInt(4);
            String label = random.nextInt(300) < i % 300 ? "yes" : "no";
            once.append("c%d,%d,train,%s%n".formatted(i % 300, times, label));
            often.append("c%d,train,%s%n".formatted(i % 300, label).repeat(times));
        }
        assertArrayEquals(
                run("often", often, "", "1.0").model().network().parameters(),
                run("once", once, "  weight: w\n", "1.0").model().network().parameters(),
                1e-4f);
    }

    @Test
    void noOneButTrainingNeedsTheWeights() throws IOException {
        Run run = run("weighted", weighted, "  weight: w\n", "1.0");
        Model model = Model.load(run.folder().path());
        assertTrue(model.predict(Map.of("a", 2, "b", -2)).probability() > 0.9);
        Path unweighted = Files.writeString(folder.resolve("new.csv"), repeated);
        int rows = (int) repeated.chars().filter(c -> c == '\n').count() - 1;
        assertEquals(
                rows,
                Judge.data(model, unweighted.toString())
                        .toJson()
                        .at("/test/count/value")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 'must be a finite number >= 0, but is ''-1'''",
        "NaN, 'must be a finite number >= 0, but is ''NaN'''",
        "1e39, 'must be a finite number >= 0, but is ''1e39'''",
        "heavy, 'must be a finite number >= 0, but is ''heavy'''",
        "'', 'is empty, but every row needs a value'"
    })
    void wrongWeightsAreNamedWithTheirPlace(String weight, String rule) {
        String data = "a,w,b,part,y\n1,2,3,train,yes\n1,%s,3,train,no\n2,1,1,validation,no\n".formatted(weight);
        var error = assertThrows(InputException.class, () -> run("wrong", data, "  weight: w\n", "1.0"));
        assertEquals(folder.resolve("wrong.csv") + ":3:3: column 'w' " + rule, error.getMessage());
    }

    @Test
    void weightsMustNotAllBeZeroNorOfOneClass() {
        String none = "a,w,b,part,y\n1,0,3,train,yes\n1,0,3,train,no\n2,1,1,validation,no\n";
        var error = assertThrows(InputException.class, () -> run("none", none, "  weight: w\n", "1.0"));
        assertEquals(
                folder.resolve("none.csv")
                        + ": column 'w' must be above 0 in some row of the training split, but is 0 in all",
                error.getMessage());
        String one = "a,w,b,part,y\n1,1,3,train,yes\n1,0,3,train,no\n2,1,1,validation,no\n";
        error = assertThrows(InputException.class, () -> run("one", one, "  weight: w\n", "1.0"));
        assertEquals(
                "the training split has only class 'yes' of column 'y'; another split is needed", error.getMessage());
        error = assertThrows(InputException.class, () -> run("lacks", one, "  weight: ww\n", "1.0"));
        assertTrue(error.getMessage().endsWith("but is 'ww'; did you mean 'w'?"), error.getMessage());
    }

    @Test
    void theChosenPenaltyIsSeenAndFoundAgain() throws IOException {
        Run run = run("auto", weighted, "  weight: w\n", "auto");
        double l2 = run.history().chosenL2().orElseThrow();
        assertEquals(l2, run.toJson().path("l2").asDouble());
        Model model = Model.load(run.folder().path());
        assertEquals(new ModelConfig.Logistic(l2), model.network().config());
        assertTrue(ModelText.of(model).startsWith("model        logistic regression, l2 " + l2 + "\n"));
        assertEquals(
                run.history().pathCsv(), Files.readString(run.folder().path().resolve("path.csv")));

        Run again = Experiment.replay(run.folder(), folder.resolve("again"), Watcher.none());
        assertArrayEquals(
                run.model().network().parameters(), again.model().network().parameters());
        assertEquals(run.history().path(), again.history().path());
    }

    private static double logLoss(Run run, String part) {
        return run.evaluation().toJson().at("/" + part + "/logLoss/value").doubleValue();
    }

    private static String figures(Run run, String part) {
        return run.evaluation().toJson().path(part).path("logLoss").toString();
    }

    private Run run(String name, CharSequence data, String weight, String l2) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), data);
        Path config = Files.writeString(
                folder.resolve(name + ".yaml"), CONFIG.formatted(folder.resolve(name + ".csv"), weight, l2));
        return Experiment.load(config).run(folder.resolve("runs"), Watcher.none());
    }
}
