package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lintel.config.ColumnType;
import lintel.config.InputException;
import lintel.config.PreprocessingConfig;
import lintel.config.PreprocessingConfig.Categorical;
import lintel.config.PreprocessingConfig.CategoricalMissing;
import lintel.config.PreprocessingConfig.Encode;
import lintel.config.PreprocessingConfig.Numeric;
import lintel.config.PreprocessingConfig.NumericMissing;
import lintel.config.PreprocessingConfig.Scale;
import lintel.config.PreprocessingConfig.Unseen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
    private static final float NAN = Float.NaN;
    private static final InputForm ROWS = new InputForm.Rows();

    private static PreprocessingConfig config(NumericMissing missing, Scale scale) {
        return config(missing, scale, CategoricalMissing.CATEGORY, Unseen.IGNORE);
    }

    private static PreprocessingConfig config(
            NumericMissing missing, Scale scale, CategoricalMissing categories, Unseen unseen) {
        return new PreprocessingConfig(
                new Numeric(missing, scale), new Categorical(categories, Encode.ONE_HOT, unseen, 10));
    }

    private static Dataset numbers(int columns, float... values) {
        List<Field> fields = IntStream.range(0, columns)
                .mapToObj(c -> new Field("x" + c, ColumnType.NUMERIC, List.of()))
                .toList();
        return rows(new Table(new Schema(fields), Matrix.of(values.length / columns, columns, values), List.of()));
    }

    private static Dataset rows(Table table) {
        long[] ids = LongStream.range(0, table.rows()).toArray();
        return new Dataset(table, null, ids, null, null, false);
    }

    private static Dataset colours(List<String> categories, int... codes) {
        Schema schema = new Schema(List.of(new Field("colour", ColumnType.CATEGORICAL, categories)));
        return rows(new Table(schema, Matrix.of(codes.length, 0, new float[0]), List.of(codes)));
    }

    private static float[] flat(Examples examples) {
        Matrix values =
                examples instanceof Examples.Dense dense ? dense.values() : ((Examples.Steps) examples).values();
        float[] all = new float[values.rows() * values.columns()];
        for (int row = 0; row < values.rows(); row++) {
            values.copyRow(row, all, row * values.columns());
        }
        return all;
    }

    /** Numbers: scikit-learn 1.2.1, SimpleImputer and StandardScaler or MinMaxScaler in a pipeline, in double. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MEDIAN|STANDARD|-1.2374369,-0.0439799,-0.1767767,0.3078596,0.3535534,-0.0439799,1.9445436,-1.2754185,"
                        + "-0.7071068,-0.835619,-0.1767767,1.8911378|3.5355339,-0.0439799",
                "MEDIAN|MIN_MAX|0.0,0.3888889,0.3333333,0.5,0.5,0.3888889,1.0,0.0,0.1666667,0.1388889,0.3333333,1.0"
                        + "|1.5,0.3888889",
                "MEAN|STANDARD|-1.2767884,-0.0527862,0.0,0.2991215,0.3191971,0.0,1.9151826,-1.284463,-0.7447932,"
                        + "-0.8445784,-0.2127981,1.882706|3.5111682,0.0",
                "MEAN|MIN_MAX|0.0,0.3888889,0.4,0.5,0.5,0.4055556,1.0,0.0,0.1666667,0.1388889,0.3333333,1.0"
                        + "|1.5,0.4055556"
            })
    void agreesWithScikitLearn(NumericMissing missing, Scale scale, String training, String later) {
        Dataset train = numbers(2, 1, 2.5f, NAN, 3.5f, 4, NAN, 7, -1, 2, 0.25f, 3, 8);
        Preprocessing preprocessing = Preprocessing.fit(config(missing, scale), ROWS, train);
        assertArrayEquals(parse(training), flat(preprocessing.apply(train)), 1e-6f);
        assertArrayEquals(parse(later), flat(preprocessing.apply(numbers(2, 10, NAN))), 1e-6f);
        assertEquals(new Shape(2, 0), preprocessing.shape());
    }

    private static float[] parse(String numbers) {
        String[] texts = numbers.split(",");
        float[] values = new float[texts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(texts[i]);
        }
        return values;
    }

    @Test
    void constantColumnBecomesZeroWhateverComesLater() {
        for (Scale scale : List.of(Scale.STANDARD, Scale.MIN_MAX)) {
            Preprocessing preprocessing =
                    Preprocessing.fit(config(NumericMissing.MEDIAN, scale), ROWS, numbers(1, 0.1f, 0.1f, 0.1f));
            assertArrayEquals(new float[] {0, 0, 0}, flat(preprocessing.apply(numbers(1, 0.1f, 1e30f, NAN))));
        }
    }

    @Test
    void booleansTakeTheMoreFrequentValueAndAreNotScaled() {
        Schema schema = new Schema(List.of(new Field("b", ColumnType.BOOLEAN, List.of())));
        Dataset data = rows(new Table(schema, Matrix.of(4, 1, new float[] {1, NAN, 1, 0}), List.of()));
        Preprocessing preprocessing = Preprocessing.fit(config(NumericMissing.ZERO, Scale.STANDARD), ROWS, data);
        assertArrayEquals(new float[] {1, 1, 1, 0}, flat(preprocessing.apply(data)));
    }

    @Test
    void categoriesOfTheTrainingSplitBecomeColumns() {
        Dataset train = colours(List.of("blue", "green", "red"), 2, 0, -1, 2);
        Preprocessing preprocessing = Preprocessing.fit(config(NumericMissing.MEDIAN, Scale.STANDARD), ROWS, train);
        assertEquals(List.of("colour=blue", "colour=red", "colour=?"), preprocessing.outputNames());
        assertEquals(
                List.of("blue", "red"),
                preprocessing.inputSchema().fields().get(0).categories());
        assertArrayEquals(new float[] {0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0}, flat(preprocessing.apply(train)));
        Dataset later = colours(List.of("green", "red"), 0, 1, Table.UNSEEN);
        assertArrayEquals(new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, flat(preprocessing.apply(later)));
    }

    @Test
    void missingCategoryTakesTheMostFrequentOrIsRefused() {
        Dataset train = colours(List.of("blue", "red"), 1, 0, -1, 1);
        Preprocessing most = Preprocessing.fit(
                config(NumericMissing.MEDIAN, Scale.NONE, CategoricalMissing.MOST_FREQUENT, Unseen.ERROR), ROWS, train);
        assertArrayEquals(new float[] {0, 1, 1, 0, 0, 1, 0, 1}, flat(most.apply(train)));
        var unseen = assertThrows(InputException.class, () -> most.apply(colours(List.of("pink"), 0)));
        assertEquals(
                "row 1: column 'colour' holds a value that the training split did not have, and"
                        + " 'preprocessing.categorical.unseen' is error",
                unseen.getMessage());
        var missing = assertThrows(
                InputException.class,
                () -> Preprocessing.fit(
                        config(NumericMissing.MEDIAN, Scale.NONE, CategoricalMissing.ERROR, Unseen.ERROR),
                        ROWS,
                        train));
        assertEquals(
                "row 3: column 'colour' is missing, and 'preprocessing.categorical.missing' is error",
                missing.getMessage());
    }

    @Test
    void missingNumberIsRefusedWhereTheConfigSaysSo() {
        var error = assertThrows(
                InputException.class,
                () -> Preprocessing.fit(config(NumericMissing.ERROR, Scale.NONE), ROWS, numbers(2, 1, 2, 3, NAN)));
        assertEquals("row 2: column 'x1' is missing, and 'preprocessing.numeric.missing' is error", error.getMessage());
    }

    @Test
    void columnsWithoutValuesAndWithTooManyAreNamed() {
        var empty = assertThrows(
                InputException.class,
                () -> Preprocessing.fit(config(NumericMissing.ZERO, Scale.STANDARD), ROWS, numbers(2, 1, NAN, 3, NAN)));
        assertEquals(
                "column 'x1' has no value in the 2 rows of the training split: put it in 'data.features.exclude'",
                empty.getMessage());
        List<String> letters = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
        var many = assertThrows(
                InputException.class,
                () -> Preprocessing.fit(
                        config(NumericMissing.ZERO, Scale.STANDARD),
                        ROWS,
                        colours(letters, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
        assertEquals(
                "column 'colour' has 11 categories in the training split, more than"
                        + " 'preprocessing.categorical.maxCategories' (10): put it in 'data.features.exclude'",
                many.getMessage());
    }

    @Test
    void columnsAreFoundByName() {
        Preprocessing preprocessing =
                Preprocessing.fit(config(NumericMissing.MEDIAN, Scale.NONE), ROWS, numbers(2, 1, 2, 3, 4));
        Schema turned = new Schema(List.of(
                new Field("x1", ColumnType.NUMERIC, List.of()),
                new Field("other", ColumnType.NUMERIC, List.of()),
                new Field("x0", ColumnType.NUMERIC, List.of())));
        Dataset data = rows(new Table(turned, Matrix.of(1, 3, new float[] {7, 8, 9}), List.of()));
        assertArrayEquals(new float[] {9, 7}, flat(preprocessing.apply(data)));
        var error = assertThrows(InputException.class, () -> preprocessing.apply(colours(List.of("a"), 0)));
        assertEquals(List.of("column 'x0' is missing", "column 'x1' is missing"), error.mistakes());
    }

    @Test
    void rowsAreCutIntoSteps() {
        Dataset train = numbers(6, 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16);
        Preprocessing preprocessing =
                Preprocessing.fit(config(NumericMissing.MEDIAN, Scale.NONE), new InputForm.RowsAsSteps(3), train);
        assertEquals(new Shape(2, 3), preprocessing.shape());
        var steps = assertInstanceOf(Examples.Steps.class, preprocessing.apply(train));
        assertArrayEquals(new int[] {0, 3, 6}, steps.starts());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}, flat(steps));
        var error = assertThrows(
                InputException.class,
                () -> Preprocessing.fit(
                        config(NumericMissing.MEDIAN, Scale.NONE), new InputForm.RowsAsSteps(4), train));
        assertEquals(
                "'data.features.steps' must divide the number of columns after preprocessing (6), but is 4",
                error.getMessage());
    }

    /** Whatever stands in other parts, what is learnt stays the same: types and categories included. */
    @Test
    void onlyTheTrainingSplitIsLearntFrom(@TempDir Path folder) throws IOException {
        String[] train = {"x,c,y,part", "1,red,0,train", "2,blue,1,train", "4,red,1,train", ",blue,0,train"};
        String learnt = learnt(folder, train, "3,red,0,validation", "5,blue,1,test");
        assertEquals(learnt, learnt(folder, train, "-9000,violet,1,validation", ",,0,test"));
    }

    private static String learnt(Path folder, String[] train, String... others) throws IOException {
        String[] lines = Arrays.copyOf(train, train.length + others.length);
        System.arraycopy(others, 0, lines, train.length, others.length);
        Loading loading = new Loading(folder).file("d.csv", lines);
        String[] yaml = {"data: {source: d.csv, target: y, split: {column: part}}", "model: logistic"};
        Dataset.Loaded loaded = loading.load(yaml);
        Preprocessing preprocessing = loading.fit(loaded, yaml);
        preprocessing.apply(loaded.parts().validation());
        preprocessing.apply(loaded.parts().test());
        return preprocessing.toJson().toString();
    }
}
