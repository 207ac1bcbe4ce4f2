package lintel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.engine.Team;
import lintel.metrics.Metric;
import lintel.network.Network;
import lintel.training.LogisticObjective.Point;

/**
 * Logistic regression taken to the optimum of {@code Σ loss + l1 Σ|w| + l2 / 2 |w|²}, each output by itself: the
 * parameters do not depend on where they start, on the seed or on the order of the examples, but for rounding.
 *
 * <p>Training takes seconds where epochs take minutes, so that a stopped one leaves nothing to go on from and starts at
 * its beginning when it is resumed.
 */
final class ExactTraining {
    /** Newton's method holds a Hessian of at most so many columns: 1.6 GB, three times over. */
    private static final int MOST_NEWTON_FEATURES = 20_000;

    /** A mean loss below this is that of a classifier that is certain and right. */
    private static final double SEPARATED = 1e-7;

    private static final int TYPICAL_PASSES = 30;

    private final TrainingConfig config;
    private final ModelConfig.Logistic logistic;
    private final double meanWeight;
    private final Network network;
    private final Examples examples;
    private final Matrix labels;
    private final Optional<Validation> validation;
    private final Metric metric;
    private final Progress progress;

    private final List<History.Epoch> epochs = new ArrayList<>();
    private long began = System.nanoTime();
    private List<History.Penalty> path = List.of();
    private boolean stopped;

    ExactTraining(
            TrainingConfig config,
            ModelConfig.Logistic logistic,
            Network network,
            Weighted train,
            Optional<Validation> validation,
            Metric metric,
            Progress progress) {
        this.config = config;
        this.logistic = logistic;
        this.meanWeight = train.mean();
        this.network = network;
        this.examples = train.examples();
        this.labels = examples.labels();
        this.validation = validation;
        this.metric = metric;
        this.progress = progress;
    }

    History run(CheckpointKeeper keeper) {
        float[] initial = network.parameters();
        Conditioning conditioning = Conditioning.of(examples);
        byte[][] targets = targets();
        float[][] weights = Weighted.byOutput(examples);
        double[][] at;
        try (Team team = Team.forWork(work());
                FeatureBlocks features = conditioning.apply(examples, team)) {
            LogisticObjective objective =
                    new LogisticObjective(features, targets, weights, 1, penalties(conditioning, 0));
            at = optimum(objective, conditioning, start(targets, weights));
        }
        network.setParameters(parameters(conditioning, at));
        if (stopped) {
            keeper.atStop(() -> new Checkpoint(0, EpochSums.ZERO, initial, 0, List.of(), Best.NONE, List.of()));
        } else {
            validateLast();
        }
        History history = history(stopped ? History.Ending.STOPPED : History.Ending.COMPLETED);
        if (!stopped) {
            progress.epochDone(history);
        }
        return history;
    }

    private double[][] optimum(LogisticObjective objective, Conditioning conditioning, double[][] start) {
        if (logistic.l2IsAuto()) {
            return alongPath(objective, conditioning, start);
        }
        LogisticObjective penalised = objective.under(penalties(conditioning, logistic.lambda2()));
        if (logistic.lambda1() == 0) {
            return solver().solve(penalised, start);
        }
        double[] l1 = conditioning.absolutePenalties(logistic.lambda1() / meanWeight, examples.features());
        return new ProximalSolver(l1, this::iterationDone).solve(penalised, start);
    }

    /** About how many operations a fit takes, for as many passes as hard problems need. */
    private double work() {
        return TYPICAL_PASSES * 4.0 * examples.size() * examples.features() * network.outputs();
    }

    private double[] penalties(Conditioning conditioning, double l2) {
        return conditioning.penalties(l2 / meanWeight, examples.features());
    }

    private ExactSolver solver() {
        return new ExactSolver(curvature(), this::iterationDone);
    }

    private double[][] alongPath(LogisticObjective objective, Conditioning conditioning, double[][] start) {
        Validation judge = validation.orElseThrow();
        PenaltyPath penalties = new PenaltyPath(
                curvature(),
                objective,
                l2 -> penalties(conditioning, l2),
                at -> {
                    network.setParameters(parameters(conditioning, at));
                    return judge.weightedLoss(network);
                },
                progress::stopRequested);
        double[][] near = penalties.run(start);
        path = penalties.tried();
        double chosen = history(History.Ending.RUNNING).chosenL2().orElseThrow();
        return solver().improve(
                        objective.under(penalties(conditioning, chosen)),
                        near,
                        curvature().tolerance());
    }

