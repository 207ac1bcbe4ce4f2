package lintel.training;

import java.util.Optional;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.data.Target;
import lintel.metrics.Metric;
import lintel.network.Network;

/**
 * Fits networks: logistic regression to its exact optimum ({@link ExactTraining}), unless the config says otherwise,
 * and LSTM by epochs of gradient steps.
 *
 * <p>Each such epoch takes the training examples once, in an order drawn from the seed and the epoch. An update
 * minimises the mean cross-entropy of its batch, plus {@code l2 / (2 N) * |weights|^2} for logistic regression, where N
 * is the number of training examples, or the sum of their weights. A short batch counts by its share of a full one.
 * Over an epoch that is exactly the objective whose optimum scikit-learn finds with C = 1 / l2, whatever the batch
 * size: without the share, batches of 33, 33, 33 and 1 of a hundred rows moved a coefficient by 0.1. With truncated
 * back-propagation each segment of steps is one update, where a label of it counts.
 *
 * <p>Weights are scaled to a mean of 1 over the labels of the training split that have one above 0. The mean of a batch
 * is then {@code Σ weight * loss} divided by the number of those among its labels, not by the sum of their weights:
 * else a batch of light examples would count as much as one of heavy ones. Labels of weight 0 are no part of it. The
 * segments of truncated back-propagation are updates of equal standing: each has the mean weight of its batch.
 *
 * <p>The same examples, config and seed give the same bits, on one thread count of one machine.
 */
public final class Trainer {
    private final TrainingConfig training;
    private final Target target;
    private final double threshold;
    private final Seeds seeds;
    private final Metric metric;

    private Trainer(TrainingConfig training, Target target, double threshold, Seeds seeds) {
        this.training = training;
        this.target = target;
        this.threshold = threshold;
        this.seeds = seeds;
        this.metric = training.earlyStopping().map(Trainer::metric).orElse(Metric.ACCURACY);
    }

    /**
     * @param target    what the labels mean, for the validation metric
     * @param threshold a probability at or above it is positive, for those metrics that judge decisions
     * @throws InputException if the early-stopping metric is none of {@link Metric#keys()}
     */
    public static Trainer of(TrainingConfig training, Target target, double threshold, Seeds seeds) {
        return new Trainer(training, target, threshold, seeds);
    }

    /**
     * Fits the network in place. It ends with the parameters of the best epoch when there is early stopping, else with
     * the last ones; the same when it is stopped. An epoch whose metric is undefined is no improvement.
     *
     * @param examples the validation part may be null unless there is early stopping; the test part is never read
     * @throws InputException if the training diverges, early stopping has nothing to go by, the checkpoint cannot be
     *     written, or the one to resume from is damaged or belongs to another training
     */
    public History fit(Network network, Split<Examples> examples, Progress progress, Checkpoints checkpoints) {
        ClassFactors factors = ClassFactors.of(training.classWeights(), target, examples.train());
        Weighted train = Weighted.of(examples.train(), factors.weights(examples.train()));
        Optional<Validation> validation = Optional.ofNullable(examples.validation())
                .map(part -> new Validation(part.weighted(factors.weights(part)), target, threshold, metric));
        if (training.earlyStopping().isPresent()) {
            validation
                    .orElseThrow(() -> new InputException(
                            "'training.earlyStopping' needs validation examples, but 'data.split' gives none"))
                    .checkDefined();
        }
        if (network.config() instanceof ModelConfig.Logistic logistic && logistic.l2IsAuto() && validation.isEmpty()) {
            throw new InputException(
                    "'model.logistic.l2: auto' needs validation examples, but 'data.split' gives none");
        }
        CheckpointKeeper keeper = new CheckpointKeeper(
                checkpoints, () -> Fingerprint.of(training, network, seeds, target, threshold, examples));
        if (training.exact(network.config())
                && network.config() instanceof ModelConfig.Logistic logistic
                && !(examples.train() instanceof Examples.Steps)) {
            keeper.resume(); // only to refuse another training's
            return new ExactTraining(training, logistic, network, train, validation, metric, progress).run(keeper);
        }
        return new TrainingRun(training, seeds, network, train, validation, metric, progress).run(keeper);
    }

    private static Metric metric(TrainingConfig.EarlyStopping stopping) {
        return Metric.named(stopping.metric())
                .orElseThrow(() -> new InputException("'training.earlyStopping.metric' must be one of %s, but is '%s'"
                        .formatted(String.join(", ", Metric.keys()), stopping.metric())));
    }
}
