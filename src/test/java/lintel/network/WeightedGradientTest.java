package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.engine.Lstm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that count by weights: by the definition, {@code Σ weight * loss}, and as PyTorch has it. */
class WeightedGradientTest {
    private static final int[] LENGTHS = {4, 6, 1, 1, 5, 4, 6, 2};

    /** Central differences of the definition's loss, sequence by sequence, in double. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4 last",
                "4,3 last",
                "3,2,2 every-step",
                "3,2 last bidirectional",
                "3,2 every-step bidirectional",
            })
    void isTheSlopeOfTheWeightedLoss(String form) {
        for (int outputs = 1; outputs <= 2; outputs++) {
            Problem problem = Problem.of(form, 2, outputs, 3, LENGTHS).weighted(5);
            double[] found = new double[problem.parameters().length];
            try (Lstm lstm = problem.inDouble()) {
                PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
                batch.train(lstm, 0, 0, (slopes, loss, labels) -> {
                    assertEquals(loss(problem, problem.wideParameters(), 0, 100), loss, 1e-12);
                    assertEquals(counting(problem, 0, 100), labels);
                    lstm.gradient(slopes, found);
                });
            }
            assertArrayEquals(slope(problem, 0, 100), found, 1e-8);
        }
    }

    /** A segment in which no label counts has no gradient, but is read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void truncatedIsTheSlopeWithinEachSegmentThatCounts(int truncate) {
        Problem problem = Problem.of("3,2 every-step truncate=" + truncate, 2, 2, 9, 4, 9, 1);
        float[] weights = new float[14 * 2];
        Arrays.fill(weights, 2, 4, 0.5f); // step 1 of the first sequence
        Arrays.fill(weights, 22, 24, 2); // step 7 of the second
        Problem some = new Problem(
                problem.config(),
                (Examples.Steps) problem.examples().weighted(Matrix.of(14, 2, weights)),
                2,
                problem.parameters());
        List<Integer> begins = List.of(1 / truncate * truncate, 7 / truncate * truncate);
        int[] segment = new int[1];
        try (Lstm lstm = some.inDouble()) {
            PackedBatch batch = PackedBatch.of(some.examples(), some.all());
            batch.train(lstm, truncate, 0, (slopes, loss, labels) -> {
                int from = begins.get(segment[0]++);
                double[] found = new double[lstm.parameterCount()];
                lstm.gradient(slopes, found);
                double factor = mean(some, 0, 100) / mean(some, from, from + truncate);
                double[] expected = Arrays.stream(slope(some, from, from + truncate))
                        .map(slope -> factor * slope)
                        .toArray();
                assertArrayEquals(expected, found, 1e-8);
                assertEquals(loss(some, some.wideParameters(), from, from + truncate), loss, 1e-12);
                assertEquals(counting(some, from, from + truncate), labels);
            });
        }
        assertEquals(begins.size(), segment[0]);
    }

    /**
     * The sum of the losses, and every tenth number of its gradient, quoted from PyTorch 2.15.0 in double: {@code
     * nn.LSTM} over {@code nn.LSTM} under {@code nn.Linear}, {@code BCEWithLogitsLoss(weight=w, reduction="sum")}, its
     * gates in Deeplearning4j's order, with
     *
     * <pre>{@code
     * def numbers(n, a, m, d): return (np.arange(n) * a % m - m // 2) / d
     * parameters, x = numbers(123, 37, 101, 64.), numbers(16, 29, 61, 16.).reshape(8, 2)   # 4, 1 and 3 steps
     * y, w = np.arange(n) * 5 % 3 % 2, np.arange(n) * 3 % 4 * 0.75                        # n = 3 or 8 labels
     * }</pre>
     */
    @ParameterizedTest
    @CsvSource({
        "3|2 last, 2.7506243621, -0.0047589857 -0.0002558576 -0.0005308987 0.0001288468 -0.0000496086 0.0000509963"
                + " -0.0023508193 -0.0011275104 -0.0034712476 0.0010281176 -0.0033081401 0.0002165923 -0.0189252798",
        "3|2 every-step, 6.3831234657, -0.0167877921 -0.0006115717 0.0051004877 -0.0001948091 0.0001252928"
                + " -0.0000727173 -0.0128111953 0.0011627032 -0.0003682255 -0.0046227268 0.0081529814 -0.0022438124"
                + " -0.3044085845"
    })
    void isWhatPyTorchGives(String form, double lossSum, String expected) {
        ModelConfig.Lstm config = Problem.config(form.replace('|', ','));
        Network network = Network.of(config, new Shape(2, Shape.VARYING), 1, numbers(123, 37, 101, 64));
        int labels = network.everyStep() ? 8 : 3;
        float[] y = new float[labels];
        float[] w = new float[labels];
        for (int i = 0; i < labels; i++) {
            y[i] = i * 5 % 3 % 2;
            w[i] = i * 3 % 4 * 0.75f;
        }
        Examples examples = new Examples.Steps(
                Matrix.of(8, 2, numbers(16, 29, 61, 16)),
                new int[] {0, 4, 5, 8},
                new long[3],
                Matrix.of(labels, 1, y),
                Matrix.of(labels, 1, w),
                network.everyStep());
        double[] numbers = Arrays.stream(expected.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        network.gradients(examples, new int[] {0, 1, 2}, 0, gradient -> {
            assertEquals(network.everyStep() ? 6 : 2, gradient.labels());
            assertEquals(lossSum, gradient.lossSum(), 1e-6);
            for (int i = 0; i < numbers.length; i++) {
                assertEquals(numbers[i], gradient.values()[10 * i] * gradient.labels(), 1e-6, "parameter " + 10 * i);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"4,3 last dropout", "4,3 every-step", "4 last bidirectional", "3 every-step truncate=2"})
    void weightsOfOneGiveTheBitsOfNone(String form) {
        Problem problem = Problem.of(form, 2, 2, 3, LENGTHS);
        int labels = problem.examples().labels().rows();
        float[] ones = new float[labels * 2];
        Arrays.fill(ones, 1);
        List<List<GradientConsumer.Gradient>> found = new ArrayList<>();
        for (Matrix weights : new Matrix[] {null, Matrix.of(labels, 2, ones)}) {
            List<GradientConsumer.Gradient> gradients = new ArrayList<>();
            problem.network().gradients(problem.examples().weighted(weights), problem.all(), 7, gradients::add);
            found.add(gradients);
        }
        for (int i = 0; i < found.get(0).size(); i++) {
            assertArrayEquals(found.get(0).get(i).values(), found.get(1).get(i).values());
            assertEquals(found.get(0).get(i).lossSum(), found.get(1).get(i).lossSum());
            assertEquals(found.get(0).get(i).labels(), found.get(1).get(i).labels());
        }
    }

    @Test
    void nothingThatCountsGivesNoGradient() {
        Problem problem = Problem.of("3 last", 2, 1, 3, 2, 3);
        Examples none = problem.examples().weighted(Matrix.of(2, 1, new float[2]));
        problem.network().gradients(none, problem.all(), 0, gradient -> {
            throw new AssertionError("of " + gradient.labels());
        });
    }

    /** Labels of a weight at steps in [from, to). */
    private static int counting(Problem problem, int from, int to) {
        int count = 0;
        for (int i : problem.all()) {
            double[][] weights = problem.weights(i);
            for (int row = 0; row < weights.length; row++) {
                boolean within = !problem.examples().perStep() || row >= from && row < to;
                count += within && Arrays.stream(weights[row]).sum() > 0 ? 1 : 0;
            }
        }
        return count;
    }

    /** Of the weights above 0 at steps in [from, to). */
    private static double mean(Problem problem, int from, int to) {
        return Arrays.stream(problem.all())
                .mapToObj(problem::weights)
                .flatMap(
                        weights -> Arrays.stream(weights, Math.min(from, weights.length), Math.min(to, weights.length)))
                .flatMapToDouble(Arrays::stream)
                .filter(weight -> weight > 0)
                .average()
                .orElseThrow();
    }

    /** By the definition, of steps in [from, to), with the state before them held at the problem's parameters. */
    private static double loss(Problem problem, double[] changed, int from, int to) {
        double sum = 0;
        for (int i : problem.all()) {
            double[][] sequence = problem.sequence(i);
            ReferenceLstm before = problem.reference(problem.wideParameters());
            List<double[][]> state = before.zeroState();
            if (from >= sequence.length) {
                continue;
            }
            if (from > 0) {
                before.logits(Arrays.copyOf(sequence, from), state);
            }
            double[][] segment = Arrays.copyOfRange(sequence, from, Math.min(to, sequence.length));
            double[][] logits = problem.reference(changed).logits(segment, state);
            for (int row = 0; row < logits.length; row++) {
                for (int k = 0; k < problem.outputs(); k++) {
                    double z = logits[row][k];
                    double label = problem.labels(i)[from + row][k];
                    sum += problem.weights(i)[from + row][k] * (Math.log1p(Math.exp(z)) - label * z);
                }
            }
        }
        return sum;
    }

    private static double[] slope(Problem problem, int from, int to) {
        ToDoubleFunction<double[]> loss = changed -> loss(problem, changed, from, to);
        double step = 1e-5;
        return IntStream.range(0, problem.parameters().length)
                .mapToDouble(i -> {
                    double[] changed = problem.wideParameters();
                    changed[i] += step;
                    double above = loss.applyAsDouble(changed);
                    changed[i] -= 2 * step;
                    return (above - loss.applyAsDouble(changed)) / (2 * step);
                })
                .toArray();
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
