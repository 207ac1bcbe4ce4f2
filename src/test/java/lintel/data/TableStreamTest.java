package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import lintel.config.ColumnType;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableStreamTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new Field("age", ColumnType.NUMERIC, List.of()),
            new Field("colour", ColumnType.CATEGORICAL, List.of("blue", "red")),
            new Field("fit", ColumnType.BOOLEAN, List.of())));
    private static final List<String> MISSING = List.of("", "NA");

    private static TableStream open(String name, String content) {
        InputStream in = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        return TableStream.open(name, in, SCHEMA, MISSING, Refusals.NONE);
    }

    private static TableFiles only(DataFile file) {
        return new TableFiles(file.name(), List.of(file));
    }

    private static String read(String name, String content) {
        try (TableStream stream = open(name, content)) {
            return TableReaderTest.cells(stream.next(100));
        }
    }

    private static String error(String name, String content) {
        return assertThrows(InputException.class, () -> read(name, content)).getMessage();
    }

    @Test
    void columnsAreFoundByNameAndExtraOnesIgnored() {
        assertEquals(
                "30.5|red|1.0\n.|!|.\n-1.0|.|0.0",
                read("rows.csv", "colour,extra,fit,age\nred,1,TRUE,30.5\ngreen,x,NA,\n,,false,-1\n"));
    }

    @Test
    void jsonLinesAreTheSameRows() {
        String lines =
                """
                {"colour": "red", "extra": [1, {"a": 2}], "fit": true, "age": 30.5}

                {"age": null, "fit": "NA", "colour": "green"}
                {"age": " -1e0 ", "fit": "False", "colour": ""}""";
        assertEquals("30.5|red|1.0\n.|!|.\n-1.0|.|0.0", read("-", lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void chunksHoldTheRowsInOrder(int most) {
        StringBuilder content = new StringBuilder("age,colour,fit\n");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            content.append(i).append(i % 2 == 0 ? ",red,true\n" : ",blue,false\n");
            expected.add(i + (i % 2 == 0 ? ".0|red|1.0" : ".0|blue|0.0"));
        }
        List<String> found = new ArrayList<>();
        try (TableStream stream = open("rows.csv", content.toString())) {
            for (Table chunk = stream.next(most); chunk.rows() > 0; chunk = stream.next(most)) {
                assertEquals(SCHEMA, chunk.schema());
                found.add(TableReaderTest.cells(chunk));
            }
            assertEquals(0, stream.next(most).rows());
        }
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    /** Bytes arrive as a slow pipe gives them, one at a time. */
    @Test
    void anyPieceSizeGivesTheSameRows() throws IOException {
        String content = "age,colour,fit\r\n1,\"re\"\"d\",true\r\n2.25,  blue ,\"false\"\r\n\r\n3,é,NA\r\n";
        InputStream whole = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        InputStream pieces = new InputStream() {
            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return whole.read(target, offset, Math.min(length, 1));
            }
        };
        try (TableStream stream = TableStream.open("pipe", pieces, SCHEMA, MISSING, Refusals.NONE)) {
            assertEquals("1.0|!|1.0\n2.25|blue|0.0\n3.0|!|.", TableReaderTest.cells(stream.next(9)));
        }
    }

    @Test
    void noRowsAreNoMistake() {
        assertEquals("", read("rows.csv", "age,colour,fit\n"));
        assertEquals("", read("rows.jsonl", ""));
    }

    @Test
    void packedInputIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"age\": 1, \"colour\": \"red\", \"fit\": false}".getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = packed.toByteArray();
        try (TableStream stream = TableStream.open(only(DataFile.of("rows", bytes)), SCHEMA, MISSING, Refusals.NONE)) {
            assertEquals("1.0|red|0.0", TableReaderTest.cells(stream.next(2)));
        }
        byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 12);
        InputException error = assertThrows(InputException.class, () -> {
            try (TableStream stream =
                    TableStream.open(only(DataFile.of("rows", cut)), SCHEMA, MISSING, Refusals.NONE)) {
                stream.next(2);
            }
        });
        assertEquals("rows: is damaged or incomplete: Unexpected end of ZLIB input stream", error.getMessage());
    }

    static Stream<Arguments> mistakes() {
        String newline = System.lineSeparator();
        return Stream.of(
                Arguments.of("rows.csv", "", "rows.csv: is empty; a header line with column names must come first"),
                Arguments.of(
                        "rows.csv",
                        "Age,color\n1,red\n",
                        "rows.csv: column 'age' is missing (nearest: 'Age')" + newline
                                + "rows.csv: column 'colour' is missing (nearest: 'color')" + newline
                                + "rows.csv: column 'fit' is missing"),
                Arguments.of(
                        "rows.csv",
                        "age,colour,fit\n1,red,true\n2,blue,\n thirty,red,true\n",
                        "rows.csv:4:2: column 'age' must be a finite number, or empty for missing, but is 'thirty'"),
                Arguments.of(
                        "rows.csv",
                        "age,colour,fit\nnan,red,true\n",
                        "rows.csv:2:1: column 'age' must be a finite number, or empty for missing, but is 'nan'"),
                Arguments.of(
                        "rows.csv",
                        "age,colour,fit\n1,red,yes\n",
                        "rows.csv:2:7: column 'fit' must be true or false, or empty for missing, but is 'yes'"),
                Arguments.of(
                        "rows.jsonl",
                        "{\"age\": 1, \"colour\": \"red\", \"fit\": true}\n{\"age\": 1}\n",
                        "rows.jsonl:2:1: column 'colour' is missing (write null for a missing value)" + newline
                                + "rows.jsonl:2:1: column 'fit' is missing (write null for a missing value)"),
                Arguments.of(
                        "rows.jsonl",
                        "{\"colour\": \"red\", \"fit\": true,\n\"age\": NaN}",
                        "rows.jsonl:2:8: column 'age' must be a finite number, or empty for missing, but is 'NaN'"),
                Arguments.of(
                        "rows.jsonl",
                        "{\"age\": [1]}",
                        "rows.jsonl:1:9: column 'age' must be a number, text, true, false or null, but is an array"),
                Arguments.of("rows.json", "[{}]", "rows.json:1:1: a row must be a JSON object on a line of its own"),
                Arguments.of(
                        "rows.jsonl",
                        "{\"age\": 1, \"age\": 2}",
                        "rows.jsonl:1:17: this is no valid JSON: Duplicate field 'age'"),
                Arguments.of(
                        "rows.jsonl",
                        "{\"age\": 1",
                        "rows.jsonl:1:10: this is no valid JSON: Unexpected end-of-input: "
                                + "expected close marker for Object"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesNameTheirPlace(String name, String content, String message) {
        assertEquals(message, error(name, content));
    }
}
