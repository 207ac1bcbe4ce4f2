package lintel.training;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import lintel.config.ModelConfig;
import lintel.network.Network;

/**
 * What happened while training, epoch by epoch.
 *
 * @param metric    key of the metric that {@link Epoch#validationMetric()} holds, such as {@code rocAuc}
 * @param epochs    in order, at least those that ended; empty if training was stopped within the first
 * @param bestEpoch number of the epoch whose parameters the network now has; 0 if none ended
 * @param ending    why training ended
 * @param path      what {@code l2: auto} tried, largest first; else empty
 */
public record History(String metric, List<Epoch> epochs, int bestEpoch, Ending ending, List<Penalty> path) {
    public History {
        epochs = List.copyOf(epochs);
        path = List.copyOf(path);
    }

    /** With nothing tried out. */
    public History(String metric, List<Epoch> epochs, int bestEpoch, Ending ending) {
        this(metric, epochs, bestEpoch, ending, List.of());
    }

    /**
     * One l2 that {@code l2: auto} tried; the epochs are those of the one chosen.
     *
     * @param trainLoss      cross-entropy per label, weighted as the labels are, without penalty
     * @param validationLoss the same of the validation examples
     */
    public record Penalty(double l2, double trainLoss, double validationLoss) {}

    /** The l2 of the least validation loss, of equal ones the largest; empty if none were tried. */
    public OptionalDouble chosenL2() {
        return path.stream()
                .min(Comparator.comparingDouble(Penalty::validationLoss))
                .map(best -> OptionalDouble.of(best.l2))
                .orElse(OptionalDouble.empty());
    }

    /** The same network with the l2 that was chosen in its config; itself if there was nothing to choose. */
    public Network settled(Network network) {
        if (chosenL2().isEmpty()) {
            return network;
        }
        ModelConfig config = new ModelConfig.Logistic(chosenL2().getAsDouble());
        return Network.of(config, network.shape(), network.outputs(), network.parameters());
    }

    /** One line per l2 tried, in that order, under a header. */
    public String pathCsv() {
        StringBuilder csv = new StringBuilder("l2,trainLoss,validationLoss,chosen\n");
        for (Penalty p : path) {
            boolean chosen = chosenL2().equals(OptionalDouble.of(p.l2));
            csv.append("%s,%s,%s,%s\n".formatted(p.l2, p.trainLoss, p.validationLoss, chosen));
        }
        return csv.toString();
    }

    /** Why a training ended. */
    public enum Ending {
        /** It has not: more epochs follow. */
        RUNNING,
        /** All epochs ran. */
        COMPLETED,
        /** The validation metric no longer improved. */
        EARLY,
        /** It was asked to; a checkpoint lets it go on. */
        STOPPED
    }

    /**
     * One pass over the training examples; of an exact solver one iteration, which may take more than one pass.
     *
     * @param epoch             from 1
     * @param learningRate      of every update in this epoch; 1 for an exact solver, whose steps choose their length
     * @param trainLoss         cross-entropy per label in nats, weighted as the labels are, without penalties: the mean
     *                          over the epoch's batches, each taken before its update
     * @param cost              what training lowers, at the same moments: trainLoss plus the penalty on the weights
     * @param validationLoss    log-loss on the validation examples after the epoch, unweighted; empty without such
     *                          examples, and but for the last of an exact solver's
     * @param validationMetric  likewise; empty too where the metric is undefined
     * @param gradientNorm      mean Euclidean norm of the epoch's gradients, penalties included, before clipping
     * @param examplesPerSecond training examples by wall time, validation not counted
     * @param seconds           wall time of the epoch, validation included
     */
    public record Epoch(
            int epoch,
            double learningRate,
            double trainLoss,
            double cost,
            OptionalDouble validationLoss,
            OptionalDouble validationMetric,
            double gradientNorm,
            double examplesPerSecond,
            double seconds) {}

    /** Whether training was stopped before its end. */
    public boolean stopped() {
        return ending == Ending.STOPPED;
    }

    /** One line per epoch under a header, each ended by a line feed; what is absent is empty. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("epoch,learningRate,trainLoss,cost,validationLoss,")
                .append(metricColumn())
                .append(",gradientNorm,examplesPerSecond,seconds\n");
        for (Epoch e : epochs) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s,%s,%s,%s,%.1f,%.4f\n",
                    e.epoch,
                    e.learningRate,
                    e.trainLoss,
                    e.cost,
                    text(e.validationLoss),
                    text(e.validationMetric),
                    e.gradientNorm,
                    e.examplesPerSecond,
                    e.seconds));
        }
        return csv.toString();
    }

    private String metricColumn() {
        return "validation" + metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1);
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
