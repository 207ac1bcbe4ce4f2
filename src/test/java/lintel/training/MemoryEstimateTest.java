package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
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

        int threads = Threads.forWork(Double.POSITIVE_INFINITY);
        int ready = threads > 1 ? 18 * 2 + 4 : 0; // the batch after it: features, and a label of each sequence
        int training = 18 * (2 * 2 + 9 * (3 + 5)) + ready;
        int scoring = 30 * (2 * 2 + (3 + 5)) + 4 * (3 + 5) * 30;
        int deviceTraining = 20 * (14 * 5 + 3 * (2 + 3 + 5) / 2 + 2) + 4 * 6 * 5;
        int deviceScoring = 50 * (5 * 5 + 2 * 2 + 3 + 5) + 10 * 6 * 5;
        assertEquals(
                new MemoryEstimate(
                        parameters,
                        4 * (30 * 2 + 10),
                        4L * ((8 + threads) * parameters + Math.max(training, scoring)),
                        4L * (2 * parameters + Math.max(deviceTraining, deviceScoring)) + (1L << 30)),
                estimate);
    }

    /** Ten sequences of 1 to 5 steps: only a batch after this one can lie ready, with weights where there are any. */
    @Test
    void aSecondThreadHasTheNextBatchReady() {
        ModelConfig.Lstm lstm = Small.lstm(0, true, Optional.empty());
        Examples.Steps steps = Small.sequences(0, 10, true);
        float[] ones = new float[30];
        Arrays.fill(ones, 1);
        int threads = Threads.forWork(Double.POSITIVE_INFINITY);
        int parameters = 4 * 4 * (2 + 4 + 1) + 4 * 3 * (4 + 3 + 1) + 3 + 1;
        for (int weights = 0; weights < 2; weights++) {
            Examples examples = steps.weighted(weights == 0 ? null : Matrix.of(30, 1, ones));
            int ready = threads > 1 ? 29 * (2 + 1 + weights) : 0; // all but a sequence of one step
            long computing = 29 * (2 * 2 + 9 * (4 + 3)) + ready;
            assertEquals(4L * ((8 + threads) * parameters + computing), host(lstm, 9, examples), "nine of ten");
            long all = 30 * (2 * 2 + 9 * (4 + 3));
            assertEquals(4L * ((8 + threads) * parameters + all), host(lstm, 10, examples), "all");
        }
    }

    private static long host(ModelConfig model, int batchSize, Examples train) {
        return MemoryEstimate.of(training(Solver.ADAM, batchSize), model, 1, new Split<>(train, null, null))
                .host();
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

    /** A fifth of 2,000 rows of 200 features, for as many of three outputs as there are threads. */
    @Test
    void aLargerTableHasFewRowsCopied() {
        Examples.Dense dense = new Examples.Dense(
                Matrix.of(2000, 200, new float[400_000]), Small.ids(0, 2000), Matrix.of(2000, 3, new float[6000]));
        int parameters = 3 * 201;
        int threads = Threads.forWork(Double.POSITIVE_INFINITY);
        long few = 4L * Math.min(3, threads) * 400 * 200;
        assertEquals(
                new MemoryEstimate(parameters, 4 * 2000 * 203, 8 * (2 * parameters + 2 * 201 * 201) + few, 0),
                MemoryEstimate.of( // epochs and size of batches as by default: it goes to the optimum
                        training(Solver.AUTO, 50, 32),
                        new ModelConfig.Logistic(1.0),
                        3,
                        new Split<>(dense, null, null)));
    }

    private static TrainingConfig training(Solver solver, int batchSize) {
        return training(solver, 5, batchSize);
    }

    private static TrainingConfig training(Solver solver, int epochs, int batchSize) {
        Optional<OptimizerConfig> none = Optional.empty();
        return new TrainingConfig(
                solver, none, new ScheduleConfig.Constant(), epochs, batchSize, Optional.empty(), Optional.empty());
    }
}
