package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.ScheduleConfig.Constant;
import lintel.config.TrainingConfig.ScheduleConfig.Cosine;
import lintel.config.TrainingConfig.ScheduleConfig.Exponential;
import lintel.config.TrainingConfig.ScheduleConfig.Step;
import org.junit.jupiter.api.Test;

/** Expected factors by hand from the definitions in {@link ScheduleConfig}. */
class ScheduleTest {
    @Test
    void constantStays() {
        assertFactors(new Constant(), 1, 1, 1, 1);
    }

    @Test
    void stepHalvesEverySecondEpoch() {
        assertFactors(new Step(2, 0.5), 1, 1, 0.5, 0.5, 0.25, 0.25);
    }

    @Test
    void exponentialShrinksEveryEpoch() {
        assertFactors(new Exponential(0.5), 1, 0.5, 0.25, 0.125);
    }

    @Test
    void cosineFallsFromOneTowardsItsFloor() {
        // 4 epochs: (1 + cos(pi e / 4)) / 2 = 1, (1 + sqrt(1/2)) / 2, 1/2, (1 - sqrt(1/2)) / 2
        double root = Math.sqrt(0.5);
        assertFactors(new Cosine(0), 1, (1 + root) / 2, 0.5, (1 - root) / 2);
        assertFactors(new Cosine(0.2), 1, 0.2 + 0.8 * (1 + root) / 2, 0.6, 0.2 + 0.8 * (1 - root) / 2);
    }

    private static void assertFactors(ScheduleConfig schedule, double... expected) {
        for (int epoch = 0; epoch < expected.length; epoch++) {
            assertEquals(expected[epoch], Schedule.factor(schedule, epoch, expected.length), 1e-15, "epoch " + epoch);
        }
    }
}
