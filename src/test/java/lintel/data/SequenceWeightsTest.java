package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code data.weight} of sequences: once for each, or at every step. */
class SequenceWeightsTest {
    private static final String LAST = "model: {lstm: {layers: 4}}";
    private static final String EVERY_STEP = "model: {lstm: {layers: 4, output: every-step}}";
    private static final String TABLE = "source: rows.csv, sequences: {id: id, order: time}, target: y, weight: w";
    private static final String FILES =
            "source: s, sequences: {files: part_*.csv, targets: targets.csv, id: id}, target: y, weight: w";

    @TempDir
    private Path folder;

    private Loading loading;

    /** Sequences p, q and r, of 2, 3 and 1 steps, mixed; the second has no weight. */
    @BeforeEach
    void files() throws IOException {
        loading = new Loading(folder)
                .file(
                        "rows.csv",
                        "id,time,x,w,y",
                        "p,2,12,2,0",
                        "q,1,21,0,1",
                        "p,1,11,2.0,1",
                        "q,3,23,0,0",
                        "q,2,22,0,1",
                        "r,1,31,0.5,1");
    }

    @ParameterizedTest
    @ValueSource(strings = {LAST, "model: logistic"})
    void rowsThatAgreeMakeOneWeight(String model) {
        Dataset train = loading.all(TABLE, model);
        assertArrayEquals(new float[] {0, 1}, DatasetLoaderTest.column(train.labels()));
        assertArrayEquals(new float[] {2, 0.5f}, DatasetLoaderTest.column(train.weights()));
        assertArrayEquals(new long[] {0, 2}, train.ids());
        assertEquals(List.of("x"), train.features().schema().names());
        Examples examples = loading.fit(
                        loading.load("data: {split: {validation: 0, test: 0}, " + TABLE + "}", model),
                        "data: {source: a, target: y, sequences: {id: i}}",
                        model)
                .apply(train);
        assertArrayEquals(new float[] {2, 0.5f}, DatasetLoaderTest.column(examples.weights()));
    }

    /** A sequence is left out when no step of it counts; others are read whole. */
    @Test
    void everyStepHasItsOwn() throws IOException {
        loading.file(
                "rows.csv",
                "id,time,x,w,y",
                "p,2,12,0,0",
                "q,1,21,0,1",
                "p,1,11,3,1",
                "q,3,23,0,0",
                "q,2,22,0,1",
                "r,1,31,0.5,0");
        Dataset train = loading.all(TABLE, EVERY_STEP);
        assertArrayEquals(new int[] {0, 2, 3}, train.starts());
        assertArrayEquals(new float[] {3, 0, 0.5f}, DatasetLoaderTest.column(train.weights()));
        assertArrayEquals(new float[] {1, 0, 0}, DatasetLoaderTest.column(train.labels()));
        Dataset second = train.select(new int[] {1, 0});
        assertArrayEquals(new float[] {0.5f, 3, 0}, DatasetLoaderTest.column(second.weights()));
        Examples.Steps examples = new Examples.Steps(
                second.features().numbers(), second.starts(), second.ids(), second.labels(), second.weights(), true);
        assertArrayEquals(
                new float[] {3, 0},
                DatasetLoaderTest.column(examples.select(new int[] {1}).weights()));
    }

    @ParameterizedTest
    @CsvSource({
        "'p,1,11,2.5,1', 'rows.csv:2:8: column ''w'' must be the same in all rows of a sequence with one label, but is"
                + " ''2'' after ''2.5'''",
        "'p,1,11,,1', 'rows.csv:4:8: column ''w'' is empty, but every row needs a value'",
        "'p,1,11,-2,1', 'rows.csv:4:8: column ''w'' must be a finite number >= 0, but is ''-2'''",
        "'p,1,11,two,1', 'rows.csv:4:8: column ''w'' must be a finite number >= 0, but is ''two'''"
    })
    void rowsThatDoNotAgreeAreNamed(String row, String message) throws IOException {
        loading.file("rows.csv", "id,time,x,w,y", "p,2,12,2,0", "q,1,21,1,1", row);
        for (String model : List.of(LAST, "model: logistic")) {
            assertEquals(message, loading.mistake(TABLE, model));
        }
    }

