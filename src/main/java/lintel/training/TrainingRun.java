package lintel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.metrics.Metric;
import lintel.network.GradientConsumer.Gradient;
import lintel.network.Network;

/**
 * One training from its beginning, or from a checkpoint, to its end. All that changes on the way stands in the fields
 * of the second group; a {@link Checkpoint} holds exactly these.
 */
final class TrainingRun {
    private final TrainingConfig config;
    private final Seeds seeds;
    private final Network network;
    private final Examples examples;
    private final Optional<Validation> validation;
    private final Metric metric;
    private final Progress progress;
    private final boolean wholeSplit;
    private final int batchSize;
    private final boolean[] weights;
    private final double shrinkage;

    private final float[] parameters;
    private final Optimizer optimizer;
    private final List<History.Epoch> epochs = new ArrayList<>();
    private Best best = Best.NONE;
    private EpochSums sums = EpochSums.ZERO;
    private int batch;

    TrainingRun(
            TrainingConfig config,
            Seeds seeds,
            Network network,
            Weighted train,
            Optional<Validation> validation,
            Metric metric,
            Progress progress) {
        this.config = config;
        this.seeds = seeds;
        this.network = network;
        this.examples = train.examples();
        this.validation = validation;
        this.metric = metric;
        this.progress = progress;
        this.wholeSplit = config.solver() == Solver.GRADIENT_DESCENT;
        this.batchSize = wholeSplit ? examples.size() : config.batchSize();
        this.weights = network.weightMask();
        this.shrinkage = network.config() instanceof ModelConfig.Logistic logistic
                ? logistic.lambda2() / (train.mean() * examples.size())
                : 0;
        this.parameters = network.parameters();
        this.optimizer = Optimizer.of(config.updates(), parameters.length);
    }

    History run(CheckpointKeeper keeper) {
        try (BatchesAhead ahead = new BatchesAhead(chosen -> network.prepare(examples, chosen))) {
            return run(keeper, ahead);
        }
    }

    /** @param ahead makes this network's batches of these examples ready */
    History run(CheckpointKeeper keeper, BatchesAhead ahead) {
        keeper.resume().ifPresent(this::restore);
        History.Ending ending = ending();
        while (ending == History.Ending.RUNNING) {
            ending = batches(keeper, ahead) ? endEpoch(keeper) : History.Ending.STOPPED;
        }
        if (ending == History.Ending.STOPPED) {
            keeper.atStop(this::checkpoint);
        }
        if (best.epoch() > 0) {
            network.setParameters(best.parameters());
        }
        return history(ending);
    }

    /** Learns from what is left of this epoch. @return false if asked to stop before its end */
    private boolean batches(CheckpointKeeper keeper, BatchesAhead ahead) {
        int epoch = epochs.size();
        Random shuffle = wholeSplit ? null : seeds.random(Seeds.Stream.SHUFFLE, epoch, 0);
        List<int[]> batches = network.batches(examples, batchSize, shuffle);
        while (batch < batches.size()) {
            if (progress.stopRequested()) {
                return false;
            }
            long start = System.nanoTime();
            int[] chosen = batches.get(batch);
            double share = (double) chosen.length / Math.min(batchSize, examples.size());
            long dropoutSeed = seeds.of(Seeds.Stream.DROPOUT, epoch, batch);
            ahead.ready(batches, batch).gradients(dropoutSeed, gradient -> update(gradient, share));
            batch++;
            sums = sums.plusBatch(chosen.length, secondsSince(start));
            progress.batchDone(new Progress.Batch(
                    epoch + 1, config.epochs(), batch, batches.size(), sums.meanLoss(), sums.examplesPerSecond()));
            keeper.afterBatch(this::checkpoint);
        }
        return true;
    }

    /** @param share of a full batch: so much a short one counts, or its examples would count more than others */
    private void update(Gradient gradient, double share) {
        float[] g = gradient.values();
        double penalty = Gradients.penalty(parameters, weights, shrinkage) / network.outputs();
        Gradients.addPenalty(g, parameters, weights, shrinkage);
        if (share < 1) {
            Gradients.scale(g, share);
        }
        double norm = Gradients.norm(g);
        if (!(Double.isFinite(gradient.lossSum()) && Double.isFinite(norm))) {
            throw diverged(
                    batch + 1,
                    "the loss is %s, the gradient's norm %s".formatted(gradient.lossSum() / gradient.labels(), norm));
        }
        config.clipNorm().ifPresent(largest -> Gradients.clip(g, norm, largest));
        optimizer.update(parameters, g, weights, learningRate());
        network.setParameters(parameters);
        sums = sums.plusUpdate(gradient.lossSum(), (long) gradient.labels() * network.outputs(), penalty, norm);
    }

