package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocAucTest {
    @Test
    void agreesWithScikitLearn() {
        // scikit-learn 1.2.1: roc_auc_score(y, p) of Samples
        assertEquals(
                0.8737373737373737,
                RocAuc.of(Samples.LABELS, Samples.PROBABILITIES).value(),
                1e-15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithCountingEveryPair(long seed) {
        Random random = new Random(seed);
        boolean[] labels = Samples.randomLabels(random, 200);
        float[] scores = Samples.randomProbabilities(random, 200);
        assertEquals(wonPairs(labels, scores), RocAuc.of(labels, scores).value(), 1e-15);
    }

    @Test
    void anyScaleRanksAndBothZerosTie() {
        float[] scores = {Float.NEGATIVE_INFINITY, -2, -1, 3, Float.POSITIVE_INFINITY};
        assertEquals(Score.of(1), RocAuc.of(Samples.labels(0, 0, 0, 1, 1), scores));
        assertEquals(Score.of(0), RocAuc.of(Samples.labels(1, 1, 1, 0, 0), scores));
        assertEquals(Score.of(0.5), RocAuc.of(Samples.labels(0, 1), new float[] {-0f, 0f}));
    }

    @Test
    void manyRowsCountExactly() {
        int n = 200_000; // 10^10 pairs: more than an int counts
        boolean[] labels = new boolean[n];
        float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 2 == 1;
            scores[i] = i;
        }
        // Positive number i (from 0) outranks i + 1 of the n/2 negatives.
        double half = n / 2.0;
        assertEquals((half + 1) / (2 * half), RocAuc.of(labels, scores).value(), 1e-15);
    }

    @Test
    void absentClassIsTheReason() {
        Score score = RocAuc.of(Samples.labels(1, 1), new float[] {.1f, .2f});
        assertEquals("both classes are needed, but there are 2 positives and 0 negatives", score.reason());
    }

    @Test
    void refusesNaNAndUnequalLengths() {
        var nan = assertThrows(
                IllegalArgumentException.class, () -> RocAuc.of(Samples.labels(0, 1), new float[] {0, Float.NaN}));
        assertEquals("scores[1] must be a number, but is NaN", nan.getMessage());
        var lengths =
                assertThrows(IllegalArgumentException.class, () -> RocAuc.of(Samples.labels(0, 1), new float[] {0}));
        assertEquals("there must be one label per row, but there are 2 labels and 1 rows", lengths.getMessage());
    }

    /** The O(n^2) definition. */
    private static double wonPairs(boolean[] labels, float[] scores) {
        double won = 0;
        long pairs = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] && !labels[j]) {
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return won / pairs;
    }
}
