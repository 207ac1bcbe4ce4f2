package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
    @TempDir
    private Path folder;

    private static String content(DataFile file) throws IOException {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void packedAndUnpackedTwinsStandInForEachOther() throws IOException {
        Path plain = Files.writeString(folder.resolve("a.csv"), "a,b\n");
        Path packed = folder.resolve("b.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("b,c\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals("a,b\n", content(DataFile.of(plain)));
        assertEquals("a,b\n", content(DataFile.of(folder.resolve("a.csv.gz"))));
        assertEquals("b,c\n", content(DataFile.of(packed)));
        assertEquals("b,c\n", content(DataFile.of(folder.resolve("b.csv"))));
        assertEquals(List.of("b", "c"), CsvHeader.read(packed));
        assertEquals(packed.toString(), DataFile.of(folder.resolve("b.csv")).name());
    }

    @Test
    void absentFilesSuggestTheirNeighbour() throws IOException {
        Path there = Files.writeString(folder.resolve("breast-cancer.csv"), "a\n");
        Path absent = folder.resolve("breast_cancer.csv");
        assertEquals(
                absent + ": no such file; did you mean '" + there + "'?",
                assertThrows(InputException.class, () -> DataFile.of(absent)).getMessage());
        Path nowhere = folder.resolve("none").resolve("a.csv");
        assertEquals(
                nowhere + ": no such file",
                assertThrows(InputException.class, () -> DataFile.of(nowhere)).getMessage());
        assertEquals(
                folder + ": must be a file, but is a folder",
                assertThrows(InputException.class, () -> DataFile.of(folder)).getMessage());
    }

    /** FIPS 180-2, appendix B.1. */
    @Test
    void hashIsSha256() {
        assertEquals(
                new Dataset.SourceFile("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                DataFile.of("abc", "abc".getBytes(StandardCharsets.US_ASCII)).hash());
    }

    @Test
    void shortFilesAreNotTakenForPacked() throws IOException {
        for (String text : List.of("", "a", "ab")) {
            assertEquals(text, content(DataFile.of("x", text.getBytes(StandardCharsets.UTF_8))));
        }
    }
}