    private Curvature curvature() {
        int size = examples.features() + 1;
        return switch (config.solver()) {
            case AUTO ->
                examples instanceof Examples.Sparse sparse
                        ? Curvature.suitingSparse(
                                examples.size(), size, sparse.values().entries())
                        : Curvature.suiting(examples.size(), size);
            case LBFGS -> Curvature.DIAGONAL;
            case NEWTON -> {
                if (examples.features() > MOST_NEWTON_FEATURES) {
                    throw new InputException("'training.solver: newton' takes at most %,d features, but there are %,d;"
                                    .formatted(MOST_NEWTON_FEATURES, examples.features())
                            + " 'auto' and 'lbfgs' take any number");
                }
                yield Curvature.FULL;
            }
            case SGD, ADAM, GRADIENT_DESCENT -> throw new AssertionError(config.solver());
        };
    }

    /** {@code [outputs][rows]} of 0 and 1. */
    private byte[][] targets() {
        byte[][] targets = new byte[network.outputs()][labels.rows()];
        for (int b = 0; b < labels.blockCount(); b++) {
            float[] block = new float[labels.rowsIn(b) * targets.length];
            labels.block(b).get(0, block);
            int first = b * labels.blockRows();
            for (int k = 0; k < targets.length; k++) {
                for (int r = 0, i = k; i < block.length; r++, i += targets.length) {
                    targets[k][first + r] = (byte) block[i];
                }
            }
        }
        return targets;
    }

    /** Weights of 0, and the intercept that says each output's share of positives. */
    private double[][] start(byte[][] targets, float[][] weights) {
        double[][] start = new double[targets.length][examples.features() + 1];
        for (int k = 0; k < start.length; k++) {
            double positives = 0.5; // half an example more of each: a class may be absent
            double all = 1;
            for (int i = 0; i < targets[k].length; i++) {
                double weight = weights[k] == null ? 1 : weights[k][i];
                positives += weight * targets[k][i];
                all += weight;
            }
            start[k][examples.features()] = Math.log(positives / (all - positives));
        }
        return start;
    }

    /** @param points of all outputs */
    private boolean iterationDone(List<Point> points) {
        double count = (double) examples.size() * points.size();
        double loss = points.stream().mapToDouble(Point::loss).sum();
        double penalty = points.stream().mapToDouble(Point::penalty).sum();
        double squares = points.stream()
                .mapToDouble(point -> SecantPairs.dot(point.gradient(), point.gradient()))
                .sum();
        if (!Double.isFinite(loss + penalty + squares)) {
            throw notFinite();
        }
        if (!logistic.l2IsAuto() && logistic.lambda1() == 0 && logistic.lambda2() == 0 && loss / count < SEPARATED) {
            throw new InputException("the training examples can be told apart without error, so that without a penalty"
                    + " the weights would grow for ever: set 'model.logistic.l2' above 0");
        }
        if (!epochs.isEmpty()) {
            progress.epochDone(history(History.Ending.RUNNING));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        began = System.nanoTime();
        epochs.add(new History.Epoch(
                epochs.size() + 1,
                1,
                loss / count,
                (loss + penalty) / count,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Math.sqrt(squares) / count,
                examples.size() / seconds,
                seconds));
        stopped = progress.stopRequested();
        return !stopped;
    }

    private InputException notFinite() {
        float[] row = new float[examples.features()];
        try (FeatureBlocks features = FeatureBlocks.of(examples, Team.of(1))) {
            for (int i = 0; i < features.rows(); i++) {
                features.copyRow(i, row, 0);
                for (int j = 0; j < row.length; j++) {
                    if (!Float.isFinite(row[j])) {
                        return new InputException(
                                "every feature must be a finite number, but feature %d of training example %d is %s"
                                        .formatted(j + 1, i + 1, row[j]));
                    }
                }
            }
        }
        return new InputException("the loss is not finite: the features are too large for float32 arithmetic;"
                + " 'preprocessing.numeric.scale: standard' makes them small");
    }

    /** In the network's order: all weights, output by output, then the intercepts. */
    private float[] parameters(Conditioning conditioning, double[][] solved) {
        double[][] at = Arrays.stream(solved).map(double[]::clone).toArray(double[][]::new);
        conditioning.undo(at);
        int features = examples.features();
        float[] parameters = new float[network.parameterCount()];
        for (int k = 0; k < at.length; k++) {
            for (int j = 0; j < features; j++) {
                parameters[k * features + j] = (float) at[k][j];
            }
            parameters[at.length * features + k] = (float) at[k][features];
        }
        return parameters;
    }

    private void validateLast() {
        long start = System.nanoTime();
        validation.map(v -> v.of(network)).ifPresent(result -> {
            History.Epoch last = epochs.remove(epochs.size() - 1);
            epochs.add(new History.Epoch(
                    last.epoch(),
                    last.learningRate(),
                    last.trainLoss(),
                    last.cost(),
                    OptionalDouble.of(result.loss()),
                    result.metric().defined()
                            ? OptionalDouble.of(result.metric().value())
                            : OptionalDouble.empty(),
                    last.gradientNorm(),
                    last.examplesPerSecond(),
                    last.seconds() + (System.nanoTime() - start) / 1e9));
        });
    }

    private History history(History.Ending ending) {
        return new History(metric.key(), epochs, epochs.size(), ending, path);
    }
}
