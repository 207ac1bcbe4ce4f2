package lintel.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /**
     * One command of the list.
     *
     * @param description one line of the help
     * @param create      makes the command; called only when its options are needed
     */
    private record Entry(String name, String description, Supplier<LintelCommand> create) {
        CommandSpec spec(boolean whole) {
            CommandSpec spec = whole ? CommandSpec.forAnnotatedObject(create.get()) : CommandSpec.create();
            spec.usageMessage().description(description).hidden(description.isEmpty());
            return spec;
        }
    }

    /** Every command, in the order of the help. To add one: a {@link LintelCommand} and a line here. */
    private static List<Entry> commands() {
        return List.of(
                new Entry("train", "Train the model a config describes; leave a run folder.", TrainCommand::new),
                new Entry("evaluate", "Evaluate a run again, or a model on other data.", EvaluateCommand::new),
                new Entry("predict", "Write probability and label for raw rows.", PredictCommand::new),
                new Entry("describe", "Say what a model reads, says and was trained on.", DescribeCommand::new),
                new Entry("validate", "Find every mistake in a config.", ValidateCommand::new),
                new Entry("schema", "Print the JSON Schema of configs, for editors.", SchemaCommand::new),
                new Entry("init", "Write a starter config after looking at the data.", InitCommand::new),
                new Entry("doctor", "Check the installation.", DoctorCommand::new),
                new Entry("completion", "Print a completion script for bash and zsh.", CompletionCommand::new),
                new Entry("warm-up", "", WarmUpCommand::new));
    }

    public static void main(String[] args) {
        int code = run(args, System.out, System.err);
        Interruption.programEnds(code);
        System.exit(code);
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

    /** Only the command asked for gets its options: reading those of all would take as long as starting Java. */
    private static CommandLine commandLine(String[] args) {
        CommandLine line = new CommandLine(new Main());
        String first = args.length == 0 ? "" : args[0];
        for (Entry entry : commands()) {
            boolean whole = entry.name().equals(first) || first.equals("completion");
            line.addSubcommand(entry.name(), new CommandLine(entry.spec(whole)));
        }
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
