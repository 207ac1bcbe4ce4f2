package lintel.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Loads the classes that a start needs, so that the launcher can have the JVM archive them. */
@Command
final class WarmUpCommand extends LintelCommand {
    @Override
    int run() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Main.run(new String[] {"--help"}, nowhere, nowhere);
        Main.run(new String[] {"validate", "configs/breast-cancer.yaml"}, nowhere, nowhere);
        return ExitCode.DONE;
    }
}
