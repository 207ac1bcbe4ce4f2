package lintel.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does what commands that are over in a moment do, so that the launcher can have the JVM archive the classes that
 * needs. Training is left out: its classes would make the archive thrice as large, and every start slower.
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
        return ExitCode.DONE;
    }
}
