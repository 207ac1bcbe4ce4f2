package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Probabilities quoted from NumPy 1.24.2 in double:
 *
 * <pre>{@code
 * import numpy as np
 * def numbers(n, a, m, d): return (np.arange(n) * a % m - m // 2) / d
 * def sigmoid(z): return 1 / (1 + np.exp(-z))
 * def lstm(x, p, units):                                # x [time, inputs], p an iterator of parameters
 *     take = lambda r, c: np.array([next(p) for _ in range(r * c)]).reshape(c, r).T
 *     w, r, b = take(x.shape[1], 4 * units), take(units, 4 * units), take(1, 4 * units)
 *     h, c, out = np.zeros(units), np.zeros(units), []
 *     for step in x:
 *         a, f, o, g = np.split(step @ w + h @ r + b[0], 4)   # candidate, forget, output, input
 *         c = sigmoid(f) * c + sigmoid(g) * np.tanh(a)
 *         h = sigmoid(o) * np.tanh(c)
 *         out.append(h)
 *     return np.array(out)
 * def net(both):
 *     p, x = iter(numbers(1000, 37, 101, 64.)), numbers(8, 29, 61, 16.).reshape(4, 2)
 *     for units in (3, 2):
 *         y = lstm(x, p, units)
 *         x = np.hstack([y, lstm(x[::-1], p, units)[::-1]]) if both else y
 *     w = [next(p) for _ in range(x.shape[1])]
 *     return sigmoid(x @ w + next(p))
 * print(net(False)); print(net(True))
 * }</pre>
 */
class LstmReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "3|2 every-step,               0.5537163297 0.5473900335 0.5435657038 0.5413612400",
        "3|2 last,                     0.5413612400",
        "3|2 every-step bidirectional, 0.6907565615 0.6893894884 0.6928251120 0.6949106250",
        "3|2 last bidirectional,       0.6949106250"
    })
    void givesWhatNumPyGives(String form, String expected) {
        ModelConfig.Lstm config = Problem.config(form.replace('|', ','));
        int count = (int) ParameterBlock.count(ParameterBlock.of(config, 2, 1));
        Network network = Network.of(config, new Shape(2, Shape.VARYING), 1, numbers(count, 37, 101, 64));
        boolean perStep = network.everyStep();
        Examples one = new Examples.Steps(
                Matrix.of(4, 2, numbers(8, 29, 61, 16)), new int[] {0, 4}, new long[1], null, perStep);
        String[] words = expected.split(" ");
        float[] probabilities = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            probabilities[i] = Float.parseFloat(words[i]);
        }
        assertArrayEquals(probabilities, network.score(one).values(), 1e-6f);
    }

    /** Numbers that float32 holds exactly. */
    private static float[] numbers(int n, int a, int m, float divisor) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (i * a % m - m / 2) / divisor;
        }
        return numbers;
    }
}
