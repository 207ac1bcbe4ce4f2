package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ClassWeights;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.metrics.LogLoss;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What sequences, their steps and their classes count. */
class WeightedSequencesTest {
    private static final int SEQUENCES = 40;

    /** Networks that learn from weights, each by another way through the code. */
    enum Form {
        LAST(false, false, 0),
        LAST_OF_BOTH(false, true, 0),
        STEPS(true, false, 0),
        STEPS_OF_BOTH(true, true, 0),
        TRUNCATED(true, false, 2);

        private final boolean everyStep;
        private final boolean bidirectional;
        private final int truncate;

        Form(boolean everyStep, boolean bidirectional, int truncate) {
            this.everyStep = everyStep;
            this.bidirectional = bidirectional;
            this.truncate = truncate;
        }

        ModelConfig.Lstm model(double dropout) {
            return new ModelConfig.Lstm(
                    List.of(4, 3),
                    dropout,
                    everyStep ? ModelConfig.Output.EVERY_STEP : ModelConfig.Output.LAST,
                    bidirectional,
                    truncate == 0 ? Optional.empty() : Optional.of(truncate),
                    1);
        }

        Examples.Steps sequences() {
            return Small.sequences(0, SEQUENCES, everyStep);
        }
    }

    /** A law: the objective is the same sum. All sequences in one batch, each step of one with its weight. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void aSequenceOfWeightTwoIsTheSequenceTwiceAndOfNoneIsNoSequence(Form form) {
        for (long seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            int[] times =
                    IntStream.range(0, SEQUENCES).map(i -> random.nextInt(4)).toArray();
            int[] repeated = IntStream.range(0, SEQUENCES)
                    .flatMap(i -> IntStream.range(0, times[i]).map(any -> i))
                    .toArray();
            for (Optional<ClassWeights> classes : List.of(Optional.<ClassWeights>empty(), balanced(), named(3))) {
                float[] often = fit(form.model(0), form.sequences().select(repeated), 1000, classes);
                float[] once = fit(form.model(0), bySequence(form.sequences(), i -> times[i]), 1000, classes);
                assertArrayEquals(often, once, 2e-5f, form + " " + classes);
            }
        }
    }

    /** The same batches, so that not even rounding differs. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void sequencesOfWeightOneAndNoneAreThoseThatStay(Form form) {
        int[] kept = IntStream.range(0, SEQUENCES).filter(i -> i % 3 != 1).toArray();
        float[] expected = fit(form.model(0.3), form.sequences().select(kept), 8, Optional.empty());
        Examples some = bySequence(form.sequences(), i -> i % 3 == 1 ? 0 : 1);
        assertArrayEquals(expected, fit(form.model(0.3), some, 8, Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void equalWeightsGiveTheBitsOfNone(Form form) {
        float[] expected = fit(form.model(0.3), form.sequences(), 8, Optional.empty());
        for (double weight : new double[] {1, 4, 0x1p-70}) {
            Examples equal = bySequence(form.sequences(), i -> weight);
            assertArrayEquals(expected, fit(form.model(0.3), equal, 8, Optional.empty()));
        }
        assertArrayEquals(expected, fit(form.model(0.3), form.sequences(), 8, named(1)));
    }

    /** A law: the unit of the weights is of no consequence. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void weightsHaveNoUnit(Form form) {
        IntToDoubleFunction weight = i -> 1 + i % 4 * 0.75;
        float[] expected = fit(form.model(0), bySequence(form.sequences(), weight), 8, Optional.empty());
        for (double unit : new double[] {1e-12, 1e12, 1e30}) {
            Examples scaled = bySequence(form.sequences(), i -> unit * weight.applyAsDouble(i));
            assertArrayEquals(expected, fit(form.model(0), scaled, 8, Optional.empty()), 1e-4f);
        }
    }

    /** A network that answers at the last step, trained as one that answers at every step, of which one counts. */
    @ParameterizedTest
    @CsvSource({"false,1000", "false,8", "true,1000", "true,8"})
    void stepsOfNoWeightAreReadButNotLearnt(boolean bidirectional, int batchSize) {
        Form last = bidirectional ? Form.LAST_OF_BOTH : Form.LAST;
        Form steps = bidirectional ? Form.STEPS_OF_BOTH : Form.STEPS;
        Examples.Steps once = last.sequences();
        float[] labels = new float[once.values().rows()];
        float[] weights = new float[labels.length];
        for (int i = 0; i < once.size(); i++) {
            labels[once.starts()[i + 1] - 1] = once.labels().get(i, 0);
            weights[once.starts()[i + 1] - 1] = 1 + i % 4;
        }
        Examples everyStep = new Examples.Steps(
                once.values(),
                once.starts(),
                once.ids(),
                Matrix.of(labels.length, 1, labels),
                Matrix.of(labels.length, 1, weights),
                true);
        assertArrayEquals(
                fit(last.model(0), bySequence(once, i -> 1 + i % 4), batchSize, Optional.empty()),
                fit(steps.model(0), everyStep, batchSize, Optional.empty()),
                1e-4f);
    }

