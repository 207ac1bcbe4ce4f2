package lintel.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import lintel.engine.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code lintel} command: finds the subcommand, runs it, and turns every failure into lines and an exit code. */
@Command(
        name = "lintel",
        description = "One YAML file to a trained, evaluated, reusable model.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 unexpected failure, 2 mistake in config, data or arguments, 3 stopped early."
        })
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    private boolean version;

    /** Every command, in the order of the help. To add one: a {@link LintelCommand} and a line here. */
    private static Map<String, Supplier<LintelCommand>> commands() {
        Map<String, Supplier<LintelCommand>> commands = new LinkedHashMap<>();
        commands.put("completion", CompletionCommand::new);
        commands.put("warm-up", WarmUpCommand::new);
        return commands;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /**
     * Runs one command without leaving the JVM.
     *
     * @param out results, UTF-8
     * @param err mistakes, failures, logs and progress, UTF-8
     * @return an {@link ExitCode}
     */
    static int run(String[] args, PrintStream out, PrintStream err) {
        PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
        Failures failures = new Failures(List.of(args).contains("--debug"), errors);
        CommandLine line = commandLine(args)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(errors)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        try {
            return line.execute(args);
        } catch (Error failure) {
            return failures.report(failure);
        }
    }

    /** Only the command asked for is built: the others matter to the list of commands and to a mistyped name only. */
    private static CommandLine commandLine(String[] args) {
        CommandLine line = new CommandLine(new Main());
        Map<String, Supplier<LintelCommand>> commands = commands();
        String first = args.length == 0 ? "" : args[0];
        if (commands.containsKey(first) && !first.equals("completion")) {
            commands.keySet().retainAll(List.of(first));
        }
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        return line;
    }

    /** Without a command there is nothing to do but to say what could be done. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.MISTAKE;
    }

    /** Read when {@code --version} asks. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lintel " + Versions.lintel()};
        }
    }
}