    @Test
    void someStepMustCount() throws IOException {
        loading.file("rows.csv", "id,time,x,w,y", "p,2,12,0,0", "q,1,21,0,1", "p,1,11,0,1");
        for (String model : List.of(LAST, EVERY_STEP)) {
            assertEquals(
                    "rows.csv: column 'w' must be above 0 in some row of the training split, but is 0 in all",
                    loading.mistake(TABLE, model));
        }
    }

    /** Labels that count nothing are no second class. */
    @Test
    void bothClassesMustCount() throws IOException {
        loading.file("rows.csv", "id,time,x,w,y", "p,2,12,0,0", "q,1,21,1,1", "p,1,11,2,1");
        assertEquals(
                "the training split has only class '1' of column 'y'; another split is needed",
                loading.mistake(TABLE, EVERY_STEP));
    }

    @Test
    void aTableOfTargetsHoldsThemBesideTheTargets() throws IOException {
        loading.file("s/part_1.csv", "a", "1", "2")
                .file("s/part_2.csv", "a", "3")
                .file("s/part_10.csv", "a", "4", "5")
                .file("s/targets.csv", "id,w,y", "10,4,yes", "1,0.25,no", "2,0,yes");
        Dataset train = loading.all(FILES, LAST);
        assertArrayEquals(new float[] {0.25f, 4}, DatasetLoaderTest.column(train.weights()));
        loading.file("s/part_1.csv", "id,w,a,y", "1,1,1,no", "1,2,2,no")
                .file("s/part_2.csv", "id,w,a,y", "2,3,3,yes")
                .file("s/part_10.csv", "id,w,a,y", "10,4,4,yes", "10,5,5,yes");
        assertEquals(
                List.of("a"), loading.all(FILES, LAST).features().schema().names(), "no role's column is a feature");
        loading.file("s/targets.csv", "id,w,y", "10,4,yes", "1,-1,no", "2,0,yes");
        assertEquals(
                "s/targets.csv:3:3: column 'w' must be a finite number >= 0, but is '-1'",
                loading.mistake(FILES, LAST));
        loading.file("s/targets.csv", "id,y", "10,yes", "1,no", "2,yes");
        assertEquals(
                "x.yaml:1:133: 'data.weight' must be a column of s/targets.csv, but is 'w'; did you mean 'y'?",
                loading.mistake(FILES, LAST));
    }

    @Test
    void filesMayHoldThemInEveryRow() throws IOException {
        loading.file("t/1.csv", "x,w,y", "1,2,u", "2,2,v").file("t/2.csv", "x,w,y", "3,1,v", "4,1,u", "5,3,u");
        String data = "source: t, sequences: {files: \"*.csv\"}, target: y, weight: w";
        assertArrayEquals(
                new float[] {2, 2, 1, 1, 3},
                DatasetLoaderTest.column(loading.all(data, EVERY_STEP).weights()));
        assertEquals(
                "t/2.csv:4:3: column 'w' must be the same in all rows of a sequence with one label, but is '3' after"
                        + " '1'",
                loading.mistake(data, LAST));
    }

    /** A row read as steps is one example, and has one weight. */
    @Test
    void rowsReadAsStepsHaveOneEach() throws IOException {
        loading.file("wide.csv", "a,b,w,y", "1,2,3,0", "4,5,0,0", "6,7,1,1");
        Dataset train = loading.all("source: wide.csv, features: {steps: 2}, target: y, weight: w", LAST);
        assertArrayEquals(new float[] {3, 1}, DatasetLoaderTest.column(train.weights()));
    }

    /** Those parts are judged by, and metrics are unweighted. */
    @Test
    void sourcesOfTheirOwnForValidationNeedNone() throws IOException {
        loading.file("later.csv", "id,time,x,y", "s,1,12,0", "s,2,14,1");
        Dataset.Loaded loaded =
                loading.load("data: {split: {validation: later.csv, test: 0}, " + TABLE + "}", EVERY_STEP);
        assertNull(loaded.parts().validation().weights());
        assertArrayEquals(
                new float[] {2, 2, 0.5f},
                DatasetLoaderTest.column(loaded.parts().train().weights()));
    }
}
