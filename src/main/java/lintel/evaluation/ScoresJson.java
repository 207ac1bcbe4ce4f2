package lintel.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Map;
import lintel.metrics.ConfusionMatrix;
import lintel.metrics.Metric;
import lintel.metrics.Score;
import lintel.metrics.Scores;

/**
 * Scores as JSON: {@code {"value": 0.99}} for each name, or {@code {"value": null, "reason": "…"}}, never NaN.
 *
 * <p>{@code confusionMatrix} holds rows of true and columns of decided classes, {@code [[tn, fp], [fn, tp]]} for two.
 * Several classes add {@code perClass: {name: {metric: …}}} and {@code macro: {metric: …}}.
 */
final class ScoresJson {
    private ScoresJson() {}

    static ObjectNode of(Scores scores) {
        ObjectNode json = of(scores.values());
        ObjectNode matrix = scores.confusionMatrix().map(ScoresJson::of).orElseGet(() -> undefined(noMatrix(scores)));
        json.set("confusionMatrix", matrix);
        json.set("count", object().put("value", scores.count()));
        json.set("prevalence", of(scores.prevalence()));
        if (!scores.perClass().isEmpty()) {
            ObjectNode perClass = json.putObject("perClass");
            scores.perClass().forEach((name, ofClass) -> perClass.set(name, of(ofClass)));
            json.set("macro", of(scores.macro()));
        }
        return json;
    }

    private static ObjectNode of(Map<Metric, Score> values) {
        ObjectNode json = object();
        values.forEach((metric, score) -> json.set(metric.key(), of(score)));
        return json;
    }

    private static ObjectNode of(Score score) {
        return score.defined() ? object().put("value", score.value()) : undefined(score.reason());
    }

    private static ObjectNode of(ConfusionMatrix matrix) {
        ObjectNode json = object();
        ArrayNode rows = json.putArray("value");
        for (long[] row : matrix.counts()) {
            ArrayNode cells = rows.addArray();
            Arrays.stream(row).forEach(cells::add);
        }
        return json;
    }

    private static String noMatrix(Scores scores) {
        return scores.count() == 0 ? "there are no rows" : "each label is decided by itself: see perClass";
    }

    private static ObjectNode undefined(String reason) {
        return object().putNull("value").put("reason", reason);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
