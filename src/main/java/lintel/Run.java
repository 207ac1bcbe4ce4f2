package lintel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import lintel.config.ExperimentConfig;
import lintel.evaluation.Evaluation;
import lintel.network.Model;
import lintel.training.History;

/**
 * What a run gave.
 *
 * @param config  as resolved: every default filled in
 * @param folder  where all of it is kept
 * @param seconds wall time from reading the data to the last file written
 */
public record Run(
        ExperimentConfig config,
        RunFolder folder,
        Model model,
        History history,
        Evaluation evaluation,
        double seconds) {
    /** {@code {"run": …, "model": …, "seconds": …, "metrics": {…}}}; with {@code l2: auto} the {@code "l2"} chosen. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", folder.path().toString());
        json.put("model", folder.model().toString());
        json.put("seconds", seconds);
        history.chosenL2().ifPresent(l2 -> json.put("l2", l2));
        json.set("metrics", evaluation.toJson());
        return json;
    }
}
