package lintel.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code lintel completion}: the script that teaches bash and zsh the commands and options. */
@Command(footer = {"", "For this shell: source <(lintel completion)"})
final class CompletionCommand extends LintelCommand {
    @Override
    int run() {
        out().println(AutoComplete.bash("lintel", root()));
        return ExitCode.DONE;
    }
}
