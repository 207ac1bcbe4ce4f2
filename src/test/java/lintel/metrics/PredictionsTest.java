package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import lintel.metrics.Predictions.Kind;
import org.junit.jupiter.api.Test;

class PredictionsTest {
    private static final List<String> TWO = List.of("no", "yes");
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    void atOrAboveTheThresholdIsPositive() {
        float[] probabilities = {.5f, Math.nextDown(.5f), Math.nextUp(.5f)};
        Predictions predictions = new Predictions(probabilities, new byte[] {1, 1, 1}, 1, Kind.BINARY, .5, TWO);
        assertArrayEquals(
                new long[][] {{0, 0}, {1, 2}}, predictions.output(0).decisions().counts());
    }

    @Test
    void theHighestWinsWhateverTheThresholdAndTheFirstOfEquals() {
        float[] probabilities = {.1f, .2f, .1f, /**/ .3f, .4f, .4f, /**/ .7f, .7f, .7f};
        byte[] labels = {0, 1, 0, /**/ 0, 0, 1, /**/ 1, 0, 0};
        Predictions predictions = new Predictions(probabilities, labels, 3, Kind.ONE_VS_REST, .5, THREE);
        assertArrayEquals(
                new long[][] {{1, 0, 0}, {0, 1, 0}, {0, 1, 0}},
                predictions.decisions().counts());
    }

    @Test
    void everyLabelHasItsOwnThreshold() {
        float[] probabilities = {.4f, .4f, /**/ .6f, .6f};
        Predictions predictions = new Predictions(
                probabilities, new byte[] {1, 0, 1, 0}, 2, Kind.MULTI_LABEL, List.of(.3, .7), List.of("rain", "wind"));
        assertEquals(Score.of(1), Scores.of(predictions, Metric.ACCURACY));
    }

    @Test
    void laterChangesOfTheArraysDoNotReachIt() {
        float[] probabilities = {.9f};
        byte[] labels = {1};
        Predictions predictions = new Predictions(probabilities, labels, 1, Kind.BINARY, .5, TWO);
        probabilities[0] = 0;
        labels[0] = 0;
        assertEquals(Score.of(1), Scores.of(predictions, Metric.ACCURACY));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused(
                "probabilities[1] must be in [0, 1], but is NaN", new float[] {0, Float.NaN}, new byte[2], 1, .5, TWO);
        assertRefused("labels[0] must be 0 or 1, but is 2", new float[1], new byte[] {2}, 1, .5, TWO);
        assertRefused(
                "BINARY needs 1 thresholds in [0, 1], but has [NaN]", new float[1], new byte[1], 1, Double.NaN, TWO);
    }

    @Test
    void refusesShapesThatDoNotFit() {
        assertRefused(
                "probabilities and labels must both be [n * 1], but hold 2 and 1",
                new float[2],
                new byte[1],
                1,
                .5,
                TWO);
        assertRefused(
                "probabilities and labels must both be [n * 3], but hold 4 and 4",
                new float[4],
                new byte[4],
                3,
                .5,
                THREE);
        assertRefused(
                "BINARY needs one different name per class, but has 1 outputs and classes [yes]",
                new float[1],
                new byte[1],
                1,
                .5,
                List.of("yes"));
        assertRefused(
                "ONE_VS_REST needs one different name per class, but has 3 outputs and classes [a, b, a]",
                new float[3],
                new byte[3],
                3,
                .5,
                List.of("a", "b", "a"));
    }

    @Test
    void oneVersusRestNeedsExactlyOneClassPerRow() {
        assertRefused(
                "row 1 must belong to exactly one class, but belongs to 2",
                new float[6],
                new byte[] {0, 1, 0, /**/ 1, 0, 1},
                3,
                .5,
                THREE);
        assertRefused(
                "row 0 must belong to exactly one class, but belongs to 0", new float[3], new byte[3], 3, .5, THREE);
    }

    private static void assertRefused(
            String message, float[] probabilities, byte[] labels, int outputs, double threshold, List<String> classes) {
        Kind kind = outputs == 1 ? Kind.BINARY : Kind.ONE_VS_REST;
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> new Predictions(probabilities, labels, outputs, kind, threshold, classes));
        assertEquals(message, error.getMessage());
    }
}
