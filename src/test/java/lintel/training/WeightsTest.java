package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ClassWeights;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.data.Target;
import lintel.data.Target.Kind;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What rows and classes count. Quoted coefficients: scikit-learn 1.9.1 with NumPy 2.4.6, rows and score as in {@link
 * Small},
 *
 * <pre>
 * w = (np.arange(100) % 4) * 0.75
 * LogisticRegression(C=1 / l2, tol=1e-12, max_iter=100000, solver='newton-cg', class_weight=...)
 *     .fit(X, y, sample_weight=w)
 * </pre>
 */
class WeightsTest {
    private static final Optional<ClassWeights> BALANCED = Optional.of(new ClassWeights.Balanced());
    private static final Target THREE = target(Kind.ONE_VS_REST, "low", "mid", "high");

    @ParameterizedTest
    @EnumSource(
            value = Solver.class,
            names = {"AUTO", "NEWTON", "LBFGS", "ADAM", "GRADIENT_DESCENT"})
    void rowWeightsAreScikitLearnsSampleWeight(Solver solver) {
        Examples rows = weighted(positive(0), WeightsTest::weight);
        assertFits(solver, 1, rows, Small.YES_NO, Optional.empty(), 2.5939113, -1.6037578, -0.5478354, 0.0664429);
        assertFits(solver, 10, rows, Small.YES_NO, Optional.empty(), 1.1627128, -0.6773182, -0.2739894, 0.1772429);
    }

    @ParameterizedTest
    @EnumSource(
            value = Solver.class,
            names = {"AUTO", "NEWTON", "LBFGS", "ADAM", "GRADIENT_DESCENT"})
    void classWeightsAreScikitLearnsClassWeight(Solver solver) {
        Examples rows = positive(0.8); // 25 of 100
        Target target = Small.YES_NO;
        assertFits(solver, 1, positive(0), target, named("yes", 3), 3.0535044, -1.6303462, -0.3248458, 0.6550361);
        assertFits(solver, 1, rows, target, BALANCED, 2.0479902, -0.904593, -0.0913777, -0.6041712);
        Examples both = weighted(rows, WeightsTest::weight);
        assertFits(solver, 1, both, target, BALANCED, 2.175404, -0.8037477, -0.0914352, -0.5590545);
    }

    @Test
    void balancedIsEachOutputsOwnAffairInOneVsRest() {
        assertFits(
                Solver.AUTO,
                1,
                threeClasses(),
                THREE,
                BALANCED,
                -3.0289198,
                1.1317035,
                -0.118735,
                0.5597205,
                -0.4001845,
                0.5309487,
                2.0156525,
                -1.1018224,
                -0.0595913,
                -1.0931412,
                -0.0571828,
                -0.4854164);
    }

    /** In scikit-learn one fit per class with {@code sample_weight} {@code [2, 1, .5][class] * w}. */
    @Test
    void aNamedClassCountsTheSameInEveryOutput() {
        var weights = Optional.<ClassWeights>of(new ClassWeights.Named(Map.of("low", 2.0, "high", 0.5)));
        Examples rows = weighted(threeClasses(), WeightsTest::weight);
        assertFits(
                Solver.AUTO,
                1,
                rows,
                THREE,
                weights,
                -2.9505018,
                0.860068,
                -0.2749851,
                0.9610937,
                -0.583882,
                0.5545906,
                2.1799474,
                -0.9948573,
                -0.1320802,
                -1.3247807,
                -0.48768,
                -1.5747423);
    }

    /** In scikit-learn {@code class_weight={False: 1, True: 4}} in the fit of the second label. */
    @Test
    void aNamedLabelOfSeveralCountsItsPositives() {
        Examples rows = weighted(
                Small.rows(0, 100, 3, i ->
                        new boolean[] {Small.score(i) > 0, Small.x(i, 2) > 0.3, Small.score(i) + Small.x(i, 2) > 1}),
                WeightsTest::weight);
        Target target = target(Kind.MULTI_LABEL, "a", "b", "c");
        assertFits(
                Solver.AUTO,
                1,
                rows,
                target,
                named("b", 4),
                2.5939113,
                -1.6037578,
                -0.5478354,
                -0.0635988,
                0.0140332,
                4.9675928,
                1.8112587,
                -0.412243,
                1.8648364,
                0.0664429,
                -1.1618736,
                -2.2975771);
    }

