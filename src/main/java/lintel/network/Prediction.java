package lintel.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lintel.data.Target;

/**
 * What a model says about one example, or one step of a sequence.
 *
 * @param label         the decision in the config's own words; several labels joined by {@value Decision#SEPARATOR}
 * @param probabilities class to probability in [0, 1], one per output in the target's order: the positive class alone
 *     for a target of two classes
 */
public record Prediction(String label, Map<String, Float> probabilities) {
    public Prediction {
        probabilities = probabilities.size() == 1
                ? Map.copyOf(probabilities)
                : Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    /**
     * The probability of the positive class, for targets of two classes.
     *
     * @throws IllegalStateException if there are several outputs
     */
    public float probability() {
        if (probabilities.size() != 1) {
            throw new IllegalStateException("there is one probability for each of " + probabilities.keySet());
        }
        return probabilities.values().iterator().next();
    }

    /** What a model says in one row of its probabilities. */
    static Prediction of(Probabilities probabilities, int row, Decision decision, Target target) {
        int outputs = probabilities.outputs();
        String label = decision.label(probabilities.values(), row * outputs, target);
        if (target.kind() == Target.Kind.BINARY) {
            return new Prediction(label, Map.of(target.classes().get(1), probabilities.get(row, 0)));
        }
        Map<String, Float> named = new LinkedHashMap<>();
        for (int k = 0; k < outputs; k++) {
            named.put(target.classes().get(k), probabilities.get(row, k));
        }
        return new Prediction(label, named);
    }
}
