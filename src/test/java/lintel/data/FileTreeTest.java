package lintel.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    private static final List<String> NAMES = List.of(
            "readme.txt", "set/rss_1.csv", "set/rss_10.csv", "set/rss_2.csv", "set/rss_.csv", "set/rss_a/b.csv");

    @TempDir
    private Path folder;

    private Path tree() throws IOException {
        Path root = folder.resolve("tree");
        for (String name : NAMES) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), "content of " + name);
        }
        return root;
    }

    private Path zip() throws IOException {
        Path file = folder.resolve("tree.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("set/"));
            for (String name : NAMES) {
                out.putNextEntry(new ZipEntry(name));
                out.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @Test
    void aFolderAndAZipHoldTheSame() throws IOException {
        for (Path root : List.of(tree(), zip())) {
            try (FileTree tree = FileTree.open(root)) {
                assertEquals(NAMES.stream().sorted().toList(), tree.names());
                List<FileTree.Match> matches = tree.matching("set/rss_*.csv");
                assertEquals(
                        List.of("1", "2", "10"),
                        matches.stream().map(FileTree.Match::id).toList());
                try (InputStream in = matches.get(2).file().open()) {
                    assertEquals("content of set/rss_10.csv", new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
                assertTrue(matches.get(0).file().name().endsWith("set/rss_1.csv"));
                assertEquals(
                        root + ": holds no file 'set/rss_3.csv'; did you mean 'set/rss_.csv'?",
                        assertThrows(InputException.class, () -> tree.file("set/rss_3.csv"))
                                .getMessage());
                assertEquals(
                        root + ": no file fits 'set/x_*.csv'; there is, for example, 'readme.txt'",
                        assertThrows(InputException.class, () -> tree.matching("set/x_*.csv"))
                                .getMessage());
                assertEquals(
                        root + ": the pattern of files must have one *, but is 'set/*/*.csv'",
                        assertThrows(InputException.class, () -> tree.matching("set/*/*.csv"))
                                .getMessage());
            }
        }
    }

    @Test
    void whatIsNoTreeIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("data.csv"), "a,b\n1,2\n");
        assertTrue(assertThrows(InputException.class, () -> FileTree.open(text))
                .getMessage()
                .startsWith(text + ": must be a folder or a .zip: "));
        Path absent = folder.resolve("date.csv");
        assertEquals(
                absent + ": no such file; did you mean '" + text + "'?",
                assertThrows(InputException.class, () -> FileTree.open(absent)).getMessage());
    }

    @Test
    void aBombStopsAtItsCap() throws IOException {
        InputStream in = DataFile.capped("bomb.zip!a", InputStream.nullInputStream(), 3);
        assertEquals(-1, in.read());
        InputStream large = DataFile.capped("bomb.zip!a", new java.io.ByteArrayInputStream(new byte[5]), 3);
        assertEquals(
                "bomb.zip!a: unpacks to more than 3 bytes",
                assertThrows(InputException.class, large::readAllBytes).getMessage());
    }
}
