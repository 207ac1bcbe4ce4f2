package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code solver: gradient-descent} is the textbook's. */
class GradientDescentTest {
    private static final Split<Examples> ROWS = new Split<>(Small.rows(0, 100), null, null);

    /** The definition, in double. */
    @ParameterizedTest
    @CsvSource({"0, 0.1, 1", "1, 0.5, 200", "20, 1, 50"})
    void isWMinusRateTimesGradient(double l2, double rate, int epochs) {
        double[] w = new double[4];
        for (int epoch = 0; epoch < epochs; epoch++) {
            double[] g = {l2 * w[0], l2 * w[1], l2 * w[2], 0};
            for (int i = 0; i < 100; i++) {
                double[] x = {Small.x(i, 0), Small.x(i, 1), Small.x(i, 2), 1};
                double p = 1 / (1 + Math.exp(-(w[0] * x[0] + w[1] * x[1] + w[2] * x[2] + w[3])));
                for (int j = 0; j < 4; j++) g[j] += (p - (Small.score(i) > 0 ? 1 : 0)) * x[j];
            }
            for (int j = 0; j < 4; j++) w[j] -= rate * g[j] / 100;
        }
        Network network = network(l2);
        fit(network, rate, epochs, Small.SEEDS);
        for (int j = 0; j < 4; j++) {
            assertEquals(w[j], network.parameters()[j], 1e-5, "parameter " + j);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 30})
    void endsAtTheOptimumOfTheExactSolvers(double l2) {
        Network network = network(l2);
        History history = fit(network, 1, 3000, Small.SEEDS);
        double[] optimum = NewtonReference.fit((Examples.Dense) ROWS.train(), 0, l2);
        for (int j = 0; j < 4; j++) {
            assertEquals(optimum[j], network.parameters()[j], 1e-4, "parameter " + j);
        }
        double least = NewtonReference.objective((Examples.Dense) ROWS.train(), 0, l2, optimum);
        assertEquals(least / 100, history.epochs().get(2999).cost(), 1e-7);
    }

    /** Any rate below 2 / L goes down; L is at most (4 / 4 + l2 / 100) here, as no row is longer than 2. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1})
    void costFallsWithEveryStep(double rate) {
        List<History.Epoch> epochs = fit(network(1), rate, 100, Small.SEEDS).epochs();
        assertEquals(100, epochs.size());
        assertEquals(Math.log(2), epochs.get(0).cost(), 1e-9);
        for (int i = 1; i < epochs.size(); i++) {
            assertTrue(epochs.get(i).cost() < epochs.get(i - 1).cost(), "step " + i);
            assertEquals(rate, epochs.get(i).learningRate());
        }
    }

    @Test
    void drawsNothing() {
        Network first = network(1);
        fit(first, 0.5, 20, Small.SEEDS);
        Network second = network(1);
        fit(second, 0.5, 20, new Seeds(43));
        assertArrayEquals(first.parameters(), second.parameters());
    }

    /** The penalty alone multiplies the weights by 1 - 1000 / 100 in each step. */
    @Test
    void divergenceIsNamedWithItsRemedy() {
        var error = assertThrows(InputException.class, () -> fit(network(1000), 1, 100, Small.SEEDS));
        assertTrue(
                error.getMessage()
                        .matches("training diverged in epoch [23] \\(the cost is .*, and was 0\\.693.* at the start\\):"
                                + " lower 'training\\.optimizer\\.sgd\\.learningRate' \\(now 1\\.0\\)"),
                error.getMessage());
    }

    private static Network network(double l2) {
        return Small.network(new ModelConfig.Logistic(l2), ROWS);
    }

    private static History fit(Network network, double rate, int epochs, Seeds seeds) {
        TrainingConfig config = new TrainingConfig(
                Solver.GRADIENT_DESCENT,
                Optional.of(new OptimizerConfig.Sgd(rate)),
                new ScheduleConfig.Constant(),
                epochs,
                32,
                Optional.empty(),
                Optional.empty());
        return Trainer.of(config, Small.YES_NO, 0.5, seeds).fit(network, ROWS, Progress.none(), Checkpoints.none());
    }
}
