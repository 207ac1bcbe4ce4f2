package lintel.cli;

import lintel.config.ConfigReference;
import lintel.config.ConfigSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lintel schema}: what a run file may hold, for editors and for readers. */
@Command(
        footer = {
            "",
            "In an editor with a YAML language server: lintel schema > lintel.schema.json, and a config begins with",
            "# yaml-language-server: $schema=lintel.schema.json"
        })
final class SchemaCommand extends LintelCommand {
    @Option(names = "--markdown", description = "Print the reference page instead.")
    private boolean markdown;

    @Override
    int run() {
        out().println(
                        markdown
                                ? ConfigReference.markdown()
                                : ConfigSchema.json().toPrettyString());
        return ExitCode.DONE;
    }
}