    /** By the definition: n / (2 count) of the label's side, or the number given; times the label's own weight. */
    @ParameterizedTest
    @EnumSource(Form.class)
    void classesCountAsDefined(Form form) {
        Examples.Steps sequences = form.sequences();
        IntToDoubleFunction own = row -> 1 + row % 3;
        double[] sums = new double[2];
        for (int row = 0; row < sequences.labels().rows(); row++) {
            sums[(int) sequences.labels().get(row, 0)] += own.applyAsDouble(row);
        }
        assertNotEquals(sums[0], sums[1]);
        Examples weighted = byLabel(sequences, own);
        for (boolean named : new boolean[] {false, true}) {
            Examples explicit = byLabel(sequences, row -> {
                int side = (int) sequences.labels().get(row, 0);
                double ofClass = named ? (side == 1 ? 5 : 1) : (sums[0] + sums[1]) / (2 * sums[side]);
                return own.applyAsDouble(row) * ofClass;
            });
            assertArrayEquals(
                    fit(form.model(0), explicit, 8, Optional.empty()),
                    fit(form.model(0), weighted, 8, named ? named(5) : balanced()),
                    1e-6f);
        }
    }

    /** Early stopping and the history go by the validation examples as they stand: each label counts 1. */
    @Test
    void validationIsUnweighted() {
        Form form = Form.STEPS;
        Examples.Steps validation = Small.sequences(40, 60, true);
        Split<Examples> split = new Split<>(
                byLabel(form.sequences(), row -> 1 + row % 3), byLabel(validation, row -> row % 2 * 7), null);
        TrainingConfig config = config(1000, Optional.of(new EarlyStopping("logLoss", 5, 0)), named(9));
        Network network = Small.network(form.model(0), split);
        History history = Trainer.of(config, Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network, split, Progress.none(), Checkpoints.none());
        History.Epoch best = history.epochs().get(history.bestEpoch() - 1);
        float[] probabilities = network.score(validation).values();
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += LogLoss.of(validation.labels().get(i, 0) > 0, probabilities[i]);
        }
        assertEquals(sum / probabilities.length, best.validationLoss().orElseThrow(), 1e-9);
        assertEquals(best.validationLoss(), best.validationMetric());
    }

    /** The training loss of the history is the weighted mean: {@code Σ weight * loss / Σ weight}. */
    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"LAST", "STEPS"})
    void trainLossIsTheWeightedMean(Form form) {
        Examples.Steps sequences = form.sequences();
        IntToDoubleFunction weight = row -> row % 3;
        Split<Examples> split = new Split<>(byLabel(sequences, weight), null, null);
        Network network = Small.network(form.model(0), split);
        float[] before = network.score(sequences).values();
        History history = Trainer.of(config(1000, Optional.empty(), Optional.empty()), Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network, split, Progress.none(), Checkpoints.none());
        double sum = 0;
        double total = 0;
        for (int row = 0; row < before.length; row++) {
            sum += weight.applyAsDouble(row) * LogLoss.of(sequences.labels().get(row, 0) > 0, before[row]);
            total += weight.applyAsDouble(row);
        }
        assertEquals(sum / total, history.epochs().get(0).trainLoss(), 1e-6);
    }

    private static Optional<ClassWeights> balanced() {
        return Optional.of(new ClassWeights.Balanced());
    }

    private static Optional<ClassWeights> named(double ofYes) {
        return Optional.of(new ClassWeights.Named(Map.of("yes", ofYes)));
    }

    private static Examples byLabel(Examples.Steps sequences, IntToDoubleFunction weight) {
        float[] weights = new float[sequences.labels().rows()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) weight.applyAsDouble(row);
        }
        return sequences.weighted(Matrix.of(weights.length, 1, weights));
    }

    /** Each label of sequence i has its weight. */
    private static Examples bySequence(Examples.Steps sequences, IntToDoubleFunction weight) {
        int[] starts = sequences.starts();
        return byLabel(
                sequences,
                row -> weight.applyAsDouble(
                        sequences.perStep()
                                ? (int) Arrays.stream(starts)
                                                .filter(start -> start <= row)
                                                .count()
                                        - 1
                                : row));
    }

    private static TrainingConfig config(
            int batchSize, Optional<EarlyStopping> stopping, Optional<ClassWeights> classes) {
        return new TrainingConfig(
                Solver.AUTO,
                Optional.of(new OptimizerConfig.Momentum(0.1, 0.9)),
                new ScheduleConfig.Constant(),
                12,
                batchSize,
                Optional.empty(),
                stopping,
                classes);
    }

    private static float[] fit(
            ModelConfig.Lstm model, Examples examples, int batchSize, Optional<ClassWeights> classes) {
        Split<Examples> split = new Split<>(examples, null, null);
        Network network = Small.network(model, split);
        float[] before = network.parameters();
        Trainer.of(config(batchSize, Optional.empty(), classes), Small.YES_NO, 0.5, Small.SEEDS)
                .fit(network, split, Progress.none(), Checkpoints.none());
        double moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved = Math.max(moved, Math.abs(before[i] - network.parameters()[i]));
        }
        assertNotEquals(0, (float) moved, "nothing was learnt");
        return network.parameters();
    }
}
