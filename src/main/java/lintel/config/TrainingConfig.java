package lintel.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the network is fitted: the {@code training:} block. */
public record TrainingConfig(
        @Rule(doc = Docs.SOLVER, fallback = "auto") Solver solver,
        @Rule(doc = "The update rule of small batches; left out: what `solver` says, else adam")
                Optional<OptimizerConfig> optimizer,
        @Rule(doc = "How the learning rate changes with the epoch, which counts from 0", fallback = "constant")
                ScheduleConfig schedule,
        @Rule(
                        doc = "Passes over the training split; exact solvers take as many as they need",
                        range = "[1, 1000000]",
                        fallback = "" + TrainingConfig.EPOCHS)
                int epochs,
        @Rule(
                        doc = "Examples per gradient step, the last may be shorter; other solvers than `sgd` and `adam`"
                                + " take all",
                        range = "[1, 1000000]",
                        fallback = "" + TrainingConfig.BATCH_SIZE)
                int batchSize,
        @Rule(doc = "Largest Euclidean norm of the whole gradient; left out: no clipping", range = "(0, inf)")
                Optional<Double> clipNorm,
        @Rule(doc = "Keep the parameters of the best epoch; left out: all epochs run and the last ones are kept")
                Optional<EarlyStopping> earlyStopping,
        @Rule(
                        doc = "What an example, or a step, counts by its class, times `data.weight`: class name to"
                                + " number, 1 for those not named; of a multi-label target the label's name stands"
                                + " for its positives. `balanced`: the two sides of each output count the same in sum")
                Optional<ClassWeights> classWeights) {
    static final int EPOCHS = 50;
    static final int BATCH_SIZE = 32;

    /** Without class weights. */
    public TrainingConfig(
            Solver solver,
            Optional<OptimizerConfig> optimizer,
            ScheduleConfig schedule,
            int epochs,
            int batchSize,
            Optional<Double> clipNorm,
            Optional<EarlyStopping> earlyStopping) {
        this(solver, optimizer, schedule, epochs, batchSize, clipNorm, earlyStopping, Optional.empty());
    }

    /** {@code classWeights: balanced} or {@code classWeights: {malignant: 2}}. */
    public sealed interface ClassWeights permits ClassWeights.Balanced, ClassWeights.Named {
        /** n / (2 count) for either side of an output: scikit-learn's {@code class_weight='balanced'}. */
        @Written(inline = true)
        record Balanced() implements ClassWeights {}

        /** By name. */
        @Written(inline = true)
        record Named(@Rule(doc = "Class name to weight", range = "(0, inf)", atLeast = 1) Map<String, Double> values)
                implements ClassWeights {
            public Named {
                values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            }
        }
    }

    /** What fits a network. */
    public enum Solver {
        AUTO,
        NEWTON,
        LBFGS,
        SGD,
        ADAM,
        GRADIENT_DESCENT
    }

    /** Whether that model is taken to its exact optimum, not by a given number of epochs. */
    public boolean exact(ModelConfig model) {
        return switch (solver) {
            case AUTO -> model instanceof ModelConfig.Logistic logistic && (logistic.lambda1() > 0 || !stepwise());
            case NEWTON, LBFGS -> true;
            case SGD, ADAM, GRADIENT_DESCENT -> false;
        };
    }

    /** Whether the solver goes with a penalty that makes weights exactly 0. */
    boolean reachesZeros() {
        return switch (solver) {
            case AUTO, NEWTON -> true;
            case LBFGS, SGD, ADAM, GRADIENT_DESCENT -> false;
        };
    }

    /** Whether a key says something that only solvers which take epochs of steps can do. */
    private boolean stepwise() {
        return epochs != EPOCHS
                || batchSize != BATCH_SIZE
                || optimizer.isPresent()
                || clipNorm.isPresent()
                || earlyStopping.isPresent()
                || !(schedule instanceof ScheduleConfig.Constant);
    }

    /** The update rule where the model is not fitted exactly. */
    public OptimizerConfig updates() {
        return optimizer.orElseGet(() -> switch (solver) {
            case SGD, GRADIENT_DESCENT -> new OptimizerConfig.Sgd(0.01);
            case AUTO, ADAM, NEWTON, LBFGS -> new OptimizerConfig.Adam(0.01, 0.9, 0.999, 1e-8);
        });
    }

    /** Stop when the validation metric has not improved for {@code patience} epochs, and keep the best parameters. */
    public record EarlyStopping(
            @Rule(
                            doc = "The validation metric to watch",
                            fallback = "logLoss",
                            words = {
                                "logLoss",
                                "brierLoss",
                                "calibrationError",
                                "accuracy",
                                "balancedAccuracy",
                                "precision",
                                "recall",
                                "specificity",
                                "f1Score",
                                "matthewsScore",
                                "rocAuc",
                                "prAuc"
                            })
                    String metric,
            @Rule(
                            doc = "Epochs without improvement before stopping; less than `epochs`",
                            range = "[1, 1000000]",
                            fallback = "10")
                    int patience,
            @Rule(doc = "A smaller change is no improvement", range = "[0, inf)", fallback = "0.0") double minDelta) {}

    /** {@code optimizer: adam} or {@code optimizer: {adam: {learningRate: 0.003}}}. */
    public sealed interface OptimizerConfig
            permits OptimizerConfig.Sgd,
                    OptimizerConfig.Momentum,
                    OptimizerConfig.Nesterov,
                    OptimizerConfig.Adam,
                    OptimizerConfig.AdamW,
                    OptimizerConfig.RmsProp {
        double learningRate();

        /** Plain stochastic gradient descent. */
        @Written(doc = "Plain stochastic gradient descent")
        record Sgd(@Rule(doc = Docs.RATE, range = "(0, 1]", fallback = "0.01") double learningRate)
                implements OptimizerConfig {}

        /** Gradient descent with a running mean of past steps. */
        @Written(doc = "Gradient descent with momentum")
        record Momentum(
                @Rule(doc = Docs.RATE, range = "(0, 1]", fallback = "0.01") double learningRate,
                @Rule(doc = Docs.MOMENTUM, range = "[0, 1)", fallback = "0.9") double momentum)
                implements OptimizerConfig {}

        /** Momentum with the gradient taken one step ahead. */
        @Written(doc = "Momentum with the gradient taken one step ahead")
        record Nesterov(
                @Rule(doc = Docs.RATE, range = "(0, 1]", fallback = "0.01") double learningRate,
                @Rule(doc = Docs.MOMENTUM, range = "[0, 1)", fallback = "0.9") double momentum)
                implements OptimizerConfig {}

        /** Steps scaled by running moments of the gradient. Kingma and Ba (2015), arXiv:1412.6980. */
        @Written(doc = "Steps scaled by running moments of the gradient (Kingma and Ba 2015)")
        record Adam(
                @Rule(doc = Docs.RATE, range = "(0, 1]", fallback = "0.01") double learningRate,
                @Rule(doc = Docs.BETA1, range = "[0, 1)", fallback = "0.9") double beta1,
                @Rule(doc = Docs.BETA2, range = "[0, 1)", fallback = "0.999") double beta2,
                @Rule(doc = Docs.EPSILON, range = "(0, 1]", fallback = "1e-8") double epsilon)
                implements OptimizerConfig {}

        /** Adam with decoupled weight decay. Loshchilov and Hutter (2019), arXiv:1711.05101. */
        @Written(doc = "Adam with decoupled weight decay (Loshchilov and Hutter 2019)")
        record AdamW(
                @Rule(doc = Docs.RATE, range = "(0, 1]", fallback = "0.01") double learningRate,
                @Rule(doc = Docs.BETA1, range = "[0, 1)", fallback = "0.9") double beta1,
                @Rule(doc = Docs.BETA2, range = "[0, 1)", fallback = "0.999") double beta2,
                @Rule(doc = Docs.EPSILON, range = "(0, 1]", fallback = "1e-8") double epsilon,
                @Rule(
                                doc = "Share of each weight taken off per step, times the learning"
                                        + " rate; biases are spared",
                                range = "[0, 1]",
                                fallback = "0.01")
                        double weightDecay)
                implements OptimizerConfig {}

        /** Steps divided by the root of a running mean of squared gradients. */
        @Written(doc = "Steps divided by the root of a running mean of squared gradients (Hinton 2012)")
        record RmsProp(
                @Rule(doc = Docs.RATE, range = "(0, 1]", fallback = "0.01") double learningRate,
                @Rule(doc = "Memory of squared gradients", range = "[0, 1)", fallback = "0.9") double decay,
                @Rule(doc = Docs.EPSILON, range = "(0, 1]", fallback = "1e-8") double epsilon)
                implements OptimizerConfig {}
    }

    /** {@code schedule: constant} or {@code schedule: {step: {every: 10, factor: 0.5}}}; epochs count from 0. */
    public sealed interface ScheduleConfig
            permits ScheduleConfig.Constant, ScheduleConfig.Step, ScheduleConfig.Exponential, ScheduleConfig.Cosine {
        /** The learning rate stays as it is. */
        @Written(doc = "The learning rate stays as it is")
        record Constant() implements ScheduleConfig {}

        /** learningRate * factor^(floor(epoch / every)). */
        @Written(doc = "learningRate · factor^⌊epoch / every⌋")
        record Step(
                @Rule(doc = "Epochs between two changes", range = "[1, 1000000]") int every,
                @Rule(doc = "What the learning rate is multiplied by", range = "(0, 1]") double factor)
                implements ScheduleConfig {}

        /** learningRate * factor^epoch. */
        @Written(doc = "learningRate · factor^epoch")
        record Exponential(
                @Rule(doc = "What the learning rate is multiplied by after every epoch", range = "(0, 1]")
                        double factor)
                implements ScheduleConfig {}

        /** learningRate * (floor + (1 - floor) * (1 + cos(pi * epoch / epochs)) / 2). */
        @Written(doc = "learningRate · (floor + (1 - floor) · (1 + cos(π · epoch / epochs)) / 2)")
        record Cosine(
                @Rule(doc = "Share of the learning rate left at the end", range = "[0, 1]", fallback = "0.0")
                        double floor)
                implements ScheduleConfig {}
    }
}
