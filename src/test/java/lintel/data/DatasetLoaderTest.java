package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lintel.config.ColumnType;
import lintel.config.ConfigReader;
import lintel.config.DataConfig;
import lintel.config.InputException;
import lintel.config.LocatedConfig;
import lintel.config.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLoaderTest {
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
    void targetIsNoFeatureAndPositiveComesLast() {
        Dataset.Loaded loaded = ring("{column: kind, positive: a}", "  split: {validation: 0, test: 0.4}");
        assertEquals(
                List.of("colour", "size", "good"),
                loaded.parts().train().features().schema().names());
        assertEquals(List.of("b", "a"), loaded.target().classes());
        assertEquals(1, loaded.target().outputs());
        assertNull(loaded.parts().validation());
        Dataset test = loaded.parts().test();
        for (int i = 0; i < test.size(); i++) {
            assertEquals(test.ids()[i] + 1, test.features().numbers().get(i, 0), "size is the row's number");
            boolean positive = RING[(int) test.ids()[i] + 1].endsWith("a");
            assertEquals(positive ? 1 : 0, test.labels().get(i, 0));
        }
    }

    @Test
    void hashOfTheFileIsKept() {
        Dataset.SourceFile file = ring("kind", "").files().get(0);
        // printf of the lines above | sha256sum (coreutils)
        assertEquals(64, file.sha256().length());
        assertTrue(file.path().endsWith("ring.csv"));
    }

    @Test
    void featuresAreChosenByName() {
        assertEquals(
                List.of("good", "colour"),
                ring("kind", "  features: {include: [good, colour]}")
                        .parts()
                        .train()
                        .features()
                        .schema()
                        .names());
        assertEquals(
                List.of("size", "good"),
                ring("kind", "  features: {exclude: [colour]}")
                        .parts()
                        .train()
                        .features()
                        .schema()
                        .names());
        assertEquals(
                "x.yaml:4:24: 'data.features.exclude[0]' must be a column of ring.csv, but is 'color';"
                        + " did you mean 'colour'?",
                mistake("kind", "  features: {exclude: [color]}"));
    }

    @Test
    void constantColumnsAndAbsentClassesAreWarnings() throws IOException {
        loading.file("c.csv", "x,same,text,y,part", "1,7,u,a,train", "2,7,u,b,train", "3,7,v,c,test", "4,,u,a,train");
        Dataset.Loaded loaded = loading.load(
                "data: {source: c.csv, target: {column: y, classes: all}, split: {column: part}}", "model: logistic");
        assertEquals(
                List.of(
                        "2 of 3 columns never change in the training split and say nothing: same, text",
                        "the training split has no example of 1 of 3 classes: c"),
                loaded.warnings());
    }

    @Test
    void columnWithoutAnyNumberIsNamed() throws IOException {
        loading.file("c.csv", "x,blank,y,part", "1,,a,train", "2,,b,train", "3,1,a,test");
        var error = assertThrows(
                InputException.class,
                () -> loading.load("data: {source: c.csv, target: y, split: {column: part}}", "model: logistic"));
        assertEquals(
                folder.resolve("c.csv")
                        + ": column 'blank' has no value in the 2 rows of the training split: put it in"
                        + " 'data.features.exclude'",
                error.getMessage());
    }

    @Test
    void givenFilesAreReadWithTheTrainingTypes() throws IOException {
        loading.file("test.csv", "kind,size,good,colour,extra", "a,1,true,7,x", "b,2,false,red,y");
        Dataset.Loaded loaded = ring("kind", "  split: {validation: 0.2, test: test.csv}");
        assertEquals(8, loaded.parts().train().size());
        Dataset test = loaded.parts().test();
        assertEquals(List.of("colour", "size", "good"), test.features().schema().names());
        assertEquals(
                List.of("7", "red"), test.features().schema().fields().get(0).categories());
        assertArrayEquals(new float[] {0, 1}, column(test.labels()));
        assertEquals(2, loaded.files().size());
        loading.file("test.csv", "kind,size,good", "a,large,true");
        assertEquals("test.csv: column 'colour' is missing", mistake("kind", "  split: {test: test.csv}"));
        loading.file("test.csv", "kind,size,good,colour", "a,large,true,red");
        assertEquals(
                "test.csv:2:3: column 'size' must be a finite number, or empty for missing, but is 'large'",
                mistake("kind", "  split: {test: test.csv}"));
    }

    @Test
    void modelReadsAllRowsOfAnotherFile() throws IOException {
        Dataset.Loaded loaded = ring("{column: kind, positive: a}", "  features: {include: [colour, size]}");
        Schema inputs = loaded.parts().train().features().schema();
        loading.file("new.csv", "size,kind,colour", "5,a,pink", "6,b,red");
        DataConfig config = loading.config(
                        "data: {source: new.csv, target: {column: kind, positive: a}}", "model: logistic")
                .config()
                .data();
        Dataset all = DatasetLoader.loadAll(config, inputs, Refusals.NONE, loaded.target(), false, folder)
                .examples();
        assertEquals(2, all.size());
        assertArrayEquals(new float[] {1, 0}, column(all.labels()));
        Dataset unlabelled = DatasetLoader.loadAll(config, inputs, Refusals.NONE, null, false, folder)
                .examples();
        assertNull(unlabelled.labels());
        loading.file("new.csv", "size,kind,colour", "5,c,pink", "6,b,red");
        var error = assertThrows(
                InputException.class,
                () -> DatasetLoader.loadAll(config, inputs, Refusals.NONE, loaded.target(), false, folder));
        assertTrue(error.getMessage().endsWith("new.csv:2:3: column 'kind' must be one of 'b', 'a', but is 'c'"));
    }

    @Test
    void imagesNeedTheirLabelsOnlyToLearn() throws IOException {
        // four images of 1 x 2 pixels, labels 3 7 3 7: http://yann.lecun.com/exdb/mnist
        Files.write(
                folder.resolve("images"),
                new byte[] {0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8});
        Files.write(folder.resolve("labels"), new byte[] {0, 0, 8, 1, 0, 0, 0, 4, 3, 7, 3, 7});
        String[] yaml = {
            "data:",
            "  source: {images: images, labels: labels}",
            "  target: {classes: {negative: 3, positive: 7}}",
            "  split: {validation: 0, test: 0}",
            "  features: {steps: 2}",
            "model: {lstm: {layers: 2}}"
        };
        Dataset.Loaded loaded = loading.load(yaml);
        Dataset train = loaded.parts().train();
        assertEquals(
                List.of("pixel-0-0", "pixel-0-1"), train.features().schema().names());
        assertArrayEquals(new float[] {0, 1, 0, 1}, column(train.labels()));
        assertEquals(2, loaded.files().size());
        assertEquals(new Shape(1, 2), loading.fit(loaded, yaml).shape());

        Files.delete(folder.resolve("labels"));
        DataConfig data = loading.config(yaml).config().data();
        Dataset.Whole unlabelled =
                DatasetLoader.loadAll(data, train.features().schema(), Refusals.NONE, null, false, folder);
        assertEquals(4, unlabelled.examples().size());
        assertEquals(1, unlabelled.files().size());
    }

    @Test
    void groupsAreNoFeaturesAndStayTogether() throws IOException {
        loading.file("g.csv", "x,who,y", "1,a,0", "2,b,1", "3,a,1", "4,c,0", "5,b,0", "6,c,1");
        Split<Dataset> parts = loading.load(
                        "data: {source: g.csv, target: y, split: {group: who, validation: 0, test: 0.3}}",
                        "model: logistic")
                .parts();
        assertEquals(List.of("x"), parts.train().features().schema().names());
        assertEquals(2, parts.test().size());
        List<List<Long>> people = List.of(List.of(0L, 2L), List.of(1L, 4L), List.of(3L, 5L));
        assertTrue(people.contains(LongStream.of(parts.test().ids()).boxed().toList()));
    }

    @Test
    void breastCancerIsWhatTheSourceSays() {
        LocatedConfig config = ConfigReader.read(Path.of("configs/breast-cancer.yaml"));
        Dataset.Loaded loaded = DatasetLoader.load(
                config.config().data(), config.config().model(), Path.of("configs"), new Seeds(42), config::at);
        int rows = loaded.parts().train().size()
                + loaded.parts().validation().size()
                + loaded.parts().test().size();
        assertEquals(569, rows, "rows as UCI describes the data");
        float malignant = IntStream.range(0, loaded.parts().train().size())
                .mapToObj(i -> loaded.parts().train().labels().get(i, 0))
                .reduce(0f, Float::sum);
        assertEquals(212 - Math.round(212 * 0.15) - Math.round(212 * 0.2), malignant, "212 are malignant");
        assertEquals(
                30,
                loaded.parts().train().features().schema().fields().stream()
                        .filter(field -> field.type() == ColumnType.NUMERIC)
                        .count());
    }

    static float[] row(Matrix matrix, int row) {
        float[] values = new float[matrix.columns()];
        matrix.copyRow(row, values, 0);
        return values;
    }

    static float[] column(Matrix matrix) {
        float[] values = new float[matrix.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.get(i, 0);
        }
        return values;
    }
}
