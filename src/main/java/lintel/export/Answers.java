package lintel.export;

/**
 * What a graph answers to a batch, padding left out: one answer per example, or per step of each.
 *
 * @param probabilities {@code [answers, outputs]}; NaN where a policy refuses the example
 * @param labels        {@code [answers]}, or for MULTI_LABEL {@code [answers, outputs]}
 */
record Answers(float[] probabilities, String[] labels) {}
