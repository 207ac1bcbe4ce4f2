package lintel.evaluation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lintel.data.Split;
import lintel.metrics.Predictions;
import lintel.metrics.Scores;
import lintel.network.Model;

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

    /** Judges each part of a split. @param scored by this very model; examples with labels */
    public static Evaluation of(Model model, Split<Scored> scored) {
        return of(scored.map(part -> part.predictions(model)));
    }

    /** Judges examples that have not been split. @param part the name they are shown by */
    public static Evaluation of(Model model, String part, Scored scored) {
        return new Evaluation(Map.of(part, Scores.all(scored.predictions(model))));
    }

    /** Judges each part of a split that has been scored already. */
    public static Evaluation of(Split<Predictions> predictions) {
        Split<Scores> scores = predictions.map(Scores::all);
        Map<String, Scores> parts = new LinkedHashMap<>();
        parts.put("train", scores.train());
        parts.put("validation", scores.validation());
        parts.put("test", scores.test());
        parts.values().removeIf(absent -> absent == null);
        return new Evaluation(parts);
    }

    /** What a model keeps of its evaluation: part to metric name to value, undefined metrics left out. */
    public Map<String, Map<String, Double>> summary() {
        Map<String, Map<String, Double>> summary = new LinkedHashMap<>();
        parts.forEach((part, scores) -> {
            Map<String, Double> values = new LinkedHashMap<>();
            scores.values().forEach((metric, score) -> {
                if (score.defined()) {
                    values.put(metric.key(), score.value());
                }
            });
            summary.put(part, values);
        });
        return summary;
    }

    /** {@code {"train": {"accuracy": {"value": 0.99}, …}, …}}: see {@link ScoresJson}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        parts.forEach((part, scores) -> json.set(part, ScoresJson.of(scores)));
        return json;
    }
}
