package lintel.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does what commands that are over in a moment do, so that the launcher can have the JVM archive the classes that
 * needs. Networks are left out: ND4J's classes would make the archive thrice as large, and every start slower.
 */
@Command
final class WarmUpCommand extends LintelCommand {
    @Parameters(paramLabel = "HOME", description = "The folder that holds configs and data.")
    private Path home;

    @Override
    int run() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        String config = home.resolve("configs/breast-cancer.yaml").toString();
        String source = "data.source=" + home.resolve("data/breast-cancer.csv");
        Main.run(new String[] {"--help"}, nowhere, nowhere);
        Main.run(new String[] {"validate", config}, nowhere, nowhere);
        Main.run(new String[] {"validate", config, "-o", source}, nowhere, nowhere);
        try {
            Path folder = Files.createTempDirectory("lintel-warm-up");
            Main.run(new String[] {"train", config, "-o", source, "--out", folder.toString()}, nowhere, nowhere);
            delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return ExitCode.DONE;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
