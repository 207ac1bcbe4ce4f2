package lintel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.Judge;
import lintel.RunFolder;
import lintel.evaluation.Evaluation;
import lintel.network.Model;
import lintel.report.EvaluationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lintel evaluate}: the figures of a run again, or those of a model on other data. */
@Command(
        name = "evaluate",
        description = {
            "Evaluate a model.",
            "RUN alone repeats the run's own evaluation, split by split; MODEL DATA takes all rows of DATA."
        })
final class EvaluateCommand extends LintelCommand {
    @Parameters(index = "0", paramLabel = "RUN|MODEL", description = "A run folder, or a model.zip with DATA.")
    private Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DATA",
            description = "Data with the target: what the config's data.source may be.")
    private String data;

    @Override
    int run() {
        long began = System.nanoTime();
        Evaluation evaluation = data == null ? Judge.run(RunFolder.open(model)) : Judge.data(Model.load(model), data);
        if (json) {
            out().println(json(evaluation, (System.nanoTime() - began) / 1e9));
        } else {
            out().print(EvaluationText.of(evaluation));
            out().flush();
        }
        return ExitCode.DONE;
    }

    private ObjectNode json(Evaluation evaluation, double seconds) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        boolean folder = Files.isDirectory(model);
        if (folder) {
            result.put("run", model.toString());
        }
        result.put("model", (folder ? new RunFolder(model).model() : model).toString());
        result.put("seconds", seconds);
        result.set("metrics", evaluation.toJson());
        return result;
    }
}