    private History.Ending endEpoch(CheckpointKeeper keeper) {
        if (!Gradients.finite(parameters)) {
            throw diverged(batch, "a parameter is no longer finite");
        }
        requireDescent();
        long start = System.nanoTime();
        Optional<Validation.Result> result = validation.map(v -> v.of(network));
        epochs.add(new History.Epoch(
                epochs.size() + 1,
                learningRate(),
                sums.meanLoss(),
                sums.meanCost(),
                result.isPresent() ? OptionalDouble.of(result.get().loss()) : OptionalDouble.empty(),
                result.isPresent() && result.get().metric().defined()
                        ? OptionalDouble.of(result.get().metric().value())
                        : OptionalDouble.empty(),
                sums.meanGradientNorm(),
                sums.examplesPerSecond(),
                sums.seconds() + secondsSince(start)));
        sums = EpochSums.ZERO;
        batch = 0;
        config.earlyStopping().ifPresent(this::keepIfBest);
        History.Ending ending = ending();
        progress.epochDone(history(ending));
        keeper.afterEpoch(this::checkpoint);
        return ending;
    }

    /** With a rate that is not too high, no step over the whole split leads up. */
    private void requireDescent() {
        double first =
                epochs.isEmpty() ? Double.POSITIVE_INFINITY : epochs.get(0).cost();
        if (wholeSplit && !(sums.meanCost() <= first * (1 + 1e-6))) {
            throw diverged(1, "the cost is %s, and was %s at the start".formatted(sums.meanCost(), first));
        }
    }

    private void keepIfBest(EarlyStopping stopping) {
        int epoch = epochs.size();
        epochs.get(epoch - 1).validationMetric().ifPresent(value -> {
            if (best.beatenBy(value, metric.largerIsBetter(), stopping.minDelta())) {
                best = new Best(epoch, value, parameters.clone());
            }
        });
    }

    /** Follows from the epochs alone, so that a resumed training ends where it would have. */
    private History.Ending ending() {
        int done = epochs.size();
        boolean patient = config.earlyStopping()
                .map(stopping -> done - best.epoch() < stopping.patience())
                .orElse(true);
        if (done >= config.epochs()) {
            return History.Ending.COMPLETED;
        }
        return patient ? History.Ending.RUNNING : History.Ending.EARLY;
    }

    private History history(History.Ending ending) {
        return new History(metric.key(), epochs, best.epoch() > 0 ? best.epoch() : epochs.size(), ending);
    }

    private double learningRate() {
        return config.updates().learningRate() * Schedule.factor(config.schedule(), epochs.size(), config.epochs());
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(
                batch, sums, parameters, optimizer.updates(), optimizer.slots(), best, List.copyOf(epochs));
    }

    private void restore(Checkpoint checkpoint) {
        batch = checkpoint.batch();
        sums = checkpoint.sums();
        System.arraycopy(checkpoint.parameters(), 0, parameters, 0, parameters.length);
        network.setParameters(parameters);
        optimizer.restore(checkpoint.updates(), checkpoint.slots());
        best = checkpoint.best();
        epochs.addAll(checkpoint.epochs());
    }

    private InputException diverged(int batchNumber, String how) {
        String rule = config.updates().getClass().getSimpleName();
        return new InputException(
                ("training diverged in epoch %d%s (%s):" + " lower 'training.optimizer.%s.learningRate' (now %s)%s")
                        .formatted(
                                epochs.size() + 1,
                                wholeSplit ? "" : ", batch " + batchNumber,
                                how,
                                key(rule),
                                config.updates().learningRate(),
                                wholeSplit ? "" : " or set 'training.clipNorm'"));
    }

    private static String key(String recordName) {
        return Character.toLowerCase(recordName.charAt(0)) + recordName.substring(1);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
