package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lintel.config.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a config's target means for the values in the data. */
class TargetResolverTest {
    private static final String[] RING = {
        "colour,size,good,kind",
        "red,1,true,a",
        "blue,2,false,b",
        "red,3,true,a",
        "green,4,false,b",
        "blue,5,,a",
        "red,6,true,b",
        "red,7,true,a",
        "blue,8,false,b",
        "green,9,true,a",
        "red,10,false,b"
    };

    @TempDir
    private Path folder;

    private Loading loading;

    @BeforeEach
    void files() throws IOException {
        loading = new Loading(folder).file("ring.csv", RING);
    }

    private Dataset.Loaded ring(String target, String more) {
        return loading.load("data:", "  source: ring.csv", "  target: " + target, more, "model: logistic");
    }

    private String mistake(String target, String more) {
        return assertThrows(InputException.class, () -> ring(target, more))
                .getMessage()
                .replace(folder + "/", "");
    }

    @Test
    void withoutPositiveTheLaterInNaturalOrderIsPositive() throws IOException {
        loading.file("n.csv", "x,y", "1,10", "2,2", "3,10", "4,2", "5,2", "6,10", "7,2", "8,10");
        Dataset.Loaded loaded = loading.load(
                "data: {source: n.csv, target: y, split: {validation: 0.25, test: 0.25}}", "model: logistic");
        assertEquals(List.of("2", "10"), loaded.target().classes());
    }

    @Test
    void classesAllMakeOneOutputEach() {
        Dataset.Loaded loaded = ring("{column: colour, classes: all}", "  split: {validation: 0, test: 0}");
        assertEquals(Target.Kind.ONE_VS_REST, loaded.target().kind());
        assertEquals(List.of("blue", "green", "red"), loaded.target().classes());
        assertArrayEquals(
                new float[] {0, 0, 1},
                DatasetLoaderTest.row(loaded.parts().train().labels(), 0));
        assertArrayEquals(
                new float[] {1, 0, 0},
                DatasetLoaderTest.row(loaded.parts().train().labels(), 1));
    }

    @Test
    void rowsOfOtherClassesAreLeftOut() {
        Dataset.Loaded loaded = ring(
                "{column: colour, classes: {negative: [green, blue], positive: [red]}}",
                "  split: {validation: 0, test: 0}");
        assertEquals(10, loaded.parts().train().size());
        Dataset two = ring(
                        "{column: colour, classes: {negative: [green], positive: [blue]}}",
                        "  split: {validation: 0, test: 0}")
                .parts()
                .train();
        assertArrayEquals(new long[] {1, 3, 4, 7, 8}, two.ids());
        assertArrayEquals(new float[] {1, 0, 1, 1, 0}, DatasetLoaderTest.column(two.labels()));
        assertEquals(Target.Kind.BINARY, two.target().kind());
    }

    @Test
    void severalLabelsPerRow() throws IOException {
        loading.file("m.csv", "x,p,q", "1,1,true", "2,0,false", "3,1,FALSE", "4,0,True");
        Dataset train = loading.load(
                        "data: {source: m.csv, target: {columns: [p, q]}, split: {validation: 0, test: 0}}",
                        "model: logistic")
                .parts()
                .train();
        assertEquals(Target.Kind.MULTI_LABEL, train.target().kind());
        assertEquals(List.of("p", "q"), train.target().classes());
        assertArrayEquals(new float[] {1, 1}, DatasetLoaderTest.row(train.labels(), 0));
        assertArrayEquals(new float[] {1, 0}, DatasetLoaderTest.row(train.labels(), 2));
        assertArrayEquals(new float[] {0, 1}, DatasetLoaderTest.row(train.labels(), 3));
    }

    @Test
    void mistakesInTheTargetSayWhatThereIs() {
        assertEquals(
                "x.yaml:3:11: 'data.target.column' must be a column of ring.csv, but is 'knd'; did you mean 'kind'?",
                mistake("knd", "  split: {test: 0.2}"));
        assertEquals(
                "x.yaml:3:11: 'data.target.column' must be a column of ring.csv, but is 'outcome';"
                        + " it has colour, size, good, kind",
                mistake("outcome", ""));
        assertEquals(
                "x.yaml:3:3: 'data.target': column 'colour' holds 3 classes: 'blue' (3 rows), 'green' (2 rows),"
                        + " 'red' (5 rows); choose two by 'classes: {negative: […], positive: […]}', or take"
                        + " 'classes: all'",
                mistake("{column: colour}", ""));
        assertEquals(
                "x.yaml:3:44: 'data.target.positive' must be a value of column 'kind', which holds 'a' (5 rows),"
                        + " 'b' (5 rows), but is 'A'; did you mean 'a'?",
                mistake("{column: kind,         positive: A}", ""));
        assertEquals("ring.csv:6:8: column 'good' is empty, but every row needs a value", mistake("good", ""));
    }

    @Test
    void oneClassIsNotEnough() throws IOException {
        loading.file("one.csv", "x,y", "1,a", "2,a");
        var error = assertThrows(
                InputException.class, () -> loading.load("data: {source: one.csv, target: y}", "model: logistic"));
        assertEquals(
                "x.yaml:1:33: 'data.target': column 'y' must hold two classes or more, but holds only 'a' (2 rows)",
                error.getMessage());
    }

    @Test
    void trainingSplitNeedsBothClasses() throws IOException {
        loading.file("t.csv", "when,x,y", "1,1,a", "2,2,a", "3,3,a", "4,4,b");
        var error = assertThrows(
                InputException.class,
                () -> loading.load(
                        "data: {source: t.csv, target: y, split: {order: when, validation: 0, test: 0.25}}",
                        "model: logistic"));
        assertEquals(
                "the training split has only class 'a' of column 'y'; another split is needed", error.getMessage());
    }
}
