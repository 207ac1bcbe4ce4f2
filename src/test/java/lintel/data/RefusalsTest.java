package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lintel.config.DataConfig;
import lintel.config.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that a policy refuses is named with its line and column, from wherever it comes. */
class RefusalsTest {
    private static final String STRICT =
            "preprocessing: {numeric: {missing: error}, categorical: {missing: %s, unseen: error}}";

    @TempDir
    private Path folder;

    private Loading loading;

    @BeforeEach
    void trainingRows() throws IOException {
        loading = new Loading(folder)
                .file("train.csv", "age,colour,ill", "1,red,no", "2,blue,yes", "3,red,no", "4,blue,yes");
    }

    private Preprocessing fitted(String missing) {
        String data = "data: {source: train.csv, target: ill, missing: ['', NA], split: {validation: 0, test: 0}}";
        String[] yaml = {data, STRICT.formatted(missing), "model: logistic"};
        return loading.fit(loading.load(yaml), yaml);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
        error    | 5,red;,red   | :3:1: column 'age' is missing, and 'preprocessing.numeric.missing' is error
        error    | 5,red;NA,red | :3:1: column 'age' is missing ('NA'), and 'preprocessing.numeric.missing' is error
        error    | 5,red;6,NA   | :3:3: column 'colour' is missing ('NA'),\
        \sand 'preprocessing.categorical.missing' is error
        category | 5,red;6,     | :3:3: column 'colour' is missing, which no row of the training split is,\
        \sand 'preprocessing.categorical.unseen' is error
        category | 5,pink;6,red | :2:3: column 'colour' is 'pink', which no row of the training split is,\
        \sand 'preprocessing.categorical.unseen' is error
        """)
    void rowsOfAStream(String missing, String rows, String says) {
        String text = "age,colour\n" + rows.replace(';', '\n') + "\n";
        assertEquals("new.csv" + says, error(fitted(missing), "new.csv", text));
    }

    @Test
    void rowsOfJson() {
        String rows = "{\"age\": 5, \"colour\": \"red\"}\n{\"age\": null, \"colour\": \"red\"}\n";
        assertEquals(
                "in:2:9: column 'age' is missing, and 'preprocessing.numeric.missing' is error",
                error(fitted("error"), "in", rows));
    }

    private static String error(Preprocessing model, String name, String text) {
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (TableStream stream =
                TableStream.open(name, in, model.inputSchema(), List.of("", "NA"), model.refusals())) {
            return assertThrows(InputException.class, () -> stream.next(100)).getMessage();
        }
    }

    @Test
    void whatNoPolicyRefusesIsRead() {
        Preprocessing lenient = fitted("most-frequent");
        var in = new ByteArrayInputStream("colour,age\nNA,7\n".getBytes(StandardCharsets.UTF_8));
        try (TableStream stream =
                TableStream.open("in", in, lenient.inputSchema(), List.of("", "NA"), lenient.refusals())) {
            assertEquals(1, stream.next(100).rows());
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
        5,red,no;,red,no   | :3:1: column 'age' is missing, and 'preprocessing.numeric.missing' is error
        5,red,no;6,,no     | :3:3: column 'colour' is missing, and 'preprocessing.categorical.missing' is error
        5,red,no;6,pink,no | :3:3: column 'colour' is 'pink', which no row of the training split is,\
        \sand 'preprocessing.categorical.unseen' is error
        """)
    void rowsReadAsAWhole(String rows, String says) throws IOException {
        Preprocessing model = fitted("error");
        loading.file("new.csv", ("age,colour,ill;" + rows).split(";"));
        DataConfig data = loading.config("data: {source: new.csv, target: ill}", "model: logistic")
                .config()
                .data();
        var error = assertThrows(
                InputException.class,
                () -> DatasetLoader.loadAll(data, model.inputSchema(), model.refusals(), null, false, folder));
        assertEquals("new.csv" + says, error.getMessage().replace(folder + "/", ""));
    }
}
