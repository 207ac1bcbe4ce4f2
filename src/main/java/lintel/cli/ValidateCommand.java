package lintel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lintel.config.ConfigReader;
import lintel.config.InputException;
import lintel.config.PartialConfig;
import lintel.data.HeaderCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel validate}: every mistake of a config in one go, without loading ND4J. */
@Command(footer = {"", "Reads the config and the first line of its data. Exit code 2: it has mistakes."})
final class ValidateCommand extends LintelCommand {
    @Parameters(paramLabel = "CONFIG", description = "The run file, YAML.")
    private Path config;

    @Option(
            names = "-o",
            paramLabel = "KEY=VALUE",
            description = "Override a value of the config, such as training.epochs=5; may be repeated.")
    private List<String> overrides = List.of();

    @Override
    int run() {
        List<String> mistakes = mistakes(config, overrides);
        if (json) {
            out().println(toJson(mistakes));
            return mistakes.isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
        }
        return print(config, mistakes, out(), err());
    }

    /** The command without options, which editors run at every save. @return an {@link ExitCode} */
    static int run(Path config, PrintWriter out, PrintWriter err) {
        return print(config, mistakes(config, List.of()), out, err);
    }

    private static int print(Path config, List<String> mistakes, PrintWriter out, PrintWriter err) {
        if (mistakes.isEmpty()) {
            out.println(config + ": valid");
            return ExitCode.DONE;
        }
        mistakes.forEach(err::println);
        return ExitCode.MISTAKE;
    }

    private static List<String> mistakes(Path config, List<String> overrides) {
        try {
            PartialConfig found = ConfigReader.examine(config, overrides);
            List<String> mistakes = new ArrayList<>(found.mistakes());
            Path folder = config.toAbsolutePath().getParent();
            if (found.data().isPresent()) {
                mistakes.addAll(HeaderCheck.mistakes(found.data().get(), folder, found::at));
            }
            return mistakes;
        } catch (InputException wrong) {
            return wrong.mistakes();
        }
    }

    private ObjectNode toJson(List<String> mistakes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("config", config.toString()).put("valid", mistakes.isEmpty());
        mistakes.forEach(json.putArray("mistakes")::add);
        return json;
    }
}
