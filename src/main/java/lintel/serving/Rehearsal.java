package lintel.serving;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.List;
import lintel.config.InputException;

/** Has a graph answer before anybody asks it: it works, and what the first answer makes slow is over. */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * What was asked, and what came.
     *
     * @param inputs one example
     */
    record Played(Inputs inputs, Answers answers) {}

    /** @throws InputException if the answer has another form than the signature says */
    static Played run(GraphRunner runner, Form form) throws OrtException {
        int steps = form.signature().steps().map(allowed -> allowed.fewest()).orElse(1);
        String[][] texts = new String[form.texts().size()][steps];
        for (int c = 0; c < texts.length; c++) {
            List<String> categories = form.texts().get(c).categories();
            Arrays.fill(texts[c], categories.isEmpty() ? "" : categories.get(0));
        }
        int[] lengths = form.sequences() ? new int[] {steps} : null;
        Inputs inputs = new Inputs(1, lengths, new float[steps * form.numbers()], texts);
        try {
            return new Played(inputs, runner.run(List.of(inputs)).get(0));
        } catch (ArrayStoreException | IndexOutOfBoundsException | java.nio.BufferUnderflowException wrong) {
            throw new InputException("the graph's answers have another shape than its signature says", wrong);
        }
    }
}
