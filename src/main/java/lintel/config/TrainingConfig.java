package lintel.config;

import java.util.Optional;

/**
 * How the network is fitted: the {@code training:} block.
 *
 * @param optimizer     the update rule
 * @param schedule      how the learning rate changes with the epoch
 * @param epochs        passes over the training split, at least 1
 * @param batchSize     examples per gradient step, at least 1; the last short batch is kept
 * @param clipNorm      largest Euclidean norm of the whole gradient; absent: no clipping
 * @param earlyStopping absent: all epochs run and the last parameters are kept
 */
public record TrainingConfig(
        OptimizerConfig optimizer,
        ScheduleConfig schedule,
        int epochs,
        int batchSize,
        Optional<Double> clipNorm,
        Optional<EarlyStopping> earlyStopping) {

    /**
     * Stop when the validation metric has not improved for {@code patience} epochs, and keep the best parameters.
     *
     * @param metric a validation metric of the contract, such as {@code logLoss} or {@code rocAuc}
     */
    public record EarlyStopping(String metric, int patience, double minDelta) {}

    /** {@code optimizer: adam} or {@code optimizer: {adam: {learningRate: 0.003}}}. */
    public sealed interface OptimizerConfig {
        double learningRate();

        record Sgd(double learningRate) implements OptimizerConfig {}

        record Momentum(double learningRate, double momentum) implements OptimizerConfig {}

        record Nesterov(double learningRate, double momentum) implements OptimizerConfig {}

        record Adam(double learningRate, double beta1, double beta2, double epsilon) implements OptimizerConfig {}

        record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
                implements OptimizerConfig {}

        record RmsProp(double learningRate, double decay, double epsilon) implements OptimizerConfig {}
    }

    /** {@code schedule: constant} or {@code schedule: {step: {every: 10, factor: 0.5}}}; epochs count from 0. */
    public sealed interface ScheduleConfig {
        record Constant() implements ScheduleConfig {}

        /** learningRate * factor^(floor(epoch / every)). */
        record Step(int every, double factor) implements ScheduleConfig {}

        /** learningRate * factor^epoch. */
        record Exponential(double factor) implements ScheduleConfig {}

        /** learningRate * (floor + (1 - floor) * (1 + cos(pi * epoch / epochs)) / 2). */
        record Cosine(double floor) implements ScheduleConfig {}
    }
}
