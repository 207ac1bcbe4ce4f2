package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log loss, Brier loss and calibration error: what judges the probabilities themselves. */
class ProbabilityLossTest {
    /** scikit-learn 1.2.1 on Samples: {@code log_loss(y, p.astype(float), eps=2**-23)}, {@code brier_score_loss}. */
    @Test
    void agreeWithScikitLearn() {
        assertEquals(
                0.44869126291935385,
                LogLoss.of(Samples.LABELS, Samples.PROBABILITIES).value(),
                1e-14);
        assertEquals(
                0.15112500144913804,
                BrierLoss.of(Samples.LABELS, Samples.PROBABILITIES).value(),
                1e-15);
    }

    /** numpy 1.24.2: {@code sum((bin == k).mean() * abs(y[bin == k].mean() - p[bin == k].mean()))} over 15 bins. */
    @Test
    void calibrationErrorAgreesWithNumpy() {
        assertEquals(
                0.1975000029429793,
                CalibrationError.of(Samples.LABELS, Samples.PROBABILITIES).value(),
                1e-15);
    }

    @Test
    void noInformationHasItsKnownPrice() {
        float[] half = {.5f, .5f, .5f, .5f};
        boolean[] labels = Samples.labels(0, 1, 1, 0);
        assertEquals(Math.log(2), LogLoss.of(labels, half).value(), 1e-15);
        assertEquals(Score.of(0.25), BrierLoss.of(labels, half));
        assertEquals(Score.of(0), CalibrationError.of(labels, half));
    }

    @Test
    void certaintyIsFiniteEvenWhenWrong() {
        float[] certain = {0, 1};
        // By the definition of clipping to 2^-23: -ln(2^-23) = 23 ln 2 when wrong, -ln(1 - 2^-23) when right.
        assertEquals(23 * Math.log(2), LogLoss.of(Samples.labels(1, 0), certain).value(), 1e-9);
        assertEquals(0x1p-23, LogLoss.of(Samples.labels(0, 1), certain).value(), 1e-13);
        assertEquals(Score.of(1), BrierLoss.of(Samples.labels(1, 0), certain));
        assertEquals(Score.of(1), CalibrationError.of(Samples.labels(1, 0), certain));
        assertEquals(Score.of(0), BrierLoss.of(Samples.labels(0, 1), certain));
        assertEquals(Score.of(0), CalibrationError.of(Samples.labels(0, 1), certain));
    }

    @Test
    void mistakesInOneBinCancelAndInTwoDoNot() {
        // .60 and .65 share [9/15, 10/15); .66 and .67 lie on either side of 10/15.
        assertEquals(
                0.125,
                CalibrationError.of(Samples.labels(0, 1), new float[] {.6f, .65f})
                        .value(),
                1e-7);
        assertEquals(
                (0.66 + 0.33) / 2,
                CalibrationError.of(Samples.labels(0, 1), new float[] {.66f, .67f})
                        .value(),
                1e-7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void swappingTheClassesChangesNoLoss(long seed) {
        Random random = new Random(seed);
        boolean[] labels = Samples.randomLabels(random, 100);
        boolean[] swapped = new boolean[100];
        float[] probabilities = new float[100];
        float[] opposite = new float[100];
        for (int i = 0; i < 100; i++) {
            probabilities[i] = random.nextInt(257) / 256f; // exact in float32, and so is 1 - p
            opposite[i] = 1 - probabilities[i];
            swapped[i] = !labels[i];
        }
        assertEquals(
                LogLoss.of(labels, probabilities).value(),
                LogLoss.of(swapped, opposite).value(),
                1e-12);
        assertEquals(
                BrierLoss.of(labels, probabilities).value(),
                BrierLoss.of(swapped, opposite).value(),
                1e-15);
    }

    @Test
    void noRowsIsTheReason() {
        assertEquals(
                "there are no rows", LogLoss.of(new boolean[0], new float[0]).reason());
        assertEquals(
                "there are no rows", BrierLoss.of(new boolean[0], new float[0]).reason());
        assertEquals(
                "there are no rows",
                CalibrationError.of(new boolean[0], new float[0]).reason());
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY})
    void refuseWhatIsNoProbability(float wrong) {
        var error = assertThrows(
                IllegalArgumentException.class, () -> LogLoss.of(Samples.labels(0, 1), new float[] {.5f, wrong}));
        assertEquals("probabilities[1] must be in [0, 1], but is " + wrong, error.getMessage());
    }
}
