package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lintel.config.InputException;
import lintel.config.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitsTest {
    private static final RowPlace PLACE = RowPlace.in("x.csv");

    private static Splits splits(double validation, double test, long seed) {
        return new Splits(validation, test, new Seeds(seed), KeyPlace.UNKNOWN);
    }

    private static void assertPartition(int examples, Split<int[]> split) {
        int[] all = Stream.of(split.train(), split.validation(), split.test())
                .filter(Objects::nonNull)
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, examples).toArray(), all);
    }

    private static KeyColumn column(String... texts) {
        List<String> values =
                Arrays.stream(texts).distinct().sorted(NaturalOrder.OF_TEXTS).toList();
        return new KeyColumn(
                "c", values, Arrays.stream(texts).mapToInt(values::indexOf).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomPartsHaveTheirSizeAndDependOnTheSeedAlone(long seed) {
        Split<int[]> split = splits(0.15, 0.2, seed).random(101);
        assertPartition(101, split);
        assertEquals(15, split.validation().length);
        assertEquals(20, split.test().length);
        assertArrayEquals(split.test(), splits(0.15, 0.2, seed).random(101).test());
        assertFalse(Arrays.equals(
                split.test(), splits(0.15, 0.2, seed + 1).random(101).test()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void stratifiedPartsHaveEveryClassesShare(long seed) {
        Random random = new Random(seed);
        int[] classes =
                random.ints(500, 0, 10).map(i -> i < 7 ? 0 : i < 9 ? 1 : 2).toArray();
        Split<int[]> split = splits(0.15, 0.2, seed).stratified(classes, List.of("a", "b", "c"));
        assertPartition(500, split);
        for (int k = 0; k < 3; k++) {
            int wanted = k;
            long all = Arrays.stream(classes).filter(c -> c == wanted).count();
            long test = Arrays.stream(split.test())
                    .filter(i -> classes[i] == wanted)
                    .count();
            long validation = Arrays.stream(split.validation())
                    .filter(i -> classes[i] == wanted)
                    .count();
            assertEquals(Math.round(0.2 * all), test);
            assertEquals(Math.round(0.15 * all), validation);
        }
    }

    @Test
    void rareClassIsInEveryPartOrAnError() {
        int[] classes = new int[100];
        classes[5] = 1;
        classes[50] = 1;
        classes[80] = 1;
        Split<int[]> split = splits(0.1, 0.1, 7).stratified(classes, List.of("often", "rare"));
        Stream.of(split.train(), split.validation(), split.test())
                .forEach(part ->
                        assertEquals(1, Arrays.stream(part).map(i -> classes[i]).sum()));
        classes[80] = 0;
        var error = assertThrows(
                InputException.class, () -> splits(0.1, 0.1, 7).stratified(classes, List.of("often", "rare")));
        assertEquals(
                "'data.split.stratify' needs an example of every class in each part, but class 'rare' has only 2;"
                        + " 'stratify: false' splits without regard to classes",
                error.getMessage());
    }

    @Test
    void earliestTrainAndLatestTest() {
        KeyColumn time = column("10", "9", "2", "1", "30", "9", "4", "5", "6", "7");
        Split<int[]> split = splits(0.2, 0.2, 1).ordered(time, PLACE);
        assertArrayEquals(new int[] {3, 2, 6, 7, 8, 9}, split.train());
        assertArrayEquals(new int[] {1, 5}, split.validation());
        assertArrayEquals(new int[] {0, 4}, split.test());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void groupsStayTogether(long seed) {
        Random random = new Random(seed);
        String[] groups =
                random.ints(1000, 0, 60).mapToObj(i -> "g" + i * i / 60).toArray(String[]::new);
        Split<int[]> split = splits(0.2, 0.2, seed).grouped(column(groups), PLACE);
        assertPartition(1000, split);
        Set<String> seen = new HashSet<>();
        for (int[] part : List.of(split.train(), split.validation(), split.test())) {
            Set<String> here = new HashSet<>();
            Arrays.stream(part).forEach(i -> here.add(groups[i]));
            here.forEach(group -> assertTrue(seen.add(group), group + " is in two parts"));
        }
        assertEquals(200, split.test().length, 60);
        assertEquals(200, split.validation().length, 60);
    }

    @Test
    void fewGroupsStillFillEveryPart() {
        Split<int[]> split = splits(0.15, 0.2, 3).grouped(column("a", "a", "b", "c", "c", "c"), PLACE);
        assertPartition(6, split);
        assertTrue(split.validation().length > 0 && split.test().length > 0);
        var error =
                assertThrows(InputException.class, () -> splits(0.15, 0.2, 3).grouped(column("a", "b", "b"), PLACE));
        assertEquals(
                "'data.split.group': column 'c' must hold at least 3 groups, one for each part, but holds 2",
                error.getMessage());
    }

    @Test
    void columnSaysThePart() {
        Split<int[]> split = splits(0, 0, 1).byColumn(column("train", "test", "train", "test"), PLACE);
        assertArrayEquals(new int[] {0, 2}, split.train());
        assertArrayEquals(new int[] {1, 3}, split.test());
        assertNull(split.validation());
        var error = assertThrows(InputException.class, () -> splits(0, 0, 1).byColumn(column("train", "tset"), PLACE));
        assertEquals(
                "x.csv: row 2: column 'c' must be train, validation or test, but is 'tset'; did you mean 'test'?",
                error.getMessage());
    }

    @Test
    void emptyPartsAreErrors() {
        var none = assertThrows(InputException.class, () -> splits(0.1, 0.2, 1).random(4));
        assertEquals("'data.split.validation' is 0.1, but that share of 4 examples is none", none.getMessage());
        assertEquals(4, splits(0, 0, 1).random(4).train().length);
        var missing = assertThrows(InputException.class, () -> splits(0, 0.5, 1)
                .ordered(new KeyColumn("t", List.of("1"), new int[] {0, Table.MISSING}), PLACE));
        assertEquals("x.csv: row 2: column 't' is empty, but every row needs a value", missing.getMessage());
    }
}
