package lintel.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lintel.data.Split;
import lintel.metrics.Predictions;
import lintel.metrics.Scores;

/**
 * The scores of a model on each part of the data: what {@code metrics.json} holds and the terminal shows.
 *
 * @param parts by the part's name ({@code train}, {@code validation}, {@code test}), in the order they are shown;
 *              absent parts are left out
 */
public record Evaluation(Map<String, Scores> parts) {
    public Evaluation {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Judges each part of a split. */
    public static Evaluation of(Split<Predictions> predictions) {
        Split<Scores> scores = predictions.map(Scores::all);
        Map<String, Scores> parts = new LinkedHashMap<>();
        parts.put("train", scores.train());
        parts.put("validation", scores.validation());
        parts.put("test", scores.test());
        parts.values().removeIf(absent -> absent == null);
        return new Evaluation(parts);
    }

    /** Judges one set of rows that has not been split. @param part the name it is shown by */
    public static Evaluation of(String part, Predictions predictions) {
        return new Evaluation(Map.of(part, Scores.all(predictions)));
    }

    /** {@code {"train": {"accuracy": {"value": 0.99}, …}, …}}: see {@link ScoresJson}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parts.forEach((part, scores) -> json.set(part, ScoresJson.of(scores)));
        return json;
    }
}
