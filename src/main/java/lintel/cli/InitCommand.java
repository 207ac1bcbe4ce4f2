package lintel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lintel.config.InputException;
import lintel.config.Nearest;
import lintel.data.AtomicFile;
import lintel.data.CsvHeader;
import lintel.data.DataFile;
import lintel.data.ReadOptions;
import lintel.data.Table;
import lintel.data.TableReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel init}: a commented config to start from, fitted to the data. */
@Command
final class InitCommand extends LintelCommand {
    /** The texts that a config takes for missing values unless it says otherwise. */
    private static final List<String> MISSING = List.of("", "NA", "?");

    @Parameters(paramLabel = "DATA", description = "A CSV file with a header line.")
    private Path data;

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "The column to predict.")
    private String target;

    @Option(
            names = {"-O", "--output"},
            paramLabel = "FILE",
            description = "Where to write the config (default: the data's name with .yaml, here).")
    private Path output;

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean force;

    @Override
    int run() {
        Path file = output == null ? Path.of(stem() + ".yaml") : output;
        if (Files.exists(file) && !force) {
            throw new InputException(
                    "%s: exists already; choose another by -O, or replace it by --force".formatted(file));
        }
        String yaml = StarterConfig.yaml(data.toString(), read(), target);
        AtomicFile.write(file, out -> out.write(yaml.getBytes(StandardCharsets.UTF_8)));
        if (json) {
            out().println(JsonNodeFactory.instance.objectNode().put("config", file.toString()));
        } else {
            out().println("%s: written; next: lintel train %s".formatted(file, file));
        }
        return ExitCode.DONE;
    }

    private Table read() {
        DataFile file = DataFile.of(data);
        List<String> header = CsvHeader.read(file);
        if (!header.contains(target)) {
            throw new InputException("--target must be a column of %s, but is '%s'%s"
                    .formatted(data, target, Nearest.hint(target, header)));
        }
        return TableReader.readAll(file, new ReadOptions(Map.of(), MISSING, Set.of(target), Optional.empty()));
    }

    private String stem() {
        return String.valueOf(data.getFileName()).replaceFirst("(\\.csv)?(\\.gz)?$", "");
    }
}
