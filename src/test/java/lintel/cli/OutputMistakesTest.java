package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written, and what a model cannot read. */
class OutputMistakesTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private Path config;
    private Path data;

    @BeforeEach
    void writeFiles() throws IOException {
        config = Files.writeString(folder.resolve("config.yaml"), Mistake.CONFIG);
        data = Files.writeString(folder.resolve("people.csv"), Mistake.DATA);
    }

    private Path trained() throws IOException {
        Shell.Result result = train(folder.resolve("runs"));
        assertEquals(ExitCode.DONE, result.exitCode(), result.err());
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private Shell.Result train(Path out) {
        return Shell.run("train", config.toString(), "--out", out.toString());
    }

    private void assertMistakes(Shell.Result result, String... lines) {
        assertEquals(String.join("\n", lines) + "\n", result.err().replace(folder.toString(), "DIR"));
        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals("", result.out());
    }

    @Test
    void aFileIsNoFolderForRuns() {
        assertMistakes(train(data), "DIR/people.csv: cannot make a run folder here: a file of that name is in the way");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() {
        Path closed = folder.resolve("closed");
        assumeTrue(closed.toFile().mkdir() && closed.toFile().setWritable(false), "no such permissions here");
        assumeTrue(!Files.isWritable(closed), "root may write anywhere");
        assertMistakes(train(closed), "DIR/closed: cannot make a run folder here: permission denied");
    }

    @Test
    void aFullDiskIsNamed() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=20", "tmpfs", disk.toString()), "cannot mount");
        try {
            Shell.Result result = train(disk);
            String err = result.err().replace(folder.toString(), "DIR").replaceAll("config-[-0-9]+", "RUN");
            assertEquals("DIR/disk/RUN/lock.json: cannot be written: No space left on device\n", err);
            assertEquals(ExitCode.MISTAKE, result.exitCode());
        } finally {
            assertTrue(run("umount", disk.toString()));
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Test
    void aFullDeviceIsNamedAndStaysADevice() throws IOException {
        assumeTrue(Files.exists(FULL), "no /dev/full");
        Path run = trained();
        assertMistakes(
                Shell.run("predict", run.toString(), data.toString(), "-O", FULL.toString()),
                "/dev/full: cannot be written: No space left on device");
        assertTrue(Files.exists(FULL) && !Files.isRegularFile(FULL, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aFullStdoutIsNamed() throws IOException {
        assumeTrue(Files.exists(FULL), "no /dev/full");
        Path run = trained();
        for (String[] command : new String[][] {
            {"--help"},
            {"schema"},
            {"describe", run.toString()},
            {"predict", run.toString(), data.toString()},
            {"evaluate", "--json", run.toString()}
        }) {
            var err = new java.io.ByteArrayOutputStream();
            try (OutputStream full = new FileOutputStream(FULL.toFile())) {
                int exitCode = Main.run(command, full, new java.io.PrintStream(err, true));
                assertEquals("stdout: cannot be written: No space left on device\n", err.toString(), command[0]);
                assertEquals(ExitCode.MISTAKE, exitCode);
            }
        }
    }

    @Test
    void aReaderThatHasHadEnoughIsNoMistake() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var err = new java.io.ByteArrayOutputStream();
        assertEquals(ExitCode.DONE, Main.run(new String[] {"schema"}, gone, new java.io.PrintStream(err, true)));
        assertEquals("", err.toString());
    }

    @Test
    void constantColumnIsAWarning() throws IOException {
        Files.writeString(data, Mistake.DATA.replaceAll("(?m)^\\d+", "7"));
        Shell.Result result = train(folder.resolve("runs"));
        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals(
                "warning: 1 of 2 columns never change in the training split and say nothing: age",
                result.err().lines().findFirst().orElseThrow());
    }

    @Test
    void modelFilesOfALaterFormatNameTheLintelNeeded() throws IOException {
        Path model = trained().resolve("model.zip");
        change(model, "/lintel/manifest.json", "\"format\" : 1", "\"format\" : 9");
        change(model, "/lintel/manifest.json", "\"lintel\" : \"0.1.0\"", "\"lintel\" : \"3.0.0\"");
        String mistake = model.toString().replace(folder.toString(), "DIR")
                + ": is of format 9, written by Lintel 3.0.0; this is Lintel 0.1.0, which reads formats up to 1:"
                + " use 3.0.0 or newer";
        for (String command : List.of("describe", "predict", "evaluate")) {
            List<String> args = new ArrayList<>(List.of(command, model.toString()));
            args.addAll(command.equals("describe") ? List.of() : List.of(data.toString()));
            assertMistakes(Shell.run(args.toArray(String[]::new)), mistake);
        }
    }

    private static void change(Path zip, String entry, String from, String to) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of())) {
            String text = Files.readString(files.getPath(entry));
            assertTrue(text.contains(from), text);
            Files.writeString(files.getPath(entry), text.replace(from, to), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsNoModelOrRunSaysSo() {
        assertMistakes(
                Shell.run("predict", data.toString(), data.toString()),
                "DIR/people.csv: is not a model file, or a damaged one: zip END header not found");
        assertMistakes(Shell.run("evaluate", data.toString()), "DIR/people.csv: must be a run folder, but is a file");
        assertMistakes(
                Shell.run("train", "--resume", folder + "/none"), "DIR/none: must be a run folder, but there is none");
        assertMistakes(Shell.run("train", "--replay", folder.toString()), "DIR: not a run folder: it has no lock.json");
    }

    @Test
    void rowsToPredictAreCheckedAgainstTheModel() throws IOException {
        Path run = trained();
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, "id,town\n1,Oslo\n");
        assertMistakes(
                Shell.run("predict", run.toString(), rows.toString()),
                "DIR/rows.csv: column 'age' is missing",
                "DIR/rows.csv: column 'city' is missing");
        Files.writeString(rows, "city,age\nOslo,1\nBonn,old\n");
        assertMistakes(
                Shell.run("predict", run.toString(), rows.toString(), "-O", folder + "/out.csv"),
                "DIR/rows.csv:3:6: column 'age' must be a finite number, or empty for missing, but is 'old'");
        assertTrue(Files.notExists(folder.resolve("out.csv")));
        assertMistakes(
                Shell.run("predict", run.toString(), folder + "/row.csv"),
                "DIR/row.csv: no such file; did you mean 'DIR/rows.csv'?");
    }
}
