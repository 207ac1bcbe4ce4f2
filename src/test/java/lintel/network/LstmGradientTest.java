package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import lintel.engine.Lstm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In double, against the definition. */
class LstmGradientTest {
    private static final int[] LENGTHS = {4, 6, 1, 1, 5, 4, 6, 2};

    /** Central differences of the definition's loss, sequence by sequence: in double both agree to about 1e-9. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 last",
                "4,3 last",
                "3,2,2 last",
                "1 every-step",
                "4,3 every-step",
                "3 last bidirectional",
                "3,2 last bidirectional",
                "1,1 every-step bidirectional",
                "3,2 every-step bidirectional"
            })
    void isTheSlopeOfTheLoss(String form) {
        for (int outputs = 1; outputs <= 2; outputs++) {
            Problem problem = Problem.of(form, 2, outputs, 3, LENGTHS);
            double[] slope = slope(problem.wideParameters(), changed -> loss(problem, changed));
            assertArrayEquals(slope, sum(problem, problem.network().batches(problem.examples(), 8, null)), 1e-8);
        }
    }

    /** Padded batches against sequences one by one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4 last",
                "4,3 last",
                "4,3,2 every-step",
                "4 every-step",
                "4,3 last bidirectional",
                "4,3 every-step bidirectional"
            })
    void paddingChangesNothing(String form) {
        Problem problem = Problem.of(form, 3, 2, 7, LENGTHS);
        double[] together = sum(problem, problem.network().batches(problem.examples(), 8, null));
        double[] alone = sum(problem, problem.network().batches(problem.examples(), 1, null));
        assertArrayEquals(alone, together, 1e-12);
    }

    /** Each segment's gradient with the state before it held fixed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 100})
    void truncatedIsTheSlopeWithinEachSegment(int truncate) {
        Problem problem = Problem.of("3,2 every-step truncate=" + truncate, 2, 2, 9, LENGTHS);
        List<double[]> segments = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        try (Lstm lstm = problem.inDouble()) {
            PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
            batch.train(lstm, truncate, 0, (slopes, loss, labels) -> {
                segments.add(gradient(lstm, slopes));
                counts.add(labels);
            });
        }
        assertEquals((6 + truncate - 1) / truncate, segments.size());
        for (int segment = 0; segment < segments.size(); segment++) {
            int from = segment * truncate;
            double[] slope = slope(problem.wideParameters(), changed -> segmentLoss(problem, changed, from, truncate));
            assertArrayEquals(slope, segments.get(segment), 1e-8);
            int steps = Arrays.stream(LENGTHS)
                    .map(length -> Math.max(0, Math.min(length, from + truncate) - from))
                    .sum();
            assertEquals(steps, counts.get(segment));
        }
    }

    /** With one seed the same inputs are dropped, so that the loss has a slope; at other seeds others are. */
    @ParameterizedTest
    @ValueSource(strings = {"3,2 last dropout", "3,2 every-step dropout", "3,2 last bidirectional dropout"})
    void dropoutIsFixedByItsSeed(String form) {
        Problem problem = Problem.of(form, 2, 1, 3, 5, 5, 5);
        PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
        try (Lstm lstm = problem.inDouble()) {
            List<double[]> gradients = new ArrayList<>();
            batch.train(lstm, 0, 17, (slopes, loss, n) -> gradients.add(gradient(lstm, slopes)));
            double[] slope = slope(problem.wideParameters(), changed -> {
                lstm.setParameters(changed);
                return lossWithDropout(lstm, batch, 17);
            });
            assertArrayEquals(slope, gradients.get(0), 1e-8);
            assertNotEquals(lossWithDropout(lstm, batch, 17), lossWithDropout(lstm, batch, 18));
        }
    }

    @Test
    @Tag("slow")
    void aThousandSteps() {
        Problem problem = Problem.of("2 every-step", 1, 1, 3, 1000);
        double[] gradient = sum(problem, List.of(problem.all()));
        double[] slope = slope(problem.wideParameters(), changed -> loss(problem, changed));
        assertArrayEquals(slope, gradient, 1e-6);
    }

