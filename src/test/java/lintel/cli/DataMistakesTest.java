package lintel.cli;

import static lintel.cli.Mistake.CONFIG;
import static lintel.cli.Mistake.DATA;
import static lintel.cli.Mistake.mistake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in the data ends in exit code 2 and one line each that says what to mend. */
class DataMistakesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource({"inTheTable", "inTheTarget", "inSequencesAndImages"})
    void saysWhatToMend(Mistake mistake) {
        mistake.check(folder);
    }

    static Stream<Mistake> inTheTable() {
        return Stream.of(
                mistake("missing file")
                        .config(CONFIG.replace("people.csv", "peopel.csv"))
                        .says("DIR/config.yaml:1:16: 'data.source' must be an existing file or folder, but is"
                                + " 'peopel.csv'; did you mean 'people.csv'?"),
                mistake("several missing files")
                        .config(CONFIG.replace("people.csv", "a.csv")
                                .replace("ill}", "ill, split: {validation: b.csv, test: c.csv}}"))
                        .says(
                                "DIR/config.yaml:1:16: 'data.source' must be an existing file or folder, but is"
                                        + " 'a.csv'",
                                "DIR/config.yaml:1:56: 'data.split.validation' must be an existing file or folder, but"
                                        + " is 'b.csv'",
                                "DIR/config.yaml:1:69: 'data.split.test' must be an existing file or folder, but is"
                                        + " 'c.csv'"),
                mistake("columns that several files lack")
                        .config(CONFIG.replace("ill}", "ill, split: {validation: b.csv, test: c.csv}}"))
                        .with("b.csv", "age,ill\n41,no\n")
                        .with("c.csv", "city,ill\nRome,no\n")
                        .says("DIR/b.csv: column 'city' is missing", "DIR/c.csv: column 'age' is missing"),
                mistake("pattern that nothing fits")
                        .config(CONFIG.replace("people.csv", "people-*.csv"))
                        .says("DIR/config.yaml:1:16: 'data.source' must fit an existing file, but is"
                                + " 'people-*.csv'; did you mean 'people.csv'?"),
                mistake("files of one table with other headers")
                        .config(CONFIG.replace("people.csv", "people*.csv"))
                        .with("people-2.csv", "age,town,ill\n41,Rome,no\n")
                        .with("people-3.csv", "age,town\n41,Rome\n")
                        .says(
                                "DIR/people-3.csv: the header must be that of DIR/people-2.csv, but it has 2"
                                        + " columns, not 3",
                                "DIR/people.csv: the header must be that of DIR/people-2.csv, but column 2 is 'city',"
                                        + " not 'town'"),
                mistake("value in the second file of one table")
                        .config(CONFIG.replace("people.csv", "people*.csv"))
                        .with("people-2.csv", DATA)
                        .data(DATA.replace("61", "inf"))
                        .says("DIR/people.csv:4:1: column 'age' must be a finite number, or empty for missing,"
                                + " but is 'inf'"),
                mistake("target in the last file of one table")
                        .config(CONFIG.replace("people.csv", "people*.csv"))
                        .with("people-2.csv", DATA)
                        .data(DATA + "50,Bonn,\n")
                        .says("DIR/people.csv:10:9: column 'ill' is empty, but every row needs a value"),
                mistake("pattern of sparse files")
                        .config("{data: {source: 'a*.svm', target: label}, model: logistic}")
                        .says("DIR/config.yaml:1:17: 'data.source' must be one file in SVMLight's format, not a"
                                + " pattern of several"),
                mistake("folder as file")
                        .config(CONFIG.replace("people.csv", "walks"))
                        .with("walks/walk.csv", "x\n1\n")
                        .says("DIR/config.yaml:1:16: 'data.source' must be a file, but 'DIR/walks' is a"
                                + " folder; folders are for 'data.sequences'"),
                mistake("empty file")
                        .data("")
                        .says("DIR/people.csv: is empty; a header line with column names must come first"),
                mistake("header only").data("age,city,ill\n").says("DIR/people.csv: has a header line, but no rows"),
                mistake("ragged row")
                        .data(DATA + "50,Bonn\n")
                        .says("DIR/people.csv:10:4: a row must have 3 values, as many as the header, but this"
                                + " one has 2"),
                mistake("row with a field too many")
                        .data(DATA + "50,Bonn,no,no\n")
                        .says("DIR/people.csv:10:9: a row must have 3 values, as many as the header, but this"
                                + " one has 4"),
                mistake("quote that never ends")
                        .data(DATA + "50,\"Bonn,no\n")
                        .says("DIR/people.csv:10:4: this quote is never closed"),
                mistake("duplicate column names")
                        .data(DATA.replace("city", "age"))
                        .says("DIR/people.csv:1:5: column names must differ, but columns 1 and 2 are both 'age'"),
                mistake("column without a name")
                        .data(DATA.replace("city", ""))
                        .says("DIR/people.csv:1:5: column 2 must have a name"),
                mistake("bytes that are not UTF-8")
                        .with("people.csv", DATA.replace("Bonn", "K\u00f6ln").getBytes(StandardCharsets.ISO_8859_1))
                        .says("DIR/people.csv:3:4: text must be UTF-8, but here is byte 0xF6"),
                mistake("NaN")
                        .data(DATA.replace("61", "NaN"))
                        .says("DIR/people.csv:4:1: column 'age' must be a finite number, or empty for missing,"
                                + " but is 'NaN'"),
                mistake("infinity")
                        .data(DATA.replace("61", "-inf"))
                        .says("DIR/people.csv:4:1: column 'age' must be a finite number, or empty for missing,"
                                + " but is '-inf'"),
                mistake("number too large")
                        .data(DATA.replace("61", "1e999"))
                        .says("DIR/people.csv:4:1: column 'age' must be a finite number, or empty for missing,"
                                + " but is '1e999'"),
                mistake("text in a column declared numeric")
                        .config(CONFIG.replace("target", "types: {city: numeric}, target"))
                        .says("DIR/people.csv:2:4: column 'city' must be a finite number, or empty for"
                                + " missing, but is 'Oslo'"),
                mistake("declared type of no column")
                        .config(CONFIG.replace("target", "types: {towns: numeric}, target"))
                        .says("DIR/config.yaml:1:43: 'data.types.towns' must be a column of DIR/people.csv,"
                                + " but is 'towns'; it has age, city, ill"),
                mistake("all-missing column")
                        .data(DATA.replaceAll("\n\\d+", "\n"))
                        .says("DIR/people.csv: column 'age' has no value in the 4 rows of the training split:"
                                + " put it in 'data.features.exclude'"),
                mistake("feature absent")
                        .config(CONFIG.replace("target", "features: {include: [age, citty]}, target"))
                        .says("DIR/config.yaml:1:54: 'data.features.include[1]' must be a column of"
                                + " DIR/people.csv, but is 'citty'; did you mean 'city'?"),
                mistake("no feature left")
                        .config(CONFIG.replace("target", "features: {exclude: [age, city]}, target"))
                        .says("DIR/config.yaml:1:28: 'data.features' leaves no column of DIR/people.csv as a feature"));
    }

    static Stream<Mistake> inTheTarget() {
        return Stream.of(
                mistake("target column absent")
                        .config(CONFIG.replace("ill", "sick"))
                        .says("DIR/config.yaml:1:36: 'data.target.column' must be a column of DIR/people.csv,"
                                + " but is 'sick'; it has age, city, ill"),
                mistake("target column misspelt")
                        .config(CONFIG.replace("ill", "il"))
                        .says("DIR/config.yaml:1:36: 'data.target.column' must be a column of DIR/people.csv,"
                                + " but is 'il'; did you mean 'ill'?"),
                mistake("target with one class")
                        .data(DATA.replace("yes", "no"))
                        .says("DIR/config.yaml:1:36: 'data.target': column 'ill' must hold two classes or"
                                + " more, but holds only 'no' (8 rows)"),
                mistake("target with three classes")
                        .data(DATA + "50,Bonn,maybe\n")
                        .says("DIR/config.yaml:1:36: 'data.target': column 'ill' holds 3 classes: 'maybe' (1"
                                + " rows), 'no' (4 rows), 'yes' (4 rows); choose two by 'classes:"
                                + " {negative: […], positive: […]}', or take 'classes: all'"),
                mistake("missing target")
                        .data(DATA + "50,Bonn,\n")
                        .says("DIR/people.csv:10:9: column 'ill' is empty, but every row needs a value"),
                mistake("positive value absent")
                        .config(CONFIG.replace("ill", "{column: ill, positive: Yes}"))
                        .says("DIR/config.yaml:1:60: 'data.target.positive' must be a value of column 'ill',"
                                + " which holds 'no' (4 rows), 'yes' (4 rows), but is 'Yes'; did you"
                                + " mean 'yes'?"),
                mistake("class absent")
                        .config(CONFIG.replace("ill", "{column: ill, classes: {negative: [no], positive: [yess]}}"))
                        .says("DIR/config.yaml:1:86: 'data.target.classes.positive' must be a value of column"
                                + " 'ill', which holds 'no' (4 rows), 'yes' (4 rows), but is 'yess'; did"
                                + " you mean 'yes'?"),
                mistake("label that is neither 0 nor 1")
                        .config(CONFIG.replace("ill", "{columns: [ill, city]}"))
                        .says(
                                "DIR/config.yaml:1:46: 'data.target.columns': column 'ill' must hold only 0 and"
                                        + " 1, or false and true, but holds 'no'",
                                "DIR/config.yaml:1:46: 'data.target.columns': column 'city' must hold only 0 and"
                                        + " 1, or false and true, but holds 'Bonn'"),
                mistake("too few rows to split")
                        .data("age,city,ill\n39,Oslo,yes\n25,Bonn,no\n")
                        .says("DIR/config.yaml:1:1: 'data.split.stratify' needs an example of every class in"
                                + " each part, but class 'no' has only 1; 'stratify: false' splits"
                                + " without regard to classes"));
    }

    static Stream<Mistake> inSequencesAndImages() {
        String walks =
                """
                data:
                  source: people.csv
                  sequences: {id: city, maxSteps: 1}
                  target: ill
                model: {lstm: {layers: [2], output: every-step}}
                """;
        String images =
                """
                data:
                  source: {images: images, labels: labels}
                  target: {classes: {negative: 0, positive: 1}}
                model: logistic
                """;
        byte[] labels = idx(2049, new int[] {4}, 0, 1, 0, 1);
        byte[] pixels = idx(2051, new int[] {4, 1, 2}, 0, 1, 2, 3, 4, 5, 6, 7);
        return Stream.of(
                mistake("sequence longer than declared")
                        .config(walks)
                        .says("DIR/people.csv: sequence 'Oslo' has 3 steps, but DIR/config.yaml:3:35:"
                                + " 'data.sequences.maxSteps' is 1"),
                mistake("sequence that is not in the targets")
                        .config(
                                """
                                data:
                                  source: walks
                                  sequences: {files: walk_*.csv, targets: people.csv, id: city}
                                  target: ill
                                model: {lstm: {layers: [2]}}
                                """)
                        .with("walks/walk_Paris.csv", "x\n1\n")
                        .with("walks/people.csv", "city,ill\nOslo,yes\nBonn,no\n")
                        .says(
                                "DIR/walks/walk_Paris.csv: no row of DIR/walks/people.csv has city 'Paris'",
                                "DIR/walks/people.csv:2:1: no file is named for city 'Oslo'",
                                "DIR/walks/people.csv:3:1: no file is named for city 'Bonn'"),
                mistake("more images than labels")
                        .config(images)
                        .with("images", pixels)
                        .with("labels", idx(2049, new int[] {3}, 0, 1, 0))
                        .says("DIR/images: holds 4 images, but DIR/labels holds 3 labels"),
                mistake("wrong magic number")
                        .config(images)
                        .with("images", labels)
                        .with("labels", labels)
                        .says("DIR/images: an IDX file of images must begin with 0x00000803, but this one"
                                + " begins with 0x00000801"),
                mistake("images that end too soon")
                        .config(images)
                        .with("images", Arrays.copyOf(pixels, pixels.length - 1))
                        .with("labels", labels)
                        .says("DIR/images: ends too early, so it is damaged or incomplete"),
                mistake("no images")
                        .config(images)
                        .with("labels", labels)
                        .says("DIR/config.yaml:2:20: 'data.source.images' must be an existing file or folder,"
                                + " but is 'images'"));
    }

    /** An IDX file: magic number, sizes, bytes. */
    private static byte[] idx(int magic, int[] sizes, int... content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(magic).array());
        Arrays.stream(sizes)
                .forEach(size ->
                        bytes.writeBytes(ByteBuffer.allocate(4).putInt(size).array()));
        Arrays.stream(content).forEach(bytes::write);
        return bytes.toByteArray();
    }
}
