package lintel.cli;

import java.io.PrintWriter;
import lintel.config.InputException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns every failure into lines on stderr and an exit code: one line per mistake of the user's, one for a bug.
 *
 * @param debug show the stack trace too
 * @param err   where the lines go
 */
record Failures(boolean debug, PrintWriter err) implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** A mistake in the arguments. */
    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
        String line = "%s: %s".formatted(command, firstLine(mistake.getMessage()));
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            line += "; did you mean '%s'?".formatted(unmatched.getSuggestions().get(0));
        }
        err.println(line + " (see '%s --help')".formatted(command));
        return ExitCode.MISTAKE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return report(failure);
    }

    /** @return the {@link ExitCode} that says whose fault it was */
    int report(Throwable failure) {
        if (debug) {
            failure.printStackTrace(err);
        }
        if (failure instanceof Results.ReaderGone) {
            return ExitCode.DONE;
        }
        if (failure instanceof InputException input) {
            input.mistakes().forEach(err::println);
            return ExitCode.MISTAKE;
        }
        err.println("lintel: unexpected failure: %s (%s)".formatted(firstLine(failure.toString()), hint(failure)));
        return ExitCode.BUG;
    }

    private String hint(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "give it more memory: LINTEL_JAVA_OPTS=-Xmx8g";
        }
        String next = debug ? "the stack trace is above" : "--debug shows where";
        return failure instanceof LinkageError
                ? "'lintel doctor' checks the installation; " + next
                : "a bug of Lintel's; " + next;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
