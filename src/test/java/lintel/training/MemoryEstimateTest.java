package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.engine.Threads;
import org.junit.jupiter.api.Test;

/** The parts by the definitions in the classes' Javadoc; that these hold, LstmMemoryTest measures. */
class MemoryEstimateTest {
    /** Ten sequences of 1 to 5 steps, two features: a batch of 4 has 18 steps at most, 20 with padding; all have 30. */
    @Test
    void anLstmKeepsItsLongestBatch() {
        ModelConfig.Lstm lstm =
                new ModelConfig.Lstm(List.of(3, 5), 0, ModelConfig.Output.LAST, false, Optional.empty(), 1);
        Examples.Steps steps = Small.sequences(0, 10, false);
        int parameters = 4 * 3 * (2 + 3 + 1) + 4 * 5 * (3 + 5 + 1) + 5 + 1;
        MemoryEstimate estimate = MemoryEstimate.of(training(Solver.ADAM, 4), lstm, 1, new Split<>(steps, null, null));

        int training = 18 * (2 * 2 + 9 * (3 + 5));
        int scoring = 30 * (2 * 2 + (3 + 5)) + 4 * (3 + 5) * 30;
        int deviceTraining = 20 * (14 * 5 + 3 * (2 + 3 + 5) / 2 + 2) + 4 * 6 * 5;
        int deviceScoring = 50 * (5 * 5 + 2 * 2 + 3 + 5) + 10 * 6 * 5;
        assertEquals(
                new MemoryEstimate(
                        parameters,
                        4 * (30 * 2 + 10),
                        4L
                                * ((8 + Threads.forWork(Double.POSITIVE_INFINITY)) * parameters
                                        + Math.max(training, scoring)),
                        4L * (2 * parameters + Math.max(deviceTraining, deviceScoring)) + (1L << 30)),
                estimate);
    }

    /** Two parts of 40 and 10 rows, three features and a label; two matrices of doubles, the intercept counted. */
    @Test
    void exactLogisticRegressionKeepsAHessianAndItsFactor() {
        ModelConfig.Logistic logistic = new ModelConfig.Logistic(1.0);
        Split<Examples> examples = new Split<>(Small.rows(0, 40), Small.rows(40, 50), null);
        assertEquals(
                new MemoryEstimate(4, 4 * 50 * (3 + 1), 8 * (2 * 4 + 2 * 4 * 4), 0),
                MemoryEstimate.of(training(Solver.NEWTON, 32), logistic, 1, examples));
        assertEquals(
                new MemoryEstimate(4, 4 * 50 * (3 + 1), 8 * 2 * 4, 0),
                MemoryEstimate.of(training(Solver.ADAM, 32), logistic, 1, examples));
    }

    private static TrainingConfig training(Solver solver, int batchSize) {
        Optional<OptimizerConfig> none = Optional.empty();
        return new TrainingConfig(
                solver, none, new ScheduleConfig.Constant(), 5, batchSize, Optional.empty(), Optional.empty());
    }
}
