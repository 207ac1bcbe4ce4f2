package lintel.export;

import java.util.List;
import java.util.stream.IntStream;
import lintel.data.Target;

/** Labels by their names, as {@link lintel.network.Decision} decides. */
public final class LabelNames {
    private final Signature signature;
    private final boolean mutilated;

    public LabelNames(Signature signature) {
        this.signature = signature;
        this.mutilated = signature.classes().stream().anyMatch(JavaTexts::changed);
    }

    /**
     * What a graph said, where ONNX Runtime's Java interface has mutilated a name: it is the one that the probabilities
     * decide on then.
     *
     * @param said          one per answer, for MULTI_LABEL one per probability; empty: there is no answer
     * @param probabilities {@code [answers, outputs]}
     */
    public String[] mended(String[] said, float[] probabilities) {
        if (!mutilated) {
            return said;
        }
        String[] decided = of(probabilities);
        for (int i = 0; i < said.length; i++) {
            boolean replaced =
                    !said[i].isEmpty() && JavaTexts.changed(decided[i]) && said[i].startsWith(begin(decided[i]));
            decided[i] = replaced ? decided[i] : said[i];
        }
        return decided;
    }

    /** The part that is not mutilated. */
    private static String begin(String name) {
        int end = 0;
        while (!JavaTexts.changed(name.substring(0, end + 1))) {
            end++;
        }
        return name.substring(0, end);
    }

    /**
     * One per answer, for MULTI_LABEL one per probability; empty where it does not hold or a probability is NaN.
     *
     * @param probabilities {@code [answers, outputs]}
     */
    String[] of(float[] probabilities) {
        int outputs = signature.outputs();
        boolean perOutput = signature.kind() == Target.Kind.MULTI_LABEL;
        String[] labels = new String[perOutput ? probabilities.length : probabilities.length / outputs];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = perOutput ? label(probabilities[i], i % outputs) : label(probabilities, i * outputs, outputs);
        }
        return labels;
    }

    private String label(float[] probabilities, int from, int outputs) {
        List<String> classes = signature.classes();
        if (Float.isNaN(probabilities[from])) {
            return "";
        }
        if (signature.kind() == Target.Kind.BINARY) {
            return classes.get(probabilities[from] >= signature.thresholds().get(0) ? 1 : 0);
        }
        int best = IntStream.range(0, outputs)
                .reduce((a, b) -> probabilities[from + b] > probabilities[from + a] ? b : a)
                .orElseThrow();
        return classes.get(best);
    }

    private String label(float probability, int output) {
        boolean holds = probability >= signature.thresholds().get(output);
        return holds ? signature.classes().get(output) : "";
    }
}
