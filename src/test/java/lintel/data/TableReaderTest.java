package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import lintel.config.ColumnType;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableReaderTest {
    private static final ReadOptions INFERRING = ReadOptions.inferring(List.of("", "NA", "?"));

    private static DataFile file(String content) {
        return DataFile.of("data.csv", content.getBytes(StandardCharsets.UTF_8));
    }

    private static Table read(String content) {
        return TableReader.readAll(file(content), INFERRING);
    }

    /** The table's cells as text: numbers as Java writes floats, categories as they are, missing as a dot. */
    static String cells(Table table) {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            List<String> cells = new ArrayList<>();
            int slot = 0;
            int code = 0;
            for (Field field : table.schema().fields()) {
                if (field.categorical()) {
                    int at = table.codes().get(code++)[row];
                    cells.add(
                            at == Table.MISSING
                                    ? "."
                                    : at == Table.UNSEEN
                                            ? "!"
                                            : field.categories().get(at));
                } else {
                    float value = table.numbers().get(row, slot++);
                    cells.add(Float.isNaN(value) ? "." : Float.toString(value));
                }
            }
            lines.add(String.join("|", cells));
        }
        return String.join("\n", lines);
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("plain", "a,b\n1,x\n2,y\n", "1.0|x\n2.0|y"),
                Arguments.of("no last line end", "a,b\n1,x\n2,3", "1.0|x\n2.0|3"),
                Arguments.of("CRLF", "a,b\r\n1,2\r\n3,4\r\n", "1.0|2.0\n3.0|4.0"),
                Arguments.of("CR", "a,b\r1,2\r3,4", "1.0|2.0\n3.0|4.0"),
                Arguments.of("byte order mark", "\uFEFFa,b\n1,2\n", "1.0|2.0"),
                Arguments.of("blank lines", "\n a,b\n\n1,2\n  \n3,4\n\n\t\n", "1.0|2.0\n3.0|4.0"),
                Arguments.of(
                        "quotes",
                        "\"a\",\"b\"\n\"1.5\",\"x, \"\"y\"\"\nz\"\n-2,\" w \"\n",
                        "1.5|x, \"y\"\nz\n-2.0| w "),
                Arguments.of("blanks around quotes", "a,b\n \"1\" ,\t\"x\" \n", "1.0|x"),
                Arguments.of("quote inside", "a,b\n5\",x\n", "5\"|x"),
                Arguments.of("blanks", " #a ,  b\n 1, x y \n2 ,\tz\n", "1.0|x y\n2.0|z"),
                Arguments.of("missing", "a,b,c\n1,,\n?,NA,true\n,x,False\n", "1.0|.|.\n.|.|1.0\n.|x|0.0"),
                Arguments.of("quoted missing alone", "a\n1\n\"\"\n3\n", "1.0\n.\n3.0"),
                Arguments.of("all missing", "a,b\n,1\n,2\n", ".|1.0\n.|2.0"),
                Arguments.of("booleans", "a,b\nTRUE,true\nfalse,1\n", "1.0|true\n0.0|1"),
                Arguments.of("numbers then text", "a,b\n1,1\n2,2\nx,3\n", "1|1.0\n2|2.0\nx|3.0"),
                Arguments.of("a number's text is kept in text", "a\n1.0\n1\n01\nx\n", "1.0\n1\n01\nx"),
                Arguments.of(
                        "forms of numbers", "a\n+1\n-.5\n5.\n1e3\n1E-2\n007\n", "1.0\n-0.5\n5.0\n1000.0\n0.01\n7.0"),
                Arguments.of("no numbers", "a,b,c,d\n1f,0x1,1 2,--1\n", "1f|0x1|1 2|--1"),
                Arguments.of("NaN among text is a category", "a\nNaN\nred\n", "NaN\nred"),
                Arguments.of("other alphabets", "größe,色\n1,é\n2,赤い\n", "1.0|é\n2.0|赤い"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void readsWhatIsWritten(String name, String content, String expected) {
        assertEquals(expected, cells(read(content)));
    }

    @Test
    void headerNamesAreTrimmedAndUncommented() {
        assertEquals(
                List.of("RSS_anchor1", "RSS anchor2", "b"),
                read("#RSS_anchor1, RSS anchor2 ,\"b\"\n1,2,3\n").schema().names());
        assertEquals(List.of("#", "b"), read("#,b\n1,2\n").schema().names());
    }

    @Test
    void typesAndCategoriesAreFound() {
        assertEquals(
                List.of(
                        new Field("n", ColumnType.NUMERIC, List.of()),
                        new Field("b", ColumnType.BOOLEAN, List.of()),
                        new Field("c", ColumnType.CATEGORICAL, List.of("2", "10", "a", "b")),
                        new Field("m", ColumnType.NUMERIC, List.of())),
                read("n,b,c,m\n1,true,b,\n2,FALSE,10,\n3,,2,\n4,,a,\n").schema().fields());
    }

    @Test
    void declaredTypesAndTextWin() {
        ReadOptions options = new ReadOptions(
                Map.of("a", ColumnType.CATEGORICAL, "b", ColumnType.NUMERIC),
                List.of(""),
                Set.of("c", "absent"),
                Optional.of(Set.of("a", "b", "c", "absent")));
        Table table = TableReader.readAll(file("a,skipped,b,c\n1.0,\"x\ny\",2,1\n1,é,3,01\n"), options);
        assertEquals("1.0|2.0|1\n1|3.0|01", cells(table));
        assertEquals(List.of("a", "b", "c"), table.schema().names());
    }

    @Test
    void numbersMayStandForMissing() {
        ReadOptions options = ReadOptions.inferring(List.of("-999", "0.0"));
        assertEquals(".|1.0\n-999.0|.", cells(TableReader.readAll(file("a,b\n-999,1\n-999.0,0.0\n"), options)));
    }

    @Test
    void textFoundLateMakesTheColumnText() {
        StringBuilder content = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 5000; i++) {
            content.append(i).append(i < 3000 ? ",1," : ",x,").append(i == 4999 ? "end\n" : i + "\n");
        }
        Table table = read(content.toString());
        assertEquals(
                List.of(ColumnType.NUMERIC, ColumnType.CATEGORICAL, ColumnType.CATEGORICAL),
                table.schema().fields().stream().map(Field::type).toList());
        assertEquals(4999f, table.numbers().get(4999, 0));
        assertEquals(5000, table.schema().fields().get(2).categories().size());
    }

    /** Numbers cross the ends of the reader's buffer at every position. */
    @Test
    void everyNumberIsTheNearestFloat() {
        Random random = new Random(1);
        StringBuilder content = new StringBuilder("a,b,c\n");
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < 30_000; row++) {
            for (int column = 0; column < 3; column++) {
                double value = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
                String text = random.nextBoolean() ? Double.toString(value) : Float.toString((float) value);
                texts.add(text);
                content.append(random.nextInt(9) == 0 ? '"' + text + '"' : text).append(column < 2 ? ',' : '\n');
            }
        }
        Matrix numbers = read(content.toString()).numbers();
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(Float.parseFloat(texts.get(i)), numbers.get(i / 3, i % 3), texts.get(i));
        }
    }

    @Test
    void severalFilesAgreeOnTypes() {
        TableReader.Rows rows = TableReader.readAll(
                List.of(
                        file("a,b\n1,2\n3,4\n"),
                        DataFile.of("more.csv", "c,b,a\n9,x,5\n".getBytes(StandardCharsets.UTF_8))),
                INFERRING);
        assertEquals("1.0|2\n3.0|4\n5.0|x", cells(rows.table()));
        assertArrayEquals(new int[] {0, 2, 3}, rows.starts());
    }

    static Stream<Arguments> mistakes() {
        String finite = "a finite number, or empty for missing, but is ";
        return Stream.of(
                Arguments.of("", "data.csv: is empty; a header line with column names must come first"),
                Arguments.of("\n\n", "data.csv: is empty; a header line with column names must come first"),
                Arguments.of("a,b\n\n", "data.csv: has a header line, but no rows"),
                Arguments.of(
                        "a,b,a\n1,2,3\n", "data.csv:1:5: column names must differ, but columns 1 and 3 are both 'a'"),
                Arguments.of("a, ,c\n1,2,3\n", "data.csv:1:4: column 2 must have a name"),
                Arguments.of(
                        "a,b\n1,2\n3\n",
                        "data.csv:3:1: a row must have 2 values, as many as the header, but this one has 1"),
                Arguments.of(
                        "a,b\n1,2\n3,4,5,6\n7,8\n",
                        "data.csv:3:3: a row must have 2 values, as many as the header, but this one has 4"),
                Arguments.of("a,b\n1,\"x\n2,y\n", "data.csv:2:3: this quote is never closed"),
                Arguments.of(
                        "a,b\n1,\"x\"y\n",
                        "data.csv:2:3: a quoted value must end at its closing quote; double every quote inside it"),
                Arguments.of("a,b\n1,2\n3, NaN\n", "data.csv:3:4: column 'b' must be " + finite + "'NaN'"),
                Arguments.of("a,b\n-inf,2\n3,4\n", "data.csv:2:1: column 'a' must be " + finite + "'-inf'"),
                Arguments.of("a,b\n\"x\ny\",1e999\n", "data.csv:3:4: column 'b' must be " + finite + "'1e999'"),
                Arguments.of(
                        "a,b\nInfinity,2\n3,nan\n",
                        "data.csv:2:1: column 'a' must be " + finite + "'Infinity'" + System.lineSeparator()
                                + "data.csv:3:3: column 'b' must be " + finite + "'nan'"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesNameTheirPlace(String content, String message) {
        assertEquals(
                message, assertThrows(InputException.class, () -> read(content)).getMessage());
    }

    @Test
    void declaredTypesAreEnforced() {
        ReadOptions options = new ReadOptions(
                Map.of("a", ColumnType.NUMERIC, "b", ColumnType.BOOLEAN), List.of(), Set.of(), Optional.empty());
        assertEquals(
                "data.csv:3:1: column 'a' must be a finite number, but is 'x'",
                assertThrows(InputException.class, () -> TableReader.readAll(file("a,b\n1,true\nx,true"), options))
                        .getMessage());
        assertEquals(
                "data.csv:2:3: column 'b' must be true or false, but is '1'",
                assertThrows(InputException.class, () -> TableReader.readAll(file("a,b\n1,1"), options))
                        .getMessage());
    }

    @Test
    void declaredColumnsMustExist() {
        ReadOptions options =
                new ReadOptions(Map.of("agee", ColumnType.NUMERIC), List.of(), Set.of(), Optional.empty());
        assertEquals(
                "data.csv: there is no column 'agee' (nearest: 'age'), whose type is declared",
                assertThrows(InputException.class, () -> TableReader.readAll(file("age,b\n1,1"), options))
                        .getMessage());
    }

    @Test
    void laterFilesMayLackNoColumn() {
        List<DataFile> files =
                List.of(file("age,b\n1,2\n"), DataFile.of("more.csv", "agee\n1\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "more.csv: there is no column 'age' (nearest: 'agee'), which data.csv has" + System.lineSeparator()
                        + "more.csv: there is no column 'b', which data.csv has",
                assertThrows(InputException.class, () -> TableReader.readAll(files, INFERRING))
                        .getMessage());
    }

    @Test
    void bytesMustBeUtf8() {
        byte[] latin = "name,b\nx,1\nJosé,2\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "data.csv:3:1: text must be UTF-8, but here is byte 0xE9",
                assertThrows(InputException.class, () -> TableReader.readAll(DataFile.of("data.csv", latin), INFERRING))
                        .getMessage());
        Arrays.fill(latin, (byte) 0xFE);
        assertThrows(InputException.class, () -> TableReader.readAll(DataFile.of("data.csv", latin), INFERRING));
    }
}
