package lintel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lintel.config.BackendConfig;
import lintel.config.InputException;
import lintel.data.Dataset.SourceFile;
import lintel.engine.ComputeBackend;
import lintel.evaluation.Evaluation;
import lintel.network.Model;
import lintel.network.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {
    @TempDir
    private Path folder;

    private Path config(String model) {
        return model.equals("lstm") ? Example.lstm(folder, 3) : Example.logistic(folder);
    }

    private Run run(Path config) {
        return Experiment.load(config).run(folder.resolve("runs"), Watcher.none());
    }

    private static String figures(Evaluation evaluation) {
        return evaluation.toJson().toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "lstm"})
    void leavesACompleteFolder(String model) throws IOException {
        Run run = run(config(model));
        try (var files = Files.list(run.folder().path())) {
            assertEquals(
                    List.of("config.yaml", "history.csv", "lock.json", "metrics.json", "model.zip", "predictions.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        ObjectMapper json = new ObjectMapper();
        assertEquals(
                figures(run.evaluation()),
                json.readTree(run.folder().metrics().toFile()).toString());
        assertEquals(run.config(), Experiment.load(run.folder().config()).config());
        assertEquals(run.history().toCsv(), Files.readString(run.folder().history()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "lstm"})
    void sameConfigSameBits(String model) {
        Path config = config(model);
        Run first = run(config);
        Run second = run(config);
        assertArrayEquals(
                first.model().network().parameters(), second.model().network().parameters());
        assertEquals(figures(first.evaluation()), figures(second.evaluation()));
        Run other = Experiment.load(config).with("seed", 43).run(folder.resolve("runs"), Watcher.none());
        assertFalse(java.util.Arrays.equals(
                first.model().network().parameters(), other.model().network().parameters()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "lstm"})
    void evaluatingTheRunGivesTheSameFigures(String model) {
        Run run = run(config(model));
        assertEquals(figures(run.evaluation()), figures(Judge.run(run.folder())));
    }

    @Test
    void replayRepeatsTheBitsAndRefusesOtherData() throws IOException {
        Run run = run(config("lstm"));
        Run again = Experiment.replay(run.folder(), folder.resolve("again"), Watcher.none());
        assertArrayEquals(
                run.model().network().parameters(), again.model().network().parameters());

        Path data = folder.resolve("data.csv");
        Files.writeString(data, Files.readString(data).replaceFirst("red", "blue"));
        InputException changed = assertThrows(
                InputException.class, () -> Experiment.replay(run.folder(), folder.resolve("again"), Watcher.none()));
        assertEquals(
                run.folder().path() + ": its data has changed since; nothing was done",
                changed.mistakes().get(0));
        assertTrue(changed.mistakes().get(1).matches("  ~ .*data\\.csv  sha256 was [0-9a-f]{64}, is [0-9a-f]{64}"));
        assertThrows(InputException.class, () -> Judge.run(run.folder()));
    }

    @Test
    void theSameBytesByAnotherPathAreNoChange() {
        Lock lock = Lock.of(
                Experiment.load(config("logistic")).config(),
                folder,
                List.of(new SourceFile("data.csv", "ab12")),
                ComputeBackend.ofLogistic(BackendConfig.AUTO));
        assertEquals(List.of(), lock.dataChanges(List.of(new SourceFile("/home/me/data.csv", "ab12"))));
        assertEquals(
                List.of(
                        "- data.csv  sha256 ab12: was read then, is not read now",
                        "+ /home/me/data.csv  sha256 cd34: was not read then"),
                lock.dataChanges(List.of(new SourceFile("/home/me/data.csv", "cd34"))));
    }

    @Test
    void stoppedRunIsUsableAndResumesToTheSameBits() {
        Path config = config("lstm");
        Run whole = run(config);
        Run stopped = Experiment.load(config).run(folder.resolve("runs"), new StopAfter(9));
        assertTrue(stopped.history().stopped());
        assertTrue(Files.exists(stopped.folder().checkpoint()));
        assertEquals(figures(stopped.evaluation()), figures(Judge.run(stopped.folder())), "what there is is saved");

        Run resumed = Experiment.resume(RunFolder.open(stopped.folder().path()), Watcher.none());
        assertArrayEquals(
                whole.model().network().parameters(), resumed.model().network().parameters());
        assertEquals(figures(whole.evaluation()), figures(resumed.evaluation()));
        InputException done =
                assertThrows(InputException.class, () -> Experiment.resume(stopped.folder(), Watcher.none()));
        assertEquals(stopped.folder().path() + ": is complete: there is nothing to resume", done.getMessage());
    }

    /** Asks to stop once so many batches are done. */
    private static final class StopAfter implements Watcher {
        private int left;

        StopAfter(int batches) {
            left = batches;
        }

        @Override
        public void batchDone(Batch batch) {
            left--;
        }

        @Override
        public boolean stopRequested() {
            return left <= 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "lstm"})
    void predictionsOfATableAreThoseOfTheRun(String model) throws IOException {
        Run run = run(config(model));
        StringBuilder all = new StringBuilder();
        Model saved = Model.load(run.folder().path());
        assertEquals(
                240,
                new Predictor(saved, false).predict(folder.resolve("data.csv").toString(), all));
        List<String> lines = all.toString().lines().toList();
        assertEquals("row,probability,label", lines.get(0));
        List<String> test = Files.readAllLines(run.folder().predictions());
        assertEquals("row,target,probability,label", test.get(0));
        for (String line : test.subList(1, test.size())) {
            String[] cells = line.split(",");
            String[] predicted = lines.get(1 + Integer.parseInt(cells[0])).split(",");
            assertEquals(Float.parseFloat(cells[2]), Float.parseFloat(predicted[1]), 1e-6, line);
            assertEquals(cells[3], predicted[2]);
        }
    }

    @Test
    void oneRowInJavaIsARowOfTheFile() throws IOException {
        Run run = run(config("logistic"));
        List<String> rows = Files.readAllLines(folder.resolve("data.csv"));
        String[] names = rows.get(0).split(",");
        String[] cells = rows.get(1).split(",", -1);
        var row = new java.util.HashMap<String, Object>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        Prediction prediction = run.model().predict(row);
        StringBuilder csv = new StringBuilder();
        new Predictor(run.model(), false).predict(folder.resolve("data.csv").toString(), csv);
        assertEquals(
                "0,%s,%s".formatted(prediction.probability(), prediction.label()),
                csv.toString().lines().toList().get(1));
    }

    @Test
    void jsonPredictionsAreOneObject() throws IOException {
        Run run = run(config("logistic"));
        StringBuilder out = new StringBuilder();
        new Predictor(run.model(), true).predict(folder.resolve("data.csv").toString(), out);
        var predictions = new ObjectMapper().readTree(out.toString()).get("predictions");
        assertEquals(240, predictions.size());
        List<String> names = new ArrayList<>();
        predictions.get(7).fieldNames().forEachRemaining(names::add);
        assertEquals(List.of("row", "probability", "label"), names);
        assertEquals(7, predictions.get(7).get("row").asInt());
    }

    @Test
    void aMistakeLeavesNoFolder() {
        Path config = config("logistic");
        Experiment wrong = Experiment.load(config).with("data.target", "Y");
        assertThrows(InputException.class, () -> wrong.run(folder.resolve("runs"), Watcher.none()));
        assertFalse(Files.exists(folder.resolve("runs")));
    }

    @Test
    void anUnwritableFolderIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        Experiment experiment = Experiment.load(config("logistic"));
        InputException refused = assertThrows(InputException.class, () -> experiment.run(file, Watcher.none()));
        assertEquals(file + ": cannot make a run folder here: a file of that name is in the way", refused.getMessage());
    }
}
