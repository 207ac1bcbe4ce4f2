package lintel.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import lintel.data.Split;
import lintel.evaluation.Evaluation;
import lintel.metrics.Predictions;
import lintel.metrics.Predictions.Kind;
import lintel.metrics.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures themselves are tested where they are computed; here, how they are shown. */
class EvaluationTextTest {
    @Test
    void twoClassesStandPartByPart() {
        Predictions train = binary(new float[] {.25f, .75f, .25f, .75f, .25f}, 0, 0, 1, 1, 0);
        Predictions test = binary(new float[] {.75f, .75f}, 1, 1);
        assertEquals(
                """
                                   train    test
                accuracy          0.6000  1.0000
                balancedAccuracy  0.5833       -
                precision         0.5000  1.0000
                recall            0.5000  1.0000
                specificity       0.6667       -
                f1Score           0.5000  1.0000
                matthewsScore     0.1667       -
                rocAuc            0.5833       -
                prAuc             0.4500  1.0000
                logLoss           0.7271  0.2877
                brierLoss         0.2625  0.0625
                calibrationError  0.1500  0.2500
                prevalence        0.4000  1.0000
                count                  5       2

                - balancedAccuracy (test): class 'benign' has no rows
                - specificity (test): there are no negatives
                - matthewsScore (test): all rows are of one class, or are decided to be
                - rocAuc (test): both classes are needed, but there are 2 positives and 0 negatives

                test, confusion matrix:
                true \\ decided  benign  malignant
                benign               0          0
                malignant            0          2
                """,
                EvaluationText.of(Evaluation.of(new Split<>(train, null, test))));
    }

    @Test
    void severalClassesAddATableOfTheirOwn() {
        float[] probabilities = {.9f, .1f, .2f, /**/ .2f, .8f, .1f, /**/ .3f, .6f, .1f};
        byte[] labels = {1, 0, 0, /**/ 0, 1, 0, /**/ 0, 0, 1};
        List<String> classes = List.of("shirt", "coat", "a name as long as one may");
        Predictions part = new Predictions(probabilities, labels, 3, Kind.ONE_VS_REST, .5, classes);
        String text = EvaluationText.of(Evaluation.of(new Split<>(part, part, null)));
        assertTrue(
                text.endsWith(
                        """
                        calibrationError  0.2778      0.2778
                        count                  3           3

                        - precision (train, validation): class 'a name as long as one may': no row is decided positive

                        validation, each class against the rest:
                        class                     precision  recall  f1Score  rocAuc   prAuc  logLoss  count
                        shirt                        1.0000  1.0000   1.0000  1.0000  1.0000   0.2284      1
                        coat                         0.5000  1.0000   0.6667  1.0000  1.0000   0.4149      1
                        a name as long as one...          -  0.0000   0.0000  0.2500  0.3333   0.8770      1

                        validation, confusion matrix:
                        true \\ decided            shirt  coat  a name as long as one...
                        shirt                         1     0                         0
                        coat                          0     1                         0
                        a name as long as one...      0     1                         0
                        """),
                text);
    }

    @Test
    void matrixTooWideForATerminalIsLeftOut() {
        int k = 40;
        byte[] labels = new byte[k * k];
        IntStream.range(0, k).forEach(row -> labels[row * k + row] = 1);
        List<String> classes = IntStream.range(0, k).mapToObj(i -> "c" + i).toList();
        Predictions part = new Predictions(new float[k * k], labels, k, Kind.ONE_VS_REST, .5, classes);
        String text = EvaluationText.of(Evaluation.of(new Split<>(part, null, null)));
        assertTrue(text.endsWith("\n\nThe confusion matrix of 40 classes is in metrics.json.\n"), text);
        assertFalse(text.contains("true \\ decided"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.98765, 0.9877",
        "1, 1.0000",
        "0, 0.0000",
        "-0.25, -0.2500",
        "15.9423, 15.9423",
        "0.99996, 0.99996",
        "0.00001234, 0.00001",
        "-0.99999, -0.99999",
        "0.000000000001, 0.00000000"
    })
    void aWholeNumberIsShownOnlyForAWholeNumber(double value, String expected) {
        assertEquals(expected, EvaluationText.number(Score.of(value)));
    }

    private static Predictions binary(float[] probabilities, int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return new Predictions(probabilities, bytes, 1, Kind.BINARY, .5, List.of("benign", "malignant"));
    }
}
