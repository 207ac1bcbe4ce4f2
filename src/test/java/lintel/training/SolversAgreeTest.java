package lintel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ClassWeights;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.data.Target;
import lintel.network.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All exact solvers, on random problems of all kinds, against {@link NewtonReference}: the objective to 1e-6 of it, the
 * coefficients to 1e-4 of their scale. L-BFGS, which sees gradients in float32 and no Hessian, is held to 5e-3 there:
 * where collinear or unscaled features leave a direction flat, gaps far below 1e-6 are that wide.
 */
class SolversAgreeTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    static Stream<Arguments> problems() {
        return Stream.of("plain", "imbalanced", "collinear", "constant", "unscaled", "wide", "separable")
                .flatMap(kind -> Stream.of(Target.Kind.values()).flatMap(target -> Stream.of(false, true)
                        .map(weighted -> Arguments.of(kind, target, weighted, Math.abs(kind.hashCode())))));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void onObjectiveAndCoefficients(String kind, Target.Kind target, boolean weighted, long seed) {
        Random random = new Random(seed);
        Examples.Dense examples = examples(kind, target, weighted, random);
        double l2 = Math.pow(10, 2 * random.nextDouble() - 1);
        Optional<ClassWeights> classes = weighted ? Optional.of(new ClassWeights.Balanced()) : Optional.empty();
        Target meant = target(target, examples.labels().columns());
        Examples.Dense counted = (Examples.Dense)
                examples.weighted(ClassFactors.of(classes, meant, examples).weights(examples));
        int outputs = examples.labels().columns();
        for (int k = 0; k < outputs; k++) {
            double[] optimum = NewtonReference.fit(counted, k, l2);
            double least = NewtonReference.objective(counted, k, l2, optimum);
            for (Solver solver : List.of(Solver.AUTO, Solver.NEWTON, Solver.LBFGS)) {
                double[] found = output(fit(solver, l2, examples, meant, classes), k, outputs);
                String what = "%s, output %d, l2 %.3f".formatted(solver, k, l2);
                double gap = (NewtonReference.objective(counted, k, l2, found) - least) / least;
                assertTrue(gap <= 1e-6 && gap >= -1e-9, what + ": gap " + gap);
                assertSame(examples, optimum, found, solver == Solver.LBFGS ? 5e-3 : 1e-4, what);
            }
        }
    }

    /**
     * Coefficients per standard deviation of the feature, and the logits, which the intercept moves.
     *
     * @param most difference, of the largest coefficient or 1
     */
    private static void assertSame(
            Examples.Dense examples, double[] optimum, double[] found, double most, String what) {
        int features = examples.features();
        double[] scales = IntStream.range(0, features)
                .mapToDouble(j -> scale(examples, j))
                .toArray();
        double largest = IntStream.range(0, features)
                .mapToDouble(j -> Math.abs(optimum[j] * scales[j]))
                .max()
                .orElseThrow();
        double tolerance = most * Math.max(1, largest);
        for (int j = 0; j < features; j++) {
            assertEquals(optimum[j] * scales[j], found[j] * scales[j], tolerance, what + ", feature " + j);
        }
        for (int i = 0; i < examples.size(); i++) {
            double expected = NewtonReference.logit(examples, i, optimum);
            assertEquals(expected, NewtonReference.logit(examples, i, found), 10 * tolerance, what + ", row " + i);
        }
    }

    /** Standard deviation; of a constant, its size. */
    private static double scale(Examples.Dense examples, int feature) {
        double[] values = IntStream.range(0, examples.size())
                .mapToDouble(i -> examples.values().get(i, feature))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return variance > 0 ? Math.sqrt(variance) : Math.abs(mean);
    }

    private static Examples.Dense examples(String kind, Target.Kind target, boolean weighted, Random random) {
        int rows = kind.equals("wide") ? 40 : 150 + random.nextInt(150);
        int features = kind.equals("wide") ? 80 : 4 + random.nextInt(5);
        int outputs = target == Target.Kind.BINARY ? 1 : 3;
        float[] x = new float[rows * features];
        float[] y = new float[rows * outputs];
        float[] w = new float[rows * outputs];
        double noise = kind.equals("separable") ? 0 : 1.5;
        double shift = kind.equals("imbalanced") ? 4 : 0;
        for (int i = 0; i < rows; i++) {
            double[] scores = new double[outputs];
            for (int j = 0; j < features; j++) {
                double value = random.nextGaussian();
                for (int k = 0; k < outputs; k++) {
                    scores[k] += value * Math.sin(j + 1 + 2 * k);
                }
                x[i * features + j] = (float) shaped(kind, value, j);
            }
            if (kind.equals("collinear")) {
                x[i * features + 3] = x[i * features] + x[i * features + 1];
            }
            label(scores, target, noise, shift, random, y, i * outputs);
            Arrays.fill(w, i * outputs, (i + 1) * outputs, random.nextInt(4) == 0 ? 0 : 3 * random.nextFloat());
        }
        Examples.Dense dense = new Examples.Dense(
                Matrix.of(rows, features, x),
                IntStream.range(0, rows).asLongStream().toArray(),
                Matrix.of(rows, outputs, y));
        return weighted ? (Examples.Dense) dense.weighted(Matrix.of(rows, outputs, w)) : dense;
    }

    private static double shaped(String kind, double value, int feature) {
        return switch (kind) {
            case "constant" -> feature == 2 ? 5 : value;
            case "unscaled" -> (value + 5 * feature) * Math.pow(10, feature % 4 - 1);
            default -> value;
        };
    }

    private static void label(
            double[] scores, Target.Kind target, double noise, double shift, Random random, float[] y, int at) {
        int highest = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] += noise * random.nextGaussian() - (k == 0 ? shift : 0);
            highest = scores[k] > scores[highest] ? k : highest;
        }
        for (int k = 0; k < scores.length; k++) {
            boolean positive = target == Target.Kind.ONE_VS_REST ? k == highest : scores[k] > 0;
            y[at + k] = positive ? 1 : 0;
        }
    }

    private static Target target(Target.Kind kind, int outputs) {
        List<String> classes = kind == Target.Kind.BINARY ? List.of("a", "b") : NAMES.subList(0, outputs);
        List<String> columns = kind == Target.Kind.MULTI_LABEL ? classes : List.of("y");
        return new Target(kind, columns, classes, classes.stream().map(List::of).toList());
    }

    private static double[] output(float[] parameters, int output, int outputs) {
        int features = parameters.length / outputs - 1;
        double[] found = new double[features + 1];
        for (int j = 0; j < features; j++) {
            found[j] = parameters[output * features + j];
        }
        found[features] = parameters[outputs * features + output];
        return found;
    }

    private static float[] fit(
            Solver solver, double l2, Examples examples, Target target, Optional<ClassWeights> classes) {
        TrainingConfig config = new TrainingConfig(
                solver,
                Optional.empty(),
                new ScheduleConfig.Constant(),
                50,
                32,
                Optional.empty(),
                Optional.empty(),
                classes);
        Split<Examples> split = new Split<>(examples, null, null);
        Network network = Small.network(new ModelConfig.Logistic(l2), split);
        Trainer.of(config, target, 0.5, Small.SEEDS).fit(network, split, Progress.none(), Checkpoints.none());
        return network.parameters();
    }
}
