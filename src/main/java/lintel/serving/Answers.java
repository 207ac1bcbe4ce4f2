package lintel.serving;

/**
 * What the graph answers to the examples of one request.
 *
 * @param examples    how many
 * @param steps       answers per example, padding included: 1 unless there is one at every step
 * @param lengths     answers of each example that are no padding; null: all
 * @param outputs     probabilities per answer, K
 * @param probability {@code [examples, steps, outputs]}, in [0, 1]; 0 for padding
 * @param labels      per answer; {@code outputs} for several labels, of which those that do not hold are empty, else 1
 * @param label       {@code [examples, steps, labels]}; empty for padding
 */
record Answers(int examples, int steps, int[] lengths, int outputs, float[] probability, int labels, String[] label) {

    /** Answers of one example that are no padding. */
    int stepsOf(int example) {
        return lengths == null ? steps : lengths[example];
    }

    /**
     * Part of the answers to a larger batch.
     *
     * @param from    first example
     * @param count   how many
     * @param own     steps of the longest of them
     * @param lengths theirs, or null
     */
    Answers part(int from, int count, int own, int[] lengths) {
        int kept = Math.min(own, steps);
        if (from == 0 && count == examples && kept == steps) {
            return new Answers(count, steps, lengths, outputs, probability, labels, label);
        }
        float[] probabilities = new float[count * kept * outputs];
        String[] names = new String[count * kept * labels];
        for (int i = 0; i < count; i++) {
            int start = (from + i) * steps;
            System.arraycopy(probability, start * outputs, probabilities, i * kept * outputs, kept * outputs);
            System.arraycopy(label, start * labels, names, i * kept * labels, kept * labels);
        }
        return new Answers(count, kept, lengths, outputs, probabilities, labels, names);
    }

    /** @throws RequestException if an example's numbers were too large; what policies refuse never comes here */
    Answers checked() {
        for (int i = 0; i < examples; i++) {
            for (int p = i * steps * outputs; p < (i * steps + stepsOf(i)) * outputs; p++) {
                if (!(probability[p] >= 0 && probability[p] <= 1)) {
                    throw RequestException.bad(
                            "example %d: the model has no answer: its numbers are too large to be computed with",
                            i + 1);
                }
            }
        }
        return this;
    }
}
