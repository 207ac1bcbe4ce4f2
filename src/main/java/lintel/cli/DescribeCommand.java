package lintel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import lintel.network.Model;
import lintel.report.ModelText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lintel describe}: what is in a model file. */
@Command(name = "describe", description = "Say what a model reads, what it says, and what it was trained on.")
final class DescribeCommand extends LintelCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model.zip, or the run folder that holds it.")
    private Path file;

    @Override
    int run() {
        Model model = Model.load(file);
        if (json) {
            out().println(json(model));
        } else {
            out().print(ModelText.of(model));
            out().flush();
        }
        return ExitCode.DONE;
    }

    private static ObjectNode json(Model model) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("parameters", model.network().parameterCount());
        json.put("everyStep", model.network().everyStep());
        json.set("preprocessing", model.preprocessing().toJson());
        json.set("decision", model.decision().toJson());
        json.set("target", model.target().toJson());
        json.set("provenance", model.provenance().toJson());
        return json;
    }
}
