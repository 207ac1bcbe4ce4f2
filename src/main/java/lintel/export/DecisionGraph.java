package lintel.export;

import java.util.List;
import lintel.data.Target;
import lintel.export.Graph.Type;

/** From probabilities to the two outputs, as {@link lintel.network.Decision} decides. */
final class DecisionGraph {
    /** What a label is. */
    enum Labels {
        /** The name of a class; {@code ""} where there is no answer. */
        NAMES,
        /** Its place among the signature's classes, for MULTI_LABEL 0 or 1, int64; -1 where there is no answer. */
        INDICES
    }

    private final Graph graph;
    private final Signature signature;
    private final Labels labels;

    DecisionGraph(Graph graph, Signature signature, Labels labels) {
        this.graph = graph;
        this.signature = signature;
        this.labels = labels;
    }

    /** @param probability float32 {@code [batch, outputs]}, or at every step {@code [batch, time, outputs]} */
    void answer(String probability, Columns columns) {
        boolean everyStep = signature.everyStep();
        String label = label(probability);
        boolean perOutput = signature.kind() == Target.Kind.MULTI_LABEL;
        String refused = columns.refused(graph);
        if (refused != null) {
            String perAnswer = everyStep ? unsqueezed(refused) : refused;
            probability = either(unsqueezed(perAnswer), graph.floats(new float[] {Float.NaN}, 1), probability);
            label = either(perOutput ? unsqueezed(perAnswer) : perAnswer, none(), label);
        }
        if (everyStep) {
            String valid = columns.valid();
            probability = either(unsqueezed(valid), probability, graph.floats(new float[] {0}, 1));
            label = either(perOutput ? unsqueezed(valid) : valid, label, none());
        }
        int outputs = signature.outputs();
        graph.output(Signature.PROBABILITY, probability, Type.FLOAT, shape(everyStep, outputs, true));
        Type type = labels == Labels.NAMES ? Type.TEXT : Type.LONG;
        graph.output(Signature.LABEL, label, type, shape(everyStep, outputs, perOutput));
    }

    private static Object[] shape(boolean everyStep, int outputs, boolean perOutput) {
        if (everyStep) {
            return perOutput ? new Object[] {"batch", "time", outputs} : new Object[] {"batch", "time"};
        }
        return perOutput ? new Object[] {"batch", outputs} : new Object[] {"batch"};
    }

    private String none() {
        return labels == Labels.NAMES ? graph.texts(List.of("")) : graph.longs(-1);
    }

    private String label(String probability) {
        return switch (signature.kind()) {
            case BINARY -> {
                String one = graph.node("Squeeze", List.of(positive(probability), graph.longs(-1)));
                yield yesOrNo(
                        one,
                        signature.classes().subList(1, 2),
                        signature.classes().subList(0, 1));
            }
            case ONE_VS_REST -> {
                String highest = graph.node(
                        "ArgMax", List.of(probability), Graph.number("axis", -1), Graph.number("keepdims", 0));
                yield labels == Labels.INDICES
                        ? highest
                        : graph.node(
                                "Gather", List.of(graph.texts(signature.classes()), highest), Graph.number("axis", 0));
            }
            case MULTI_LABEL -> yesOrNo(positive(probability), signature.classes(), List.of(""));
        };
    }

    private String yesOrNo(String condition, List<String> yes, List<String> no) {
        return labels == Labels.INDICES
                ? graph.cast(condition, Type.LONG)
                : either(condition, graph.texts(yes), graph.texts(no));
    }

    private String positive(String probability) {
        double[] thresholds =
                signature.thresholds().stream().mapToDouble(Double::doubleValue).toArray();
        return graph.node(
                "GreaterOrEqual",
                List.of(graph.cast(probability, Type.DOUBLE), graph.doubles(thresholds, thresholds.length)));
    }

    private String either(String condition, String then, String otherwise) {
        return graph.node("Where", List.of(condition, then, otherwise));
    }

    private String unsqueezed(String value) {
        return graph.node("Unsqueeze", List.of(value, graph.longs(-1)));
    }
}
