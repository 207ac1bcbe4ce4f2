package lintel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import lintel.engine.Versions;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code lintel} command: finds the subcommand, runs it, and turns every failure into lines and an exit code. */
public final class Main {
    private Main() {}

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
                new Entry("export", "Write a model for other systems, and prove it.", ExportCommand::new),
                new Entry("serve", "Answer over HTTP.", ServeCommand::new),
                new Entry("describe", "Say what a model reads, says and was trained on.", DescribeCommand::new),
                new Entry("validate", "Find every mistake in a config.", ValidateCommand::new),
                new Entry("schema", "Print the JSON Schema of configs, for editors.", SchemaCommand::new),
                new Entry("init", "Write a starter config after looking at the data.", InitCommand::new),
                new Entry("doctor", "Check the installation.", DoctorCommand::new),
                new Entry("completion", "Print a completion script for bash and zsh.", CompletionCommand::new),
                new Entry("warm-up", "", WarmUpCommand::new));
    }

    public static void main(String[] args) {
        int code = run(args, new FileOutputStream(FileDescriptor.out), System.err);
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
    static int run(String[] args, OutputStream out, PrintStream err) {
        Results results = new Results(out);
        String first = args.length == 0 ? "" : args[0];
        switch (first) {
            case "" -> {
                err.print(help());
                return ExitCode.MISTAKE;
            }
            case "-h", "--help" -> {
                return results.print(help(), err);
            }
            case "-V", "--version" -> {
                return results.print("lintel " + Versions.lintel() + "\n", err);
            }
            default -> {
                return command(args, results, err);
            }
        }
    }

    private static int command(String[] args, Results out, PrintStream err) {
        PrintWriter results = new PrintWriter(out, true, StandardCharsets.UTF_8);
        PrintWriter errors = new PrintWriter(err, true, StandardCharsets.UTF_8);
        Failures failures = new Failures(List.of(args).contains("--debug"), errors);
        try {
            // Picocli's first look at a command takes longer than the whole of this one.
            if (args.length == 2 && args[0].equals("validate") && !args[1].startsWith("-")) {
                return ValidateCommand.run(Path.of(args[1]), results, errors);
            }
            return commandLine(args)
                    .setOut(results)
                    .setErr(errors)
                    .setParameterExceptionHandler(failures)
                    .setExecutionExceptionHandler(failures)
                    .execute(args);
        } catch (RuntimeException | Error failure) {
            return failures.report(failure);
        }
    }

    /**
     * Reading the annotations of all commands would take longer than starting Java: only the command asked for has its
     * options, and the others are there only to be suggested when it is none of them.
     */
    private static CommandLine commandLine(String[] args) {
        String first = args[0];
        boolean completion = first.equals("completion");
        boolean known = commands().stream().anyMatch(entry -> entry.name().equals(first));
        CommandLine line = new CommandLine(root());
        for (Entry entry : commands()) {
            boolean asked = entry.name().equals(first);
            if (asked || completion || !known) {
                line.addSubcommand(entry.name(), new CommandLine(entry.spec(asked || completion)));
            }
        }
        return line;
    }

    private static CommandSpec root() {
        return CommandSpec.create()
                .name("lintel")
                .addOption(OptionSpec.builder("-h", "--help").usageHelp(true).build())
                .addOption(
                        OptionSpec.builder("-V", "--version").versionHelp(true).build());
    }

    /** Written here and not by picocli: it is what people wait for most often. */
    private static String help() {
        StringBuilder text = new StringBuilder(
                """
                Usage: lintel COMMAND [OPTIONS]
                One YAML file to a trained, evaluated, reusable model.

                Commands:
                """);
        for (Entry entry : commands()) {
            if (!entry.description().isEmpty()) {
                text.append("  ").append(entry.name());
                text.append(" ".repeat(12 - entry.name().length()));
                text.append(entry.description()).append('\n');
            }
        }
        return text
                + """

                'lintel COMMAND --help' tells more; 'lintel --version' prints the version.
                Exit codes: 0 done, 1 unexpected failure, 2 mistake in config, data or arguments,
                3 stopped early with everything saved.
                """;
    }
}
