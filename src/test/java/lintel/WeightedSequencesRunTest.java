package lintel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import lintel.network.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of sequences, and of their steps, from the config to the run folder. */
class WeightedSequencesRunTest {
    private static final String CONFIG =
            """
            data:
              source: %s
              target: {column: y, positive: yes}
              split: {column: part}
              sequences: {id: id, order: time}
            %spreprocessing: {numeric: {scale: none}}
            model: {lstm: {layers: [5, 4], %s}}
            training: {optimizer: {momentum: {learningRate: 0.1}}, epochs: 8, batchSize: 1000, %s}
            """;

    @TempDir
    private Path folder;

    private final StringBuilder weighted = new StringBuilder("id,time,a,b,w,part,y\n");
    private final StringBuilder repeated = new StringBuilder("id,time,a,b,part,y\n");

    /** The same sequences twice: with a number of times beside each row, and as many times, by other names. */
    @BeforeEach
    void rows() {
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            String part = i % 5 == 0 ? "validation" : i % 5 == 1 ? "test" : "train";
            int times = random.nextInt(4);
            double sum = 0;
            int length = 1 + random.nextInt(6);
            String[] rows = new String[length];
            for (int t = 0; t < length; t++) {
                double a = random.nextGaussian();
                double b = random.nextGaussian();
                sum += a - b;
                String label = sum > 1 ? "yes" : "no";
                rows[t] = "%d,%s,%s,%%s%s,%s%n".formatted(t, a, b, part, label);
                weighted.append("s%d,".formatted(i)).append(rows[t].formatted(times + ","));
            }
            for (int copy = 0; copy < (part.equals("train") ? times : 1); copy++) {
                for (String row : rows) {
                    repeated.append("s%d-%d,".formatted(i, copy)).append(row.formatted(""));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output: last",
                "output: last, bidirectional: true",
                "output: every-step",
                "output: every-step, truncate: 2"
            })
    void aSequenceOfWeightTwoIsTheSequenceTwiceAndOfNoneIsNoSequence(String output) throws IOException {
        for (String classes : List.of("", "classWeights: balanced", "classWeights: {yes: 3}")) {
            Run once = run("weighted", weighted, "  weight: w\n", output, classes);
            Run often = run("repeated", repeated, "", output, classes);
            assertArrayEquals(
                    often.model().network().parameters(), once.model().network().parameters(), 2e-5f);
            for (String part : List.of("validation", "test")) { // within what the parameters may differ by
                assertEquals(logLoss(often, part), logLoss(once, part), 1e-5);
            }
            assertEquals(List.of("a", "b"), once.model().preprocessing().outputNames());
            assertEquals(
                    logLoss(once, "test"),
                    Judge.run(once.folder()).toJson().at("/test/logLoss/value").doubleValue());
        }
    }

    @Test
    void balancedClassesFindMoreOfTheRareOne() throws IOException {
        String output = "output: every-step";
        double plain = recall(run("plain", weighted, "", output, ""));
        double balanced = recall(run("balanced", weighted, "", output, "classWeights: balanced"));
        assertTrue(balanced > plain, balanced + " of the positives instead of " + plain);
    }

    @Test
    void noOneButTrainingNeedsTheWeights() throws IOException {
        Run run = run("weighted", weighted, "  weight: w\n", "output: last", "");
        Model model = Model.load(run.folder().path());
        Path unweighted = Files.writeString(folder.resolve("new.csv"), repeated);
        long sequences = repeated.toString()
                .lines()
                .skip(1)
                .map(line -> line.split(",")[0])
                .distinct()
                .count();
        assertEquals(
                sequences,
                Judge.data(model, unweighted.toString())
                        .toJson()
                        .at("/test/count/value")
                        .asLong());
    }

    private static double recall(Run run) {
        return run.evaluation().toJson().at("/train/recall/value").doubleValue();
    }

    private static double logLoss(Run run, String part) {
        return run.evaluation().toJson().at("/" + part + "/logLoss/value").doubleValue();
    }

    private Run run(String name, CharSequence data, String weight, String output, String training) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), data);
        Path config = Files.writeString(
                folder.resolve(name + ".yaml"),
                CONFIG.formatted(folder.resolve(name + ".csv"), weight, output, training)
                        .replace(", }", "}"));
        return Experiment.load(config).run(folder.resolve("runs"), Watcher.none());
    }
}