    @Test
    void publicGradientIsTheMeanInFloat() {
        Problem problem = Problem.of("4,3 every-step", 2, 2, 3, LENGTHS);
        double[] mean = sum(problem, List.of(problem.all()));
        int steps = Arrays.stream(LENGTHS).sum();
        problem.network().gradients(problem.examples(), problem.all(), 0, gradient -> {
            assertEquals(steps, gradient.labels());
            assertEquals(loss(problem, problem.wideParameters()), gradient.lossSum(), 1e-4);
            for (int i = 0; i < mean.length; i++) {
                assertEquals(mean[i] / steps, gradient.values()[i], 1e-6);
            }
        });
    }

    @Test
    void consumerMayChangeTheParametersBetweenSegments() {
        Problem problem = Problem.of("3 every-step truncate=2", 2, 1, 3, 6);
        Network network = problem.network();
        List<float[]> seen = new ArrayList<>();
        network.gradients(problem.examples(), problem.all(), 0, gradient -> {
            seen.add(network.parameters());
            float[] moved = network.parameters();
            for (int i = 0; i < moved.length; i++) {
                moved[i] -= gradient.values()[i];
            }
            network.setParameters(moved);
        });
        assertEquals(3, seen.size());
        assertArrayEquals(problem.parameters(), seen.get(0));
        assertNotEquals(Arrays.hashCode(seen.get(1)), Arrays.hashCode(seen.get(2)));
    }

    @Test
    void gradientLeavesNoStateBehind() {
        Problem problem = Problem.of("3,2 every-step truncate=2", 2, 1, 3, 6, 3);
        Network network = problem.network();
        List<float[]> seen = new ArrayList<>();
        float[] before = network.score(problem.examples()).values();
        for (int i = 0; i < 2; i++) {
            network.gradients(problem.examples(), problem.all(), 0, gradient -> seen.add(gradient.values()));
        }
        assertArrayEquals(seen.get(0), seen.get(3));
        assertArrayEquals(before, network.score(problem.examples()).values());
    }

    private static double[] sum(Problem problem, List<int[]> batches) {
        double[] total = new double[problem.parameters().length];
        try (Lstm lstm = problem.inDouble()) {
            for (int[] chosen : batches) {
                PackedBatch.of(problem.examples(), chosen)
                        .train(lstm, 0, 0, (slopes, loss, labels) -> addTo(total, gradient(lstm, slopes)));
            }
        }
        return total;
    }

    private static double[] gradient(Lstm lstm, double[] slopes) {
        double[] gradient = new double[lstm.parameterCount()];
        lstm.gradient(slopes, gradient);
        return gradient;
    }

    private static void addTo(double[] total, double[] more) {
        Arrays.setAll(total, i -> total[i] + more[i]);
    }

    private static double loss(Problem problem, double[] parameters) {
        ReferenceLstm reference = problem.reference(parameters);
        double sum = 0;
        for (int i = 0; i < problem.examples().size(); i++) {
            sum += reference.loss(problem.sequence(i), problem.labels(i), reference.zeroState());
        }
        return sum;
    }

    private static double segmentLoss(Problem problem, double[] changed, int from, int truncate) {
        double sum = 0;
        for (int i = 0; i < problem.examples().size(); i++) {
            double[][] sequence = problem.sequence(i);
            if (sequence.length > from) {
                int to = Math.min(from + truncate, sequence.length);
                ReferenceLstm before = problem.reference(problem.wideParameters());
                List<double[][]> state = before.zeroState();
                if (from > 0) {
                    before.logits(Arrays.copyOf(sequence, from), state);
                }
                sum += problem.reference(changed)
                        .loss(
                                Arrays.copyOfRange(sequence, from, to),
                                Arrays.copyOfRange(problem.labels(i), from, to),
                                state);
            }
        }
        return sum;
    }

    private static double lossWithDropout(Lstm lstm, PackedBatch batch, long seed) {
        double[] result = new double[1];
        batch.train(lstm, 0, seed, (slopes, loss, labels) -> result[0] = loss);
        return result[0];
    }

    /** Central differences. */
    private static double[] slope(double[] at, ToDoubleFunction<double[]> loss) {
        double step = 1e-5;
        return IntStream.range(0, at.length)
                .mapToDouble(i -> {
                    double[] changed = at.clone();
                    changed[i] = at[i] + step;
                    double above = loss.applyAsDouble(changed);
                    changed[i] = at[i] - step;
                    return (above - loss.applyAsDouble(changed)) / (2 * step);
                })
                .toArray();
    }
}
