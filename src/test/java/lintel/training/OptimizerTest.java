package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.OptimizerConfig.Adam;
import lintel.config.TrainingConfig.OptimizerConfig.AdamW;
import lintel.config.TrainingConfig.OptimizerConfig.Momentum;
import lintel.config.TrainingConfig.OptimizerConfig.Nesterov;
import lintel.config.TrainingConfig.OptimizerConfig.RmsProp;
import lintel.config.TrainingConfig.OptimizerConfig.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ten updates against NumPy 1.24 in float64, by this script, whose formulas are those in PyTorch's documentation of
 * {@code torch.optim} (SGD, Adam, AdamW, RMSprop):
 *
 * <pre>
 * w0 = np.array([0.5, -1.0, 2.0]); weight = np.array([True, True, False])
 * def g(w, t): return np.array([0.1, -0.2, 0.3]) * w + np.array([0.5, -0.25, 0.125]) / t
 * def run(rule):
 *     w = w0.copy(); m = np.zeros(3); v = np.zeros(3)
 *     for t in range(1, 11): w, m, v = rule(w, m, v, g(w, t), t)
 *     return w
 * r, mu, b1, b2, eps, wd, d = 0.1, 0.9, 0.9, 0.999, 1e-8, 0.01, 0.99
 * def sgd(w, m, v, g, t): return w - r * g, m, v
 * def momentum(w, m, v, g, t): m = mu * m + g; return w - r * m, m, v
 * def nesterov(w, m, v, g, t): m = mu * m + g; return w - r * (g + mu * m), m, v
 * def adam(w, m, v, g, t):
 *     m = b1 * m + (1 - b1) * g; v = b2 * v + (1 - b2) * g * g
 *     return w - r * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), m, v
 * def adamw(w, m, v, g, t): return adam(np.where(weight, w * (1 - r * wd), w), m, v, g, t)
 * def rmsprop(w, m, v, g, t): v = d * v + (1 - d) * g * g; return w - r * g / (np.sqrt(v) + eps), m, v
 * </pre>
 */
class OptimizerTest {
    private static final boolean[] WEIGHTS = {true, true, false};

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new Sgd(0.1), new double[] {0.315072434, -1.135455318, 1.444788990}),
                Arguments.of(new Momentum(0.1, 0.9), new double[] {-0.372691064, -1.487724067, -0.027124560}),
                Arguments.of(new Nesterov(0.1, 0.9), new double[] {-0.415430970, -1.612416832, -0.070342952}),
                Arguments.of(new Adam(0.1, 0.9, 0.999, 1e-8), new double[] {-0.269779814, -1.595241824, 1.035508255}),
                Arguments.of(
                        new AdamW(0.1, 0.9, 0.999, 1e-8, 0.01), new double[] {-0.270697814, -1.583445677, 1.035508255}),
                Arguments.of(new RmsProp(0.1, 0.99, 1e-8), new double[] {-0.771743610, 6.350993547, -0.036037750}));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void tenUpdatesAgreeWithNumPy(OptimizerConfig config, double[] expected) {
        Optimizer optimizer = Optimizer.of(config, 3);
        float[] w = {0.5f, -1, 2};
        update(optimizer, w, 1, 10);

        for (int i = 0; i < 3; i++) {
            assertEquals(expected[i], w[i], 4e-6 * Math.max(1, Math.abs(expected[i])), "parameter " + i);
        }
        assertEquals(10, optimizer.updates());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void restoredOptimizerGoesOnToTheSameBits(OptimizerConfig config, double[] ignored) {
        Optimizer whole = Optimizer.of(config, 3);
        float[] expected = {0.5f, -1, 2};
        update(whole, expected, 1, 10);

        Optimizer first = Optimizer.of(config, 3);
        float[] w = {0.5f, -1, 2};
        update(first, w, 1, 4);
        Optimizer second = Optimizer.of(config, 3);
        second.restore(first.updates(), first.slots());
        update(second, w, 5, 10);

        assertArrayEquals(expected, w);
    }

    @Test
    void parameterWithoutGradientStaysWhateverEpsilon() {
        for (OptimizerConfig config : List.of(new Adam(0.1, 0.9, 0.999, 1e-60), new RmsProp(0.1, 0.9, 1e-60))) {
            float[] w = {0.5f, -1, 2};
            Optimizer.of(config, 3).update(w, new float[3], WEIGHTS, 0.1);
            assertArrayEquals(new float[] {0.5f, -1, 2}, w);
        }
    }

    @Test
    void averagesOfAnotherRuleAreRefused() {
        Optimizer optimizer = Optimizer.of(new Sgd(0.1), 3);
        var error = assertThrows(
                IllegalArgumentException.class, () -> optimizer.restore(4, List.of(new float[3], new float[3])));
        assertEquals("the optimizer keeps 0 averages, but 2 are given", error.getMessage());
    }

    private static void update(Optimizer optimizer, float[] w, int from, int to) {
        float[] slope = {0.1f, -0.2f, 0.3f};
        float[] shift = {0.5f, -0.25f, 0.125f};
        for (int t = from; t <= to; t++) {
            float[] g = new float[3];
            for (int i = 0; i < 3; i++) {
                g[i] = slope[i] * w[i] + shift[i] / t;
            }
            optimizer.update(w, g, WEIGHTS, 0.1);
        }
    }
}
