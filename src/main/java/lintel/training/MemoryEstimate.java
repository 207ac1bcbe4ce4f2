package lintel.training;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Split;
import lintel.engine.Threads;
import lintel.network.LstmMemory;
import lintel.network.Network;
import lintel.network.Probabilities;

/**
 * What a training will take at most, in bytes: an estimate, to tell a megabyte from a gigabyte beforehand.
 *
 * @param parameters number of parameters
 * @param examples   for the examples of all splits, in main memory
 * @param host       for parameters and computing on the CPU, in main memory
 * @param device     for parameters and computing on a GPU, in its memory; 0 for logistic regression, which does not
 */
public record MemoryEstimate(long parameters, long examples, long host, long device) {
    /**
     * What a GPU holds before anything is computed: ND4J's machine code, 0.6 GB for compute capability 8.0 as unpacked
     * from its library, and CUDA's own context, taken to be 0.4 GB. Not measured on a GPU.
     */
    static final long DEVICE_CODE = 1L << 30;

    /** The parameters, their gradient, two moments of it, the best of them, and copies on the way between these. */
    private static final int HOST_COPIES = 9;

    /** The parameters and their gradient. */
    private static final int DEVICE_COPIES = 2;

    private static final int MOST_NEWTON_FEATURES = 20_000;

    /** @param outputs number of sigmoid outputs */
    public static MemoryEstimate of(TrainingConfig training, ModelConfig model, int outputs, Split<Examples> examples) {
        long kept = Stream.of(examples.train(), examples.validation(), examples.test())
                .filter(Objects::nonNull)
                .mapToLong(MemoryEstimate::bytes)
                .sum();
        long parameters = Network.parameterCount(model, examples.train().features(), outputs);
        if (model instanceof ModelConfig.Lstm lstm && examples.train() instanceof Examples.Steps steps) {
            LstmMemory memory = LstmMemory.of(lstm, steps.features());
            int batch = training.solver() == TrainingConfig.Solver.GRADIENT_DESCENT
                    ? steps.size()
                    : Math.min(training.batchSize(), steps.size());
            int window = Math.min(Probabilities.BATCH, steps.size());
            boolean weights = steps.weights() != null || training.classWeights().isPresent();
            long host = Math.max(
                    memory.engineTraining(longest(steps, batch)) + ready(steps, batch, outputs * (weights ? 2 : 1)),
                    memory.engineScoring(window, longest(steps, window)));
            long padded = longest(steps, 1);
            long device = Math.max(
                    memory.deviceTraining(batch, batch * padded), memory.deviceScoring(window, window * padded));
            return new MemoryEstimate(
                    parameters,
                    kept,
                    Float.BYTES * ((HOST_COPIES + otherThreads()) * parameters + host),
                    Float.BYTES * (DEVICE_COPIES * parameters + device) + DEVICE_CODE);
        }
        long fitting = Double.BYTES * (2 * parameters + hessian(training, model, examples))
                + Float.BYTES * fewRows(training, model, outputs, examples.train());
        return new MemoryEstimate(parameters, kept, fitting, 0);
    }

    /** Each of which has a gradient of its own. */
    private static int otherThreads() {
        return Threads.forWork(Double.POSITIVE_INFINITY) - 1;
    }

    /** Where another thread may make it ready, the next batch lies beside the one that is computed. */
    private static long ready(Examples.Steps steps, int batch, int perLabel) {
        if (otherThreads() == 0 || batch == steps.size()) {
            return 0;
        }
        long longest = longest(steps, batch);
        return longest * steps.features() + (steps.perStep() ? longest : batch) * perLabel;
    }

    /** Exact solvers of dense examples keep a Hessian and its Cholesky factor. */
    private static long hessian(TrainingConfig training, ModelConfig model, Split<Examples> examples) {
        long features = examples.train().features() + 1L;
        boolean dense = examples.train() instanceof Examples.Dense && features <= MOST_NEWTON_FEATURES;
        return dense && training.exact(model) ? 2 * features * features : 0;
    }

    /** The rows near the boundary are copied where they are few, for as many outputs at once as there are threads. */
    private static long fewRows(TrainingConfig training, ModelConfig model, int outputs, Examples train) {
        int size = train.features() + 1;
        boolean sampled = training.solver() == TrainingConfig.Solver.AUTO
                && training.exact(model)
                && train instanceof Examples.Dense
                && Curvature.suiting(train.size(), size) == Curvature.SAMPLED;
        int atOnce = Math.min(outputs, 1 + otherThreads());
        return sampled ? (long) atOnce * ActiveRows.most(train.size(), size) * train.features() : 0;
    }

    /** Steps of the so many longest sequences together. */
    private static long longest(Examples.Steps steps, int sequences) {
        IntUnaryOperator length = steps::length;
        int[] lengths = IntStream.range(0, steps.size()).map(length).sorted().toArray();
        return Arrays.stream(lengths, lengths.length - sequences, lengths.length)
                .asLongStream()
                .sum();
    }

    private static long bytes(Examples examples) {
        long labels = bytes(examples.labels()) + bytes(examples.weights());
        if (examples instanceof Examples.Sparse sparse) {
            return labels
                    + (long) (Integer.BYTES + Float.BYTES) * sparse.values().entries();
        }
        return labels
                + bytes(
                        examples instanceof Examples.Steps steps
                                ? steps.values()
                                : ((Examples.Dense) examples).values());
    }

    private static long bytes(Matrix matrix) {
        return matrix == null ? 0 : (long) Float.BYTES * matrix.rows() * matrix.columns();
    }
}
