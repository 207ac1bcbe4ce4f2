package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import lintel.config.ColumnType;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    private static final Schema NUMBER = new Schema(List.of(new Field("x", ColumnType.NUMERIC, List.of())));

    private static float number(Object value) {
        return new Rows(NUMBER, List.of("", "-999"))
                .table(List.of(Collections.singletonMap("x", value)))
                .numbers()
                .get(0, 0);
    }

    private static void assertRefused(Object value) {
        var error = assertThrows(InputException.class, () -> number(value));
        assertEquals(
                "row 1: column 'x' must be a finite number, or null for missing, but is '%s'".formatted(value),
                error.getMessage());
    }

    @Test
    void numbersOfEveryKindBecomeFloats() {
        assertEquals(3f, number(3));
        assertEquals(0.1f, number(0.1));
        assertEquals(0.1f, number(new BigDecimal("0.1")));
        assertEquals(-250f, number("-2.5e2"));
        assertEquals(3.5f, number(" 3.5\t"));
    }

    @Test
    void nullAndTextsThatMeanMissingAreMissing() {
        for (Object value : new Object[] {null, "", "  ", "-999", -999, -999L, -999.0, -999f}) {
            assertEquals(Float.NaN, number(value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e999", "0x1p3", "1f", "1,5", "1 2", "true", "-", "1e", "１"})
    void whatIsNoFiniteDecimalIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void notANumberAndTooLargeADoubleAreRefused() {
        List.of(Double.NaN, Float.POSITIVE_INFINITY, 1e300, true).forEach(RowsTest::assertRefused);
    }

    /** Where no missing value looks like a number, numbers take the short way. */
    @Test
    void bothWaysGiveTheSameFloat() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(80) - 42);
            Object number = i % 3 == 0 ? (Object) (float) value : i % 3 == 1 ? (Object) random.nextLong() : value;
            assertEquals(over(List.of("", "-999"), number), over(List.of("", "NA", "?"), number), number.toString());
        }
        for (Object refused : new Object[] {Double.NaN, Float.POSITIVE_INFINITY, 1e300}) {
            assertThrows(InputException.class, () -> over(List.of(""), refused));
        }
    }

    private static float over(List<String> missing, Object value) {
        return new Rows(NUMBER, missing)
                .table(List.of(Map.of("x", value)))
                .numbers()
                .get(0, 0);
    }

    /** Rows of a sequence that name their columns in the same order go a shorter way than a row by itself. */
    @Test
    void rowsTogetherAreReadAsEachAlone() {
        Random random = new Random(5);
        Rows reader = new Rows(
                new Schema(Stream.of("a", "b", "c")
                        .map(name -> new Field(name, ColumnType.NUMERIC, List.of()))
                        .toList()),
                List.of("", "NA"));
        for (int i = 0; i < 300; i++) {
            List<Map<String, Object>> rows =
                    Stream.generate(() -> row(random)).limit(2 + i % 4).toList();
            Matrix together = reader.table(rows).numbers();
            for (int r = 0; r < rows.size(); r++) {
                Matrix alone = reader.table(List.of(rows.get(r))).numbers();
                for (int c = 0; c < 3; c++) {
                    assertEquals(alone.get(0, c), together.get(r, c), "column %d of %s".formatted(c, rows.get(r)));
                }
            }
        }
    }

    /** Most often a, b, c; now and then in another order or kind of map, with other columns, or a missing value. */
    private static Map<String, Object> row(Random random) {
        List<String> names = new ArrayList<>(List.of("a", "b", "c"));
        if (random.nextInt(4) == 0) {
            names.add(random.nextInt(4), random.nextBoolean() ? "more" : null);
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(names, random);
        }
        Map<String, Object> row = random.nextInt(4) == 0 ? new HashMap<>() : new LinkedHashMap<>();
        for (String name : names) {
            String key = name == null || random.nextBoolean() ? name : new String(name.toCharArray());
            Object value = random.nextBoolean() ? (Object) random.nextGaussian() : random.nextInt();
            row.put(key, random.nextInt(9) > 0 ? value : random.nextBoolean() ? null : " " + random.nextFloat());
        }
        boolean sortable = !names.contains(null) && random.nextInt(4) == 0;
        return sortable ? new TreeMap<>(row) : row;
    }

    @Test
    void mistakesAmongRowsOfOneOrderAreNamed() {
        Map<String, Object> first = new LinkedHashMap<>(Map.of("x", 1));
        Map<String, Object> absent = new LinkedHashMap<>(Map.of("y", 1));
        Map<String, Object> wrong = new LinkedHashMap<>(Map.of("x", Double.NaN));
        var error = assertThrows(
                InputException.class, () -> new Rows(NUMBER, List.of("")).table(List.of(first, absent, first, wrong)));
        assertEquals(
                List.of(
                        "row 2: column 'x' is missing (give null for a missing value)",
                        "row 4: column 'x' must be a finite number, or null for missing, but is 'NaN'"),
                error.mistakes());
    }

    @Test
    void columnsKeepTheirPlaces() {
        Schema schema = new Schema(List.of(
                new Field("a", ColumnType.CATEGORICAL, List.of("1", "no")),
                new Field("b", ColumnType.BOOLEAN, List.of()),
                new Field("c", ColumnType.CATEGORICAL, List.of("x")),
                new Field("d", ColumnType.NUMERIC, List.of())));
        Table table = new Rows(schema, List.of(""))
                .table(List.of(
                        Map.of("a", "no", "b", true, "c", "y", "d", 4, "e", "ignored"),
                        Map.of("d", 5, "c", "", "b", "False", "a", 1)));
        assertArrayEquals(new int[] {1, 0}, table.codes().get(0));
        assertArrayEquals(new int[] {Table.UNSEEN, Table.MISSING}, table.codes().get(1));
        assertEquals(1, table.numbers().get(0, 0));
        assertEquals(4, table.numbers().get(0, 1));
        assertEquals(0, table.numbers().get(1, 0));
        assertEquals(5, table.numbers().get(1, 1));
    }

    @Test
    void everyMistakeIsSaidAtOnce() {
        var error = assertThrows(
                InputException.class, () -> new Rows(NUMBER, List.of()).table(List.of(Map.of(), Map.of("x", "y"))));
        assertEquals(
                List.of(
                        "row 1: column 'x' is missing (give null for a missing value)",
                        "row 2: column 'x' must be a finite number, or null for missing, but is 'y'"),
                error.mistakes());
    }
}
