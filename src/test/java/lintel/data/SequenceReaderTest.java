package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lintel.config.DataConfig;
import lintel.config.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class SequenceReaderTest {
    private static final String LSTM = "model: {lstm: {layers: 4}}";
    private static final String EVERY_STEP = "model: {lstm: {layers: 4, output: every-step}}";

    @TempDir
    private Path folder;

    private Loading loading;

    @BeforeEach
    void files() throws IOException {
        loading = new Loading(folder)
                .file("s/part_2.csv", "a,b", "3,30")
                .file("s/part_10.csv", "b,a", "40,4", "50,5", "60,6")
                .file("s/part_1.csv", "a,b", "1,10", "2,20")
                .file("s/targets.csv", "id,label", "10,yes", "1,no", "2,yes")
                .file(
                        "long.csv",
                        "id,time,x,label",
                        "p,2,12,0",
                        "q,1,21,1",
                        "p,1,11,1",
                        "q,10,23,0",
                        "q,9,22,1",
                        "r,1,31,0");
    }

    private static final String FILES =
            "source: s, sequences: {files: part_*.csv, targets: targets.csv, id: id}, target: label";

    @Test
    void oneFilePerSequenceWithATargetTable() {
        Dataset data = loading.all(FILES, LSTM);
        assertArrayEquals(new int[] {0, 2, 3, 6}, data.starts());
        assertArrayEquals(new long[] {0, 1, 2}, data.ids());
        assertEquals(List.of("a", "b"), data.features().schema().names());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6},
                DatasetLoaderTest.column(data.features().numbers()));
        assertArrayEquals(new float[] {0, 1, 1}, DatasetLoaderTest.column(data.labels()));
        assertFalse(data.perStep());
    }

    @Test
    void zipHoldsTheSameAsTheFolder() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("s.zip"), Map.of("create", "true"))) {
            for (String name : List.of("part_2.csv", "part_10.csv", "part_1.csv", "targets.csv")) {
                Files.copy(folder.resolve("s").resolve(name), zip.getPath(name));
            }
        }
        Dataset fromZip = loading.all(FILES.replace("source: s,", "source: s.zip,"), LSTM);
        assertArrayEquals(
                DatasetLoaderTest.column(loading.all(FILES, LSTM).features().numbers()),
                DatasetLoaderTest.column(fromZip.features().numbers()));
    }

    @Test
    void hashOfAFolderChangesWithAnyFile() throws IOException {
        String[] yaml = {"data: {split: {validation: 0, test: 0}, " + FILES + "}", LSTM};
        String before = loading.load(yaml).files().get(0).sha256();
        loading.file("s/unrelated.csv", "z", "1");
        assertEquals(before, loading.load(yaml).files().get(0).sha256());
        loading.file("s/part_2.csv", "a,b", "3,31");
        assertNotEquals(before, loading.load(yaml).files().get(0).sha256());
    }

    @Test
    void filesAndTargetsMustBelongTogether() throws IOException {
        loading.file("s/targets.csv", "id,label", "10,yes", "1,no", "10,no", "7,no");
        assertEquals(
                String.join(
                        System.lineSeparator(),
                        "s/targets.csv:4:1: column 'id' must name each sequence once, but '10' stands there before",
                        "s/part_2.csv: no row of s/targets.csv has id '2'",
                        "s/targets.csv:5:1: no file is named for id '7'"),
                loading.mistake(FILES, LSTM));
    }

    @Test
    void rowsOfOneTableFormSequencesInTheirOrder() {
        String table = "source: long.csv, sequences: {id: id, order: time}, target: label";
        Dataset steps = loading.all(table, EVERY_STEP);
        assertArrayEquals(new int[] {0, 2, 5, 6}, steps.starts());
        assertEquals(List.of("x"), steps.features().schema().names());
        assertArrayEquals(
                new float[] {11, 12, 21, 22, 23, 31},
                DatasetLoaderTest.column(steps.features().numbers()));
        assertArrayEquals(new float[] {1, 0, 1, 1, 0, 0}, DatasetLoaderTest.column(steps.labels()));
        assertTrue(steps.perStep());
    }

    @Test
    void lastStepsLabelCountsWhenOneAnswerIsWanted() {
        String table = "source: long.csv, sequences: {id: id}, target: label";
        Dataset last = loading.all(table, LSTM);
        assertArrayEquals(
                new float[] {12, 11, 21, 23, 22, 31},
                DatasetLoaderTest.column(last.features().numbers().columns(new int[] {1})));
        assertArrayEquals(new float[] {1, 1, 0}, DatasetLoaderTest.column(last.labels()));
        Dataset logistic = loading.all(table, "model: logistic");
        assertArrayEquals(new float[] {1, 1, 0}, DatasetLoaderTest.column(logistic.labels()));
    }

    @Test
    void targetMayStandInEveryFile() throws IOException {
        loading.file("t/1.csv", "x,y", "1,u", "2,v").file("t/2.csv", "x,y", "3,v", "4,u", "5,u");
        Dataset data = loading.all("source: t, sequences: {files: \"*.csv\"}, target: y", EVERY_STEP);
        assertArrayEquals(new int[] {0, 2, 5}, data.starts());
        assertArrayEquals(new float[] {0, 1, 1, 0, 0}, DatasetLoaderTest.column(data.labels()));
        loading.file("t/2.csv", "x,y", "3,v", "4,", "5,u");
        assertEquals(
                "t/2.csv:3:3: column 'y' is empty, but every row needs a value",
                loading.mistake("source: t, sequences: {files: \"*.csv\"}, target: y", EVERY_STEP));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        assertEquals(
                "s/part_10.csv: the sequence has 3 steps, but x.yaml:1:106: 'data.sequences.maxSteps' is 2",
                loading.mistake(FILES.replace("id: id", "id: id, maxSteps: 2"), LSTM)
                        .replaceAll(":\\d+:\\d+", ":1:106"));
        assertTrue(loading.mistake(FILES.replace("part_", "prt_"), LSTM).startsWith("s: no file fits 'prt_*.csv'"));
        loading.file("s/part_2.csv", "a,c", "3,30");
        assertTrue(
                loading.mistake(FILES, LSTM).startsWith("s/part_2.csv: there is no column 'b'"),
                loading.mistake(FILES, LSTM));
    }

    @Test
    void predictingNeedsNoTargets() throws IOException {
        Dataset train = loading.all(FILES, LSTM);
        Files.delete(folder.resolve("s/targets.csv"));
        DataConfig config =
                loading.config("data: {" + FILES + "}", LSTM).config().data();
        Dataset data = DatasetLoader.loadAll(config, train.features().schema(), Refusals.NONE, null, false, folder)
                .examples();
        assertEquals(3, data.size());
        assertArrayEquals(train.starts(), data.starts());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "LINTEL_TEST_DATA", matches = ".+")
    void indoorMovementLoadsAsDocumented() {
        DataConfig config = loading.config(
                        "data:",
                        "  source: IndoorMovement.zip",
                        "  sequences: {files: dataset/MovementAAL_RSS_*.csv, targets: dataset/MovementAAL_target.csv,"
                                + " id: sequence_ID}",
                        "  target: {column: class_label, positive: 1}",
                        LSTM)
                .config()
                .data();
        Dataset.Loaded loaded = DatasetLoader.load(
                config,
                loading.config("data: {source: a, target: b, sequences: {id: c}}", LSTM)
                        .config()
                        .model(),
                Path.of(System.getenv("LINTEL_TEST_DATA")),
                new Seeds(42),
                KeyPlace.UNKNOWN);
        Dataset train = loaded.parts().train();
        // 314 sequences of 19 to 129 steps of 4 signals (IndoorMovement.names)
        assertEquals(
                314,
                train.size()
                        + loaded.parts().validation().size()
                        + loaded.parts().test().size());
        assertEquals(4, train.features().schema().numeric().size());
        int[] lengths = new int[train.size()];
        Arrays.setAll(lengths, i -> train.starts()[i + 1] - train.starts()[i]);
        assertTrue(Arrays.stream(lengths).min().orElseThrow() >= 19);
        assertTrue(Arrays.stream(lengths).max().orElseThrow() <= 129);
        assertEquals(
                "c657ee8635275145b11c9e4ed3b4647b876f8acb638e61e7b1a6a18f27e0472a",
                loaded.files().get(0).sha256(),
                "hash published with the data");
    }
}
