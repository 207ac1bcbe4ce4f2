package lintel.network;

import java.util.List;
import java.util.Random;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.data.Examples;
import lintel.data.Shape;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Parameters, and what can be computed from them: probabilities for examples, and the gradient of their loss.
 *
 * <p>The parameters are one flat vector in Deeplearning4j's order; {@link #dl4j()} is the same network there. A network
 * is not thread-safe while its parameters change or a gradient is computed, but for {@link #prepare}.
 */
public sealed interface Network permits LogisticNetwork, LstmNetwork {

    /**
     * A network whose weights are drawn from {@code seeds} ({@link InitialParameters} says how).
     *
     * @param shape   what preprocessing gives: rows for logistic regression, sequences for LSTM
     * @param outputs number of sigmoid outputs, K, at least 1
     * @throws IllegalArgumentException if the model cannot read that shape
     */
    static Network build(ModelConfig config, Shape shape, int outputs, Seeds seeds) {
        return of(config, shape, outputs, InitialParameters.of(config, shape.features(), outputs, seeds));
    }

    /**
     * A network with the given parameters, {@code [parameterCount]}; they are copied.
     *
     * @throws IllegalArgumentException if the model cannot read that shape or has another number of parameters
     */
    static Network of(ModelConfig config, Shape shape, int outputs, float[] parameters) {
        if (config instanceof ModelConfig.Logistic logistic) {
            return new LogisticNetwork(logistic, shape, outputs, parameters);
        }
        if (config instanceof ModelConfig.Lstm lstm) {
            return new LstmNetwork(lstm, shape, outputs, parameters);
        }
        throw new AssertionError(config);
    }

    /** Number of parameters such a network has, without making it. @throws ArithmeticException if it is no long */
    static long parameterCount(ModelConfig config, int features, int outputs) {
        return ParameterBlock.count(ParameterBlock.of(config, features, outputs));
    }

    ModelConfig config();

    Shape shape();

    /** Sigmoid outputs per example, or per step, K. */
    int outputs();

    /** Whether there is a prediction for every step of a sequence, not one per example. */
    boolean everyStep();

    int parameterCount();

    /** A copy of the parameters, {@code [parameterCount]}, in Deeplearning4j's order. */
    float[] parameters();

    /**
     * Replaces all parameters; the array is copied.
     *
     * @throws IllegalArgumentException if there are more or fewer than {@code parameterCount}
     */
    void setParameters(float[] parameters);

    /** {@code [parameterCount]}: true for a weight, which l2 and weight decay shrink; false for a bias. */
    boolean[] weightMask();

    /** What Deeplearning4j writes as {@code configuration.json}; made without it for logistic regression. */
    String configuration();

    /**
     * This network in Deeplearning4j, holding the parameters of this moment; made on the first call: nothing else
     * needs ND4J. Read only: change parameters by {@link #setParameters}.
     */
    MultiLayerNetwork dl4j();

    /**
     * The examples of one epoch, each exactly once, as positions in {@code examples}; a short batch is kept.
     *
     * @param shuffle where the order is drawn from; null keeps the order of the examples
     */
    List<int[]> batches(Examples examples, int batchSize, Random shuffle);

    /**
     * Makes the examples at positions {@code batch} ready to be learnt from. It reads the examples alone, which are
     * then not to be changed: another thread may do it while gradients of a batch made ready before are computed. The
     * first call of all, which may make what computes, belongs to the thread that computes.
     *
     * @throws IllegalArgumentException if this network cannot read the examples, or they have not the labels it needs
     */
    Batch prepare(Examples examples, int[] batch);

    /** Examples that are ready to be learnt from, once: their room is used again. */
    @FunctionalInterface
    interface Batch {
        /**
         * Gives the gradient, at the network's parameters of the moment it is computed: once, or with truncated
         * back-propagation once per segment of steps, so that the consumer may change the parameters after each. There
         * is no padding, whatever the lengths. An LSTM gives none where no label has a weight above 0.
         *
         * @param dropoutSeed fixes which inputs are dropped
         */
        void gradients(long dropoutSeed, GradientConsumer consumer);

        /** How many threads compute a gradient together. */
        default int threads() {
            return 1;
        }

        /** How many numbers were copied to make it ready; 0 where they are read where they lie. */
        default long copied() {
            return 0;
        }
    }

    /** Makes a batch ready and gives its gradient, see {@link #prepare} and {@link Batch#gradients}. */
    default void gradients(Examples examples, int[] batch, long dropoutSeed, GradientConsumer consumer) {
        prepare(examples, batch).gradients(dropoutSeed, consumer);
    }

    /**
     * Probabilities of the examples, in their order. The same rows in the same order give the same bits, also when cut
     * into chunks of a multiple of {@link Probabilities#BATCH} rows; otherwise a probability may move by 1e-6.
     */
    Probabilities score(Examples examples);
}
