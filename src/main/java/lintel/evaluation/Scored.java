package lintel.evaluation;

import lintel.data.Examples;
import lintel.metrics.Predictions;
import lintel.network.Model;
import lintel.network.Probabilities;

/**
 * Examples and what a model says of them: computed once, judged and written from here.
 *
 * @param probabilities one row per example, or per step of every-step sequences, in order
 */
public record Scored(Examples examples, Probabilities probabilities) {
    /** What the model says of the examples. */
    public static Scored by(Model model, Examples examples) {
        return new Scored(examples, model.score(examples));
    }

    /** Beside the truth, as the metrics take it. */
    Predictions predictions(Model model) {
        return model.target()
                .predictions(
                        probabilities.values(),
                        examples.labels(),
                        model.decision().thresholds());
    }
}
