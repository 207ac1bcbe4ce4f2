package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import lintel.data.Examples;
import lintel.data.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LstmNetworkTest {
    /** Sequences of 1 to 9 steps together, against the definition one by one: padding changes no prediction. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 last",
                "5 last",
                "4,3 last",
                "4,3,2 last",
                "1 every-step",
                "4,3 every-step",
                "4,3 every-step truncate=2",
                "3 last bidirectional",
                "4,3 last bidirectional",
                "1,1 every-step bidirectional",
                "4,3 every-step bidirectional",
                "4,3 last dropout"
            })
    void scoresAsDefined(String form) {
        for (int outputs = 1; outputs <= 3; outputs += 2) {
            Problem problem = Problem.of(form, 2, outputs, 1, 4, 9, 1, 1, 7, 4, 9, 2);
            Probabilities scored = problem.network().score(problem.examples());
            assertEquals(problem.examples().labels().rows(), scored.rows());
            int row = 0;
            for (int i = 0; i < problem.examples().size(); i++) {
                ReferenceLstm reference = problem.reference(problem.wideParameters());
                for (double[] logits : reference.logits(problem.sequence(i), reference.zeroState())) {
                    for (int k = 0; k < outputs; k++) {
                        assertEquals(ReferenceLstm.sigmoid(logits[k]), scored.get(row, k), 1e-6);
                    }
                    row++;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4,3 last", "4,3 every-step", "4,3 last bidirectional", "4,3 every-step bidirectional"})
    void chunksOfWholeBatchesGiveTheSameBits(String form) {
        int[] lengths = IntStream.range(0, 140).map(i -> 1 + i * 7 % 3).toArray();
        Problem problem = Problem.of(form, 2, 1, 1, lengths);
        Network network = problem.network();
        float[] together = network.score(problem.examples()).values();
        assertArrayEquals(together, network.score(problem.examples()).values());
        int[] first = IntStream.range(0, Probabilities.BATCH).toArray();
        int[] rest = IntStream.range(Probabilities.BATCH, 140).toArray();
        float[] head = network.score(problem.examples().select(first)).values();
        float[] tail = network.score(problem.examples().select(rest)).values();
        assertArrayEquals(head, Arrays.copyOf(together, head.length));
        assertArrayEquals(tail, Arrays.copyOfRange(together, head.length, together.length));
    }

    @Test
    void oneSequenceOfAThousandSteps() {
        Problem problem = Problem.of("3,2 last", 2, 1, 5, 1000);
        ReferenceLstm reference = problem.reference(problem.wideParameters());
        double logit = reference.logits(problem.sequence(0), reference.zeroState())[0][0];
        assertEquals(
                ReferenceLstm.sigmoid(logit),
                problem.network().score(problem.examples()).get(0, 0),
                1e-6);
    }

    @Test
    void noSequencesGiveNoProbabilities() {
        Problem problem = Problem.of("3 last", 2, 1, 5);
        assertEquals(0, problem.network().score(problem.examples()).rows());
        assertEquals(0, problem.network().batches(problem.examples(), 4, null).size());
    }

    @Test
    void parametersAreCopies() {
        Network network = Problem.of("3 last", 2, 1, 5, 2).network();
        float[] parameters = network.parameters();
        assertEquals(network.parameterCount(), parameters.length);
        parameters[0] = 7;
        network.setParameters(parameters);
        parameters[0] = 8;
        assertEquals(7, network.parameters()[0]);
        assertEquals(7, network.dl4j().params().getFloat(0));
    }

    @Test
    void refusesWhatItCannotRead() {
        Problem problem = Problem.of("3 last", 2, 1, 5, 2, 3);
        Network network = problem.network();
        assertMessage("this network has 76 parameters, but is given 2", () -> network.setParameters(new float[2]));
        Examples rows = new Examples.Dense(Matrix.of(1, 2, new float[2]), new long[1], null);
        assertMessage("this network reads steps of 2 features, but is given Dense of 2", () -> network.score(rows));
        Examples perStep = Problem.of("3 every-step", 2, 1, 5, 2, 3).examples();
        assertMessage(
                "a gradient needs labels of whole sequences, not of steps",
                () -> network.gradients(perStep, new int[1], 0, gradient -> {}));
        assertMessage(
                "an LSTM reads sequences, but is given rows",
                () -> Network.build(problem.config(), new lintel.data.Shape(2, 0), 1, new lintel.config.Seeds(1)));
    }

    private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }
}
