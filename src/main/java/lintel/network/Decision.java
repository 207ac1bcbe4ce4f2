package lintel.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.JsonFields;
import lintel.data.Target;

/**
 * How the probabilities of one example become its label.
 *
 * @param kind       how the outputs are read
 * @param thresholds one per output, each in [0, 1]: a probability at or above it is positive; ONE_VS_REST, where the
 *     highest probability wins, has none
 */
public record Decision(Target.Kind kind, List<Double> thresholds) {
    /** Joins the labels that hold for one multi-label example. */
    public static final String SEPARATOR = "|";

    public Decision {
        thresholds = List.copyOf(thresholds);
        for (double threshold : thresholds) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("a threshold must be in [0, 1], but is " + threshold);
            }
        }
        boolean fits =
                switch (kind) {
                    case BINARY -> thresholds.size() == 1;
                    case ONE_VS_REST -> thresholds.isEmpty();
                    case MULTI_LABEL -> !thresholds.isEmpty();
                };
        if (!fits) {
            throw new IllegalArgumentException("%s does not take %d thresholds".formatted(kind, thresholds.size()));
        }
    }

    /** The same threshold for every output of the target. */
    public static Decision of(Target target, double threshold) {
        int count = target.kind() == Target.Kind.ONE_VS_REST ? 0 : target.outputs();
        return new Decision(target.kind(), Collections.nCopies(count, threshold));
    }

    /**
     * Which outputs are decided to be positive.
     *
     * @param probabilities read from {@code offset} on, one per output
     * @param outputs       number of outputs, K
     * @return {@code [K]}; ONE_VS_REST has exactly one, the first of the highest
     */
    public boolean[] positives(float[] probabilities, int offset, int outputs) {
        boolean[] positives = new boolean[outputs];
        if (kind == Target.Kind.ONE_VS_REST) {
            positives[highest(probabilities, offset, outputs)] = true;
        } else {
            for (int k = 0; k < outputs; k++) {
                positives[k] = probabilities[offset + k] >= thresholds.get(k);
            }
        }
        return positives;
    }

    /**
     * The label in the config's own words. Several labels of one example are joined by {@value #SEPARATOR}; none is the
     * empty text.
     *
     * @param probabilities read from {@code offset} on, one per output
     * @param target        the target this decision was made for
     */
    public String label(float[] probabilities, int offset, Target target) {
        List<String> classes = target.classes();
        return switch (kind) {
            case BINARY -> classes.get(probabilities[offset] >= thresholds.get(0) ? 1 : 0);
            case ONE_VS_REST -> classes.get(highest(probabilities, offset, classes.size()));
            case MULTI_LABEL -> {
                boolean[] positives = positives(probabilities, offset, classes.size());
                yield IntStream.range(0, positives.length)
                        .filter(k -> positives[k])
                        .mapToObj(classes::get)
                        .collect(Collectors.joining(SEPARATOR));
            }
        };
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", JsonFields.written(kind));
        ArrayNode values = json.putArray("thresholds");
        thresholds.forEach(values::add);
        return json;
    }

    /** @throws InputException if this is not what {@link #toJson()} writes for such a target */
    public static Decision fromJson(JsonNode json, Target target) {
        JsonFields fields = JsonFields.of(json, "decision");
        Target.Kind kind = fields.choice("kind", Target.Kind.class);
        if (kind != target.kind()) {
            throw fields.mistake("kind", "the target's, " + JsonFields.written(target.kind()));
        }
        List<Double> thresholds = fields.numbers("thresholds", 0, 1);
        int expected = kind == Target.Kind.ONE_VS_REST ? 0 : target.outputs();
        if (thresholds.size() != expected) {
            throw fields.mistake("thresholds", "a list of " + expected);
        }
        return new Decision(kind, thresholds);
    }

    private static int highest(float[] probabilities, int offset, int outputs) {
        int best = 0;
        for (int k = 1; k < outputs; k++) {
            if (probabilities[offset + k] > probabilities[offset + best]) {
                best = k;
            }
        }
        return best;
    }
}
