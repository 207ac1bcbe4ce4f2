package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionMatrixTest {
    private static ConfusionMatrix of(long... tnFpFnTp) {
        return new ConfusionMatrix(
                List.of("no", "yes"), new long[][] {{tnFpFnTp[0], tnFpFnTp[1]}, {tnFpFnTp[2], tnFpFnTp[3]}});
    }

    /** Matthews' score is the correlation of two columns of 0 and 1: the second algorithm. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void matthewsScoreOfTwoClassesIsPearsonsCorrelation(long seed) {
        long[] counts = new Random(seed).longs(4, 1, 50).toArray();
        double n = Arrays.stream(counts).sum();
        double meanTrue = (counts[2] + counts[3]) / n;
        double meanDecided = (counts[1] + counts[3]) / n;
        double covariance = counts[3] / n - meanTrue * meanDecided;
        double deviations = Math.sqrt(meanTrue * (1 - meanTrue) * meanDecided * (1 - meanDecided));
        assertEquals(covariance / deviations, of(counts).matthewsScore().value(), 1e-12);
    }

    @Test
    void matthewsScoreOfTwoBillionRowsDoesNotOverflow() {
        // All four counts scaled by one factor leave the score as it was; s^2 is then 3.6e18.
        double small = of(6, 3, 1, 9).matthewsScore().value();
        assertEquals(
                small,
                of(600_000_000, 300_000_000, 100_000_000, 900_000_000)
                        .matthewsScore()
                        .value(),
                1e-12);
    }

    @Test
    void rightAndWrongThroughoutAreOneAndMinusOne() {
        assertEquals(Score.of(1), of(5, 0, 0, 7).matthewsScore());
        assertEquals(-1, of(0, 5, 7, 0).matthewsScore().value(), 1e-15);
        ConfusionMatrix three =
                new ConfusionMatrix(List.of("a", "b", "c"), new long[][] {{3, 0, 0}, {0, 4, 0}, {0, 0, 5}});
        assertEquals(1, three.matthewsScore().value(), 1e-15);
        assertEquals(Score.of(1), three.balancedAccuracy());
    }

    @Test
    void whatCannotBeDividedSaysWhy() {
        assertEquals("there are no positives", of(4, 1, 0, 0).recall(1).reason());
        assertEquals("there are no negatives", of(0, 0, 1, 4).specificity(1).reason());
        assertEquals("no row is decided positive", of(4, 0, 1, 0).precision(1).reason());
        assertEquals(
                "there are no positives and no row is decided positive",
                of(4, 0, 0, 0).f1Score(1).reason());
        assertEquals(
                "class 'yes' has no rows", of(4, 1, 0, 0).balancedAccuracy().reason());
        assertEquals(
                "all rows are of one class, or are decided to be",
                of(4, 0, 1, 0).matthewsScore().reason());
        assertEquals(Score.of(0), of(4, 0, 1, 0).f1Score(1));
    }

    @Test
    void withoutRowsThereIsNothing() {
        ConfusionMatrix empty = of(0, 0, 0, 0);
        List.of(empty.accuracy(), empty.balancedAccuracy(), empty.matthewsScore(), empty.prevalence(1))
                .forEach(score -> assertEquals("there are no rows", score.reason()));
    }

    @Test
    void keepsItsCountsToItself() {
        long[][] counts = {{1, 2}, {3, 4}};
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("no", "yes"), counts);
        counts[0][0] = 9;
        matrix.counts()[1][1] = 9;
        assertArrayEquals(new long[][] {{1, 2}, {3, 4}}, matrix.counts());
        assertEquals(10, matrix.total());
    }

    @Test
    void refusesShapesThatDoNotFitAndNegativeCounts() {
        assertRefused(
                "counts must be [K, K] for K >= 2 classes, but there are 3 classes and [2, 2] counts per row",
                List.of("a", "b", "c"),
                new long[2][2]);
        assertRefused(
                "counts must be [K, K] for K >= 2 classes, but there are 1 classes and [1] counts per row",
                List.of("a"),
                new long[1][1]);
        assertRefused(
                "counts must be >= 0, but are [[0, -1], [0, 0]]", List.of("a", "b"), new long[][] {{0, -1}, {0, 0}});
    }

    private static void assertRefused(String message, List<String> classes, long[][] counts) {
        var error = assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(classes, counts));
        assertEquals(message, error.getMessage());
    }
}
