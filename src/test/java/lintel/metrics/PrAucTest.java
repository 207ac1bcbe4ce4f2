package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrAucTest {
    @Test
    void agreesWithScikitLearn() {
        // scikit-learn 1.2.1: average_precision_score(y, p) of Samples
        assertEquals(
                0.8384140550807218,
                PrAuc.of(Samples.LABELS, Samples.PROBABILITIES).value(),
                1e-15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheMeanPrecisionAtEachPositive(long seed) {
        Random random = new Random(seed);
        boolean[] labels = Samples.randomLabels(random, 200);
        float[] scores = Samples.randomProbabilities(random, 200);
        assertEquals(meanPrecision(labels, scores), PrAuc.of(labels, scores).value(), 1e-14);
    }

    @Test
    void onlyPositivesAreRankedPerfectlyAndNoneIsTheReason() {
        assertEquals(Score.of(1), PrAuc.of(Samples.labels(1, 1), new float[] {.1f, .2f}));
        assertEquals(
                "there are no positives",
                PrAuc.of(Samples.labels(0, 0), new float[] {.1f, .2f}).reason());
    }

    /** The O(n^2) definition: the precision when everything scoring at least as much as a positive is decided so. */
    private static double meanPrecision(boolean[] labels, float[] scores) {
        double sum = 0;
        int positives = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i]) {
                int hits = 0;
                int decided = 0;
                for (int j = 0; j < labels.length; j++) {
                    decided += scores[j] >= scores[i] ? 1 : 0;
                    hits += scores[j] >= scores[i] && labels[j] ? 1 : 0;
                }
                sum += (double) hits / decided;
                positives++;
            }
        }
        return sum / positives;
    }
}
