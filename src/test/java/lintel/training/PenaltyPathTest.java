package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ClassWeights;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code l2: auto}, against fits of each l2 by itself. */
class PenaltyPathTest {
    private static final ModelConfig AUTO =
            new ModelConfig.Logistic(Optional.of(new ModelConfig.L2.Auto()), 0, Optional.empty());
    private static final Optional<ClassWeights> NONE = Optional.empty();

    /** The second algorithm: Newton's method in double precision, from zero, for every l2. */
    @ParameterizedTest
    @EnumSource(
            value = Solver.class,
            names = {"AUTO", "NEWTON", "LBFGS"})
    void pathIsThatOfSingleFits(Solver solver) {
        Split<Examples> split = Small.rowSplit();
        Network network = Small.network(AUTO, split);
        History history = fit(solver, NONE, network, split);
        List<History.Penalty> path = history.path();
        Examples.Dense train = (Examples.Dense) split.train();
        Examples.Dense validation = (Examples.Dense) split.validation();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < path.size(); i++) {
            double l2 = Math.pow(10, 4 - i / 2.0);
            double[] alone = NewtonReference.fit(train, 0, l2);
            double loss = NewtonReference.objective(validation, 0, 0, alone) / 30;
            assertEquals(l2, path.get(i).l2(), 1e-12 * l2);
            assertEquals(
                    NewtonReference.objective(train, 0, 0, alone) / 70,
                    path.get(i).trainLoss(),
                    1e-3);
            assertEquals(loss, path.get(i).validationLoss(), 1e-3, "l2 " + l2);
            least = Math.min(least, loss);
        }
        assertEquals(least, best(history).validationLoss(), 1e-3);
        assertEquals(OptionalDouble.of(best(history).l2()), history.chosenL2());
    }

    /** Labels that have nothing to do with the features. */
    @Test
    void theSearchEndsWhenTheLossKeepsRising() {
        Examples noise = Small.rows(0, 80, 1, i -> new boolean[] {Math.sin(17.3 * i * i) > 0});
        Split<Examples> split = new Split<>(
                noise.select(IntStream.range(0, 40).toArray()),
                noise.select(IntStream.range(40, 80).toArray()),
                null);
        History history = fit(Solver.AUTO, NONE, Small.network(AUTO, split), split);
        List<History.Penalty> path = history.path();
        assertTrue(path.size() < 17, history.pathCsv());
        assertEquals(best(history), path.get(path.size() - 5), history.pathCsv());
    }

    @Test
    void theNetworkIsTheOneOfTheBestL2() {
        Split<Examples> split = Small.rowSplit();
        Network network = Small.network(AUTO, split);
        History history = fit(Solver.AUTO, NONE, network, split);
        double l2 = history.chosenL2().orElseThrow();
        Network alone = Small.network(new ModelConfig.Logistic(l2), split);
        fit(Solver.AUTO, NONE, alone, split);
        assertArrayEquals(alone.parameters(), network.parameters(), 1e-4f);
        Network settled = history.settled(network);
        assertEquals(new ModelConfig.Logistic(l2), settled.config());
        assertArrayEquals(network.parameters(), settled.parameters());
        double last = history.epochs()
                .get(history.epochs().size() - 1)
                .validationLoss()
                .orElseThrow();
        assertEquals(last, best(history).validationLoss(), 1e-4);
    }

    /** What is chosen foretells best what is fitted: where classes count more, so do theirs on validation. */
    @Test
    void validationCountsClassesAsTrainingDoes() {
        Split<Examples> split = Small.rowSplit();
        var weights = Optional.<ClassWeights>of(new ClassWeights.Named(Map.of("yes", 5.0)));
        Network network = Small.network(AUTO, split);
        History history = fit(Solver.NEWTON, weights, network, split);
        Examples.Dense validation = (Examples.Dense) split.validation();
        float[] p = network.score(validation).values();
        double sum = 0;
        double total = 0;
        for (int i = 0; i < p.length; i++) {
            boolean yes = validation.labels().get(i, 0) > 0;
            sum -= yes ? 5 * Math.log(p[i]) : Math.log(1 - p[i]);
            total += yes ? 5 : 1;
        }
        assertEquals(sum / total, best(history).validationLoss(), 1e-3);
    }

    @Test
    void withoutValidationThereIsNothingToGoBy() {
        Split<Examples> split = new Split<>(Small.rows(0, 50), null, null);
        var error = assertThrows(InputException.class, () -> fit(Solver.AUTO, NONE, Small.network(AUTO, split), split));
        assertEquals(
                "'model.logistic.l2: auto' needs validation examples, but 'data.split' gives none", error.getMessage());
    }

    @Test
    void stoppedOnTheWayItHasTriedOneAtLeast() {
        Split<Examples> split = Small.rowSplit();
        Network network = Small.network(AUTO, split);
        Progress stop = new Progress() {
            @Override
            public boolean stopRequested() {
                return true;
            }
        };
        History history = Trainer.of(config(Solver.AUTO, NONE), Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network, split, stop, Checkpoints.none());
        assertTrue(history.stopped());
        assertEquals(new ModelConfig.Logistic(1e4), history.settled(network).config());
    }

    @Test
    void csvNamesTheChosenOne() {
        History history = new History(
                "accuracy",
                List.of(),
                0,
                History.Ending.COMPLETED,
                List.of(
                        new History.Penalty(10, 0.5, 0.6),
                        new History.Penalty(1, 0.4, 0.55),
                        new History.Penalty(0.1, 0.3, 0.7)));
        assertEquals(
                "l2,trainLoss,validationLoss,chosen\n10.0,0.5,0.6,false\n1.0,0.4,0.55,true\n0.1,0.3,0.7,false\n",
                history.pathCsv());
    }

    private static History.Penalty best(History history) {
        return history.path().stream()
                .filter(p -> history.chosenL2().equals(OptionalDouble.of(p.l2())))
                .findFirst()
                .orElseThrow();
    }

    private static History fit(Solver solver, Optional<ClassWeights> weights, Network network, Split<Examples> split) {
        return Small.fit(config(solver, weights), network, split);
    }

    private static TrainingConfig config(Solver solver, Optional<ClassWeights> weights) {
        return new TrainingConfig(
                solver,
                Optional.empty(),
                new ScheduleConfig.Constant(),
                50,
                32,
                Optional.empty(),
                Optional.empty(),
                weights);
    }
}
