package lintel.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import lintel.engine.Logging;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every command can do: print its result on stdout, as text or as one JSON object, and all else on stderr.
 *
 * <p>A command reports the user's mistakes by throwing {@link lintel.config.InputException}, a bug by any other
 * exception; {@link Failures} turns both into lines on stderr and an exit code.
 */
abstract class LintelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object on stdout and nothing else.")
    boolean json;

    @Option(names = "--verbose", description = "Log on stderr what Deeplearning4j and ND4J say.")
    boolean verbose;

    @Option(names = "--debug", description = "Show the stack trace of a failure.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /** Runs the command. @return an {@link ExitCode} */
    abstract int run();

    @Override
    public final Integer call() {
        if (verbose) {
            Logging.verbose();
        }
        return run();
    }

    /** Where results go. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where everything goes that is no result. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The whole tree of commands, as the completion script needs it. */
    final picocli.CommandLine root() {
        return spec.root().commandLine();
    }
}
