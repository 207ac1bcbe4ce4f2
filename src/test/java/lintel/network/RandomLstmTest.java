package lintel.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lintel.engine.Lstm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random stacks, lengths and sizes: together as one by one, in float as in double, and all as defined. */
class RandomLstmTest {
    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatHoldsForAll(int seed) {
        Random random = new Random(seed);
        Problem problem = random(random);
        double[] gradient = new double[problem.parameters().length];
        double[] answers = all(problem, true, gradient);
        assertArrayEquals(defined(problem), answers, 1e-12);

        double[] rounded = new double[gradient.length];
        assertArrayEquals(answers, all(problem, false, rounded), 1e-4);
        double scale = Math.max(
                1,
                IntStream.range(0, gradient.length)
                        .mapToDouble(i -> Math.abs(gradient[i]))
                        .max()
                        .orElseThrow());
        assertArrayEquals(gradient, rounded, 1e-4 * scale);

        double[] alone = new double[gradient.length];
        for (int i : problem.all()) {
            double[] one = new double[gradient.length];
            try (Lstm lstm = problem.inDouble()) {
                PackedBatch.of(problem.examples(), new int[] {i})
                        .train(lstm, 0, 0, (slopes, loss, labels) -> lstm.gradient(slopes, one));
            }
            IntStream.range(0, one.length).forEach(k -> alone[k] += one[k]);
        }
        assertArrayEquals(alone, gradient, 1e-11 * scale);
    }

    private static Problem random(Random random) {
        String layers = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> "" + (1 + random.nextInt(random.nextInt(4) == 0 ? 70 : 9)))
                .collect(Collectors.joining(","));
        String form = layers
                + (random.nextBoolean() ? " last" : " every-step")
                + (random.nextBoolean() ? " bidirectional" : "");
        int longest = random.nextInt(8) == 0 ? 90 : 12;
        int[] lengths = random.ints(1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 9), 1, 1 + longest)
                .toArray();
        return Problem.of(form, 1 + random.nextInt(6), 1 + random.nextInt(3), random.nextLong(), lengths)
                .times(0.3f); // larger weights between many units make chaos: any rounding grows from step to step
    }

    /** Logits in the order of {@link PackedBatch}; the gradient is written to {@code gradient}. */
    private static double[] all(Problem problem, boolean wide, double[] gradient) {
        PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
        try (Lstm lstm = new Lstm(LstmNetwork.form(problem.config(), problem.features(), problem.outputs()), wide)) {
            lstm.setParameters(problem.parameters());
            batch.train(lstm, 0, 0, (slopes, loss, labels) -> lstm.gradient(slopes, gradient));
            double[] answers = lstm.answers(batch.steps(), batch.values());
            assertEquals(problem.examples().labels().rows() * problem.outputs(), answers.length);
            return answers;
        }
    }

    private static double[] defined(Problem problem) {
        PackedBatch batch = PackedBatch.of(problem.examples(), problem.all());
        int outputs = problem.outputs();
        double[] answers = new double[problem.examples().labels().rows() * outputs];
        ReferenceLstm reference = problem.reference(problem.wideParameters());
        for (int i : problem.all()) {
            double[][] logits = reference.logits(problem.sequence(i), reference.zeroState());
            for (int step = 0; step < logits.length; step++) {
                int row = problem.examples().perStep() ? batch.steps().row(i, step) : i;
                System.arraycopy(logits[step], 0, answers, row * outputs, outputs);
            }
        }
        return answers;
    }
}
