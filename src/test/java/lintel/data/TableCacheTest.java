package lintel.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lintel.config.ColumnType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCacheTest {
    private static final ReadOptions OPTIONS =
            new ReadOptions(Map.of(), List.of(""), Set.of("label"), Optional.empty());
    private static final int ROWS = 30_000; // some blocks

    @TempDir
    Path folder;

    private final Storage storage = new Storage(1 << 30, Path.of("unused"));
    private final AtomicInteger readings = new AtomicInteger();
    private Path csv;
    private Path cache;

    @BeforeEach
    void writeCsv() throws IOException {
        csv = folder.resolve("data.csv");
        cache = folder.resolve("cache");
        writeCsv(csv);
    }

    /** Numbers, missing ones, booleans, categories beyond ASCII. */
    private static void writeCsv(Path csv) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,größe,flag,kind,label,b\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%s,%s,%d,%.9f%n",
                    row % 11 == 0 ? "" : Float.toString((float) random.nextGaussian()),
                    random.nextInt(),
                    random.nextBoolean(),
                    List.of("x", "ÿ", "").get(random.nextInt(3)),
                    random.nextInt(2),
                    random.nextGaussian()));
        }
        Files.writeString(csv, text);
    }

    private Table read(ReadOptions options) {
        return TableReader.readAll(DataFile.of(csv), options);
    }

    private Table get(ReadOptions options) {
        return get(options, storage, () -> {
            readings.incrementAndGet();
            return read(options);
        });
    }

    private Table get(ReadOptions options, Storage storage, Supplier<Table> reader) {
        return new TableCache(cache, 1, storage).get(List.of(DataFile.of(csv).hash()), options, () -> true, reader);
    }

    private static void assertSame(Table expected, Table found) {
        assertEquals(expected.schema(), found.schema());
        for (int c = 0; c < expected.codes().size(); c++) {
            assertArrayEquals(expected.codes().get(c), found.codes().get(c));
        }
        assertArrayEquals(bits(expected.numbers()), bits(found.numbers()));
    }

    private static int[] bits(Matrix numbers) {
        int[] bits = new int[numbers.rows() * numbers.columns()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(numbers.get(i / numbers.columns(), i % numbers.columns()));
        }
        return bits;
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    @Test
    void theSecondStartReadsTheSameTableWithoutTheText() {
        Table first = get(OPTIONS);
        Table second = get(OPTIONS);
        assertEquals(1, readings.get());
        assertSame(read(OPTIONS), first);
        assertSame(first, second);
    }

    @Test
    void anotherContentIsAnotherTable() throws IOException {
        get(OPTIONS);
        var before = Files.getLastModifiedTime(csv);
        Files.writeString(csv, Files.readString(csv).replaceFirst("true", "fals"));
        Files.setLastModifiedTime(csv, before);
        Table changed = get(OPTIONS);
        assertEquals(2, readings.get());
        assertSame(read(OPTIONS), changed);
    }

    @Test
    void anotherWayToReadIsAnotherTable() {
        get(OPTIONS);
        get(new ReadOptions(Map.of("flag", ColumnType.CATEGORICAL), List.of(""), Set.of("label"), Optional.empty()));
        get(new ReadOptions(Map.of(), List.of("", "x"), Set.of("label"), Optional.empty()));
        get(new ReadOptions(Map.of(), List.of(""), Set.of("label", "kind"), Optional.empty()));
        get(new ReadOptions(Map.of(), List.of(""), Set.of("label"), Optional.of(Set.of("a"))));
        assertEquals(5, readings.get());
    }

    @Test
    void aDamagedFileIsReadAnewAndMended() throws IOException {
        Table whole = get(OPTIONS);
        Path file = kept().get(0);
        byte[] bytes = Files.readAllBytes(file);
        int readBefore = readings.get();
        for (int length : new int[] {0, 3, 8, 100, 5000, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertSame(whole, get(OPTIONS));
        }
        for (int flipped : new int[] {0, 1, 4, 9, 40, 700, 4097}) {
            byte[] wrong = bytes.clone();
            wrong[flipped] ^= 1;
            Files.write(file, wrong);
            assertSame(whole, get(OPTIONS));
        }
        assertEquals(readBefore + 13, readings.get());
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @Test
    void whatFitsMayBeWrittenWithoutChangingTheFile() throws IOException {
        get(OPTIONS);
        byte[] before = Files.readAllBytes(kept().get(0));
        Table mapped = get(OPTIONS);
        mapped.numbers().block(0).put(1, 12345);
        assertEquals(12345, mapped.numbers().get(0, 1));
        assertArrayEquals(before, Files.readAllBytes(kept().get(0)));
        assertSame(read(OPTIONS), get(OPTIONS));
    }

    @Test
    void whatDoesNotFitIsMappedToReadOnlyFromTheFirstTime() throws IOException {
        Storage small = new Storage(1 << 18, folder.resolve("scratch"));
        Table first = get(OPTIONS, small, () -> read(OPTIONS));
        assertTrue(first.numbers().block(0).isReadOnly());
        assertSame(read(OPTIONS), first);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotKept() {
        new TableCache(cache, 1, storage)
                .get(List.of(DataFile.of(csv).hash()), OPTIONS, () -> false, () -> read(OPTIONS));
        assertFalse(Files.exists(cache));
    }

    @Test
    void smallTablesAreNotKept() {
        new TableCache(cache, 1 << 24, storage)
                .get(List.of(DataFile.of(csv).hash()), OPTIONS, () -> true, () -> read(OPTIONS));
        assertFalse(Files.exists(cache));
    }

    @Test
    void aFolderThatCannotBeMadeIsNoError() throws IOException {
        Files.writeString(cache, "in the way");
        assertSame(read(OPTIONS), get(OPTIONS));
    }

    @Test
    void oldTablesAreDeleted() throws IOException {
        Files.createDirectories(cache);
        Path old = Files.writeString(cache.resolve("old.table"), "old");
        Files.setLastModifiedTime(old, java.nio.file.attribute.FileTime.fromMillis(0));
        Path recent = Files.writeString(cache.resolve("recent.table"), "recent");
        get(OPTIONS);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent));
        assertEquals(2, kept().size());
    }

    /** Reads the CSV file given through the cache folder given, and prints a hash of what it got. */
    public static void main(String[] arguments) {
        DataFile file = DataFile.of(Path.of(arguments[0]));
        for (int i = 0; i < 20; i++) {
            Table table = new TableCache(Path.of(arguments[1]), 1, new Storage(1 << 30, Path.of("unused")))
                    .get(List.of(file.hash()), OPTIONS, () -> true, () -> TableReader.readAll(file, OPTIONS));
            System.out.println(Arrays.hashCode(bits(table.numbers())));
            if (i % 2 == 0) {
                forget(Path.of(arguments[1]));
            }
        }
    }

    /** Deletes what is kept, so that all processes write again and again. */
    private static void forget(Path cache) {
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".table")).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void processesThatRaceAllGetTheTable() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    TableCacheTest.class.getName(),
                    csv.toString(),
                    cache.toString());
            processes.add(java.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out" + i).toFile())
                    .start());
        }
        String expected = Integer.toString(Arrays.hashCode(bits(read(OPTIONS).numbers())));
        for (int i = 0; i < processes.size(); i++) {
            assertTrue(processes.get(i).waitFor(5, TimeUnit.MINUTES), "too slow");
            List<String> lines = Files.readAllLines(folder.resolve("out" + i));
            assertEquals(java.util.Collections.nCopies(20, expected), lines);
        }
        for (Path left : kept()) {
            assertTrue(left.toString().endsWith(".table"), left.toString());
        }
    }
}