    /** A law: the objective is the same sum. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRowOfWeightTwoIsTheRowTwiceAndOfNoneIsNoRow(long seed) {
        Random random = new Random(seed);
        int[] times = IntStream.range(0, 100).map(i -> random.nextInt(4)).toArray();
        int[] repeated = IntStream.range(0, 100)
                .flatMap(i -> IntStream.range(0, times[i]).map(any -> i))
                .toArray();
        Examples rows = threeClasses();
        for (Solver solver : List.of(Solver.AUTO, Solver.NEWTON, Solver.LBFGS, Solver.GRADIENT_DESCENT)) {
            for (Optional<ClassWeights> classes : List.of(Optional.<ClassWeights>empty(), BALANCED, named("mid", 3))) {
                float[] twice = fit(solver, 1, rows.select(repeated), THREE, classes);
                float[] once = fit(solver, 1, weighted(rows, i -> times[i]), THREE, classes);
                assertArrayEquals(twice, once, 2e-4f, solver + " " + classes);
            }
        }
    }

    /** A law: with the penalty in the same unit, the optimum does not know the weights' unit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e12, 1e30})
    void theUnitOfWeightsIsThatOfThePenalty(double unit) {
        Examples rows = positive(0);
        float[] expected = fit(Solver.AUTO, 1, weighted(rows, WeightsTest::weight), Small.YES_NO, Optional.empty());
        Examples scaled = weighted(rows, i -> unit * weight(i));
        assertArrayEquals(expected, fit(Solver.AUTO, unit, scaled, Small.YES_NO, Optional.empty()), 1e-5f);
        assertArrayEquals(
                fit(Solver.GRADIENT_DESCENT, 1, weighted(rows, WeightsTest::weight), Small.YES_NO, Optional.empty()),
                fit(Solver.GRADIENT_DESCENT, unit, scaled, Small.YES_NO, Optional.empty()),
                1e-5f);
    }

    @Test
    void mistakesAreNamed() {
        var unknown = assertThrows(
                InputException.class, () -> fit(Solver.AUTO, 1, positive(0), Small.YES_NO, named("yess", 2)));
        assertEquals(
                "'training.classWeights.yess' names no class: there are no, yes (did you mean 'yes'?)",
                unknown.getMessage());
        var none = assertThrows(
                IllegalArgumentException.class,
                () -> fit(Solver.AUTO, 1, weighted(positive(0), i -> 0), Small.YES_NO, Optional.empty()));
        assertEquals("weights must have a sum above 0 and finite, but it is 0.0", none.getMessage());
        for (double wrong : new double[] {-1, Double.NaN}) {
            var negative = assertThrows(
                    IllegalArgumentException.class,
                    () -> fit(Solver.AUTO, 1, weighted(positive(0), i -> wrong), Small.YES_NO, Optional.empty()));
            assertEquals("a weight must be at least 0, but is " + wrong, negative.getMessage());
        }
    }

    private static double weight(int row) {
        return row % 4 * 0.75;
    }

    private static Examples.Dense positive(double from) {
        return Small.rows(0, 100, 1, i -> new boolean[] {Small.score(i) > from});
    }

    private static Examples.Dense threeClasses() {
        IntFunction<boolean[]> classes = i -> {
            double s = Small.score(i);
            return new boolean[] {s < -0.5, s >= -0.5 && s < 0.5, s >= 0.5};
        };
        return Small.rows(0, 100, 3, classes);
    }

    private static Examples weighted(Examples rows, IntToDoubleFunction weight) {
        int outputs = rows.labels().columns();
        float[] weights = new float[rows.size() * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) weight.applyAsDouble(i / outputs);
        }
        return rows.weighted(Matrix.of(rows.size(), outputs, weights));
    }

    private static Optional<ClassWeights> named(String name, double weight) {
        return Optional.of(new ClassWeights.Named(Map.of(name, weight)));
    }

    private static Target target(Kind kind, String... classes) {
        List<String> columns = kind == Kind.MULTI_LABEL ? List.of(classes) : List.of("y");
        List<List<String>> values = new ArrayList<>();
        Arrays.stream(classes).forEach(name -> values.add(List.of(name)));
        return new Target(kind, columns, List.of(classes), values);
    }

    private static void assertFits(
            Solver solver,
            double l2,
            Examples rows,
            Target target,
            Optional<ClassWeights> classes,
            double... expected) {
        float[] found = fit(solver, l2, rows, target, classes);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], solver == Solver.ADAM ? 2e-3 : 1e-4, solver + ", parameter " + i);
        }
    }

    private static float[] fit(Solver solver, double l2, Examples rows, Target target, Optional<ClassWeights> classes) {
        boolean small = solver == Solver.ADAM;
        Optional<OptimizerConfig> optimizer = solver == Solver.GRADIENT_DESCENT
                ? Optional.of(new OptimizerConfig.Sgd(1))
                : small ? Optional.of(new OptimizerConfig.Adam(0.05, 0.9, 0.999, 1e-8)) : Optional.empty();
        TrainingConfig config = new TrainingConfig(
                solver,
                optimizer,
                small ? new ScheduleConfig.Cosine(0) : new ScheduleConfig.Constant(),
                small
                        ? 300
                        : solver == Solver.GRADIENT_DESCENT ? 1000 : 50, // others than 50 ask AUTO for small batches
                small ? 33 : 32,
                Optional.empty(),
                Optional.empty(),
                classes);
        Split<Examples> split = new Split<>(rows, null, null);
        Network network = Small.network(new ModelConfig.Logistic(l2), split);
        Trainer.of(config, target, 0.5, Small.SEEDS).fit(network, split, Progress.none(), Checkpoints.none());
        return network.parameters();
    }
}
