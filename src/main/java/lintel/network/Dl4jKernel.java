package lintel.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.engine.Threads;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An LSTM network computed by Deeplearning4j's layers, on the device that ND4J computes on.
 *
 * <p>It keeps clear of what Deeplearning4j 1.0.0-M2.1 has wrong about padding. Inside, the network answers at every
 * step, whatever its config says: one that answers at the last step has no label elsewhere, which needs neither mask
 * nor {@code LastTimeStep}. Zeros after the end of a sequence are then of no consequence to layers that read forwards;
 * a bidirectional network, which would read them first, gets sequences of one length at a time.
 *
 * <p>What is dropped follows from the seed and ND4J's generator: other inputs than {@link EngineKernel} drops.
 */
final class Dl4jKernel implements LstmKernel {
    private final ModelConfig.Lstm config;
    private final int outputs;
    private final DataType type;
    private final MultiLayerNetwork net;
    private final SigmoidCrossEntropy loss = new SigmoidCrossEntropy();

    /** A network whose parameters are to be set. Starts ND4J. */
    Dl4jKernel(ModelConfig.Lstm config, int features, int outputs, DataType type) {
        this.config = config;
        this.outputs = outputs;
        this.type = type;
        Threads.apply();
        net = new TruncatedNetwork(Dl4jConfiguration.of(answering(config), features, outputs, type));
        int count = Math.toIntExact(ParameterBlock.count(ParameterBlock.of(config, features, outputs)));
        net.init(NativeArray.of(new float[count], type, 'f', 1, count), false);
        ((BaseOutputLayer) net.getOutputLayer().conf().getLayer()).setLossFn(loss);
    }

    /** The same network answering at every step; its parameters are the same. */
    private static ModelConfig.Lstm answering(ModelConfig.Lstm config) {
        return new ModelConfig.Lstm(
                config.layers(),
                config.dropout(),
                ModelConfig.Output.EVERY_STEP,
                config.bidirectional(),
                config.truncate(),
                config.forgetGateBias());
    }

    @Override
    public void setParameters(float[] parameters) {
        NativeArray.put(parameters, net.params());
    }

    /** Nothing is made yet: ND4J's arrays belong to the thread that makes them, and to somebody who closes them. */
    @Override
    public Network.Batch prepare(Examples.Steps steps, int[] batch) {
        return (dropoutSeed, consumer) -> gradients(steps, batch, dropoutSeed, consumer);
    }

    void gradients(Examples.Steps steps, int[] batch, long dropoutSeed, GradientConsumer consumer) {
        Threads.apply();
        Nd4j.getRandom().setSeed(dropoutSeed); // the generator belongs to this thread
        try {
            if (config.truncate().isPresent()) {
                segments(steps, batch, config.truncate().get(), consumer);
            } else {
                whole(steps, batch, consumer);
            }
        } finally {
            net.rnnClearPreviousState();
            net.clear();
        }
    }

    private void whole(Examples.Steps steps, int[] batch, GradientConsumer consumer) {
        double[] sums = new double[Math.toIntExact(net.numParams())];
        double lossSum = 0;
        int labels = 0;
        for (int[] group : groups(steps, batch)) {
            try (PaddedBatch padded = PaddedBatch.of(steps, group, type)) {
                double[] gradient = compute(padded.features(), padded.labels());
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += gradient[i];
                }
                lossSum += loss.lossSum();
                labels += padded.labelled(0, padded.time());
            }
        }
        give(sums, 1, lossSum, labels, consumer);
    }

    /** State goes forward from segment to segment, gradients do not go back (Williams and Peng 1990). */
    private void segments(Examples.Steps steps, int[] batch, int truncate, GradientConsumer consumer) {
        net.rnnClearPreviousState();
        try (PaddedBatch padded = PaddedBatch.of(steps, batch, type)) {
            for (int from = 0; from < padded.time(); from += Math.min(truncate, padded.time() - from)) {
                int to = from + Math.min(truncate, padded.time() - from);
                double[] gradient = compute(part(padded.features(), from, to), part(padded.labels(), from, to));
                net.updateRnnStateWithTBPTTState();
                give(gradient, padded.factor(from, to), loss.lossSum(), padded.labelled(from, to), consumer);
            }
        }
    }

    /** The gradient of the sum of the losses. */
    private double[] compute(INDArray features, INDArray labels) {
        net.setInput(features);
        net.setLabels(labels);
        net.computeGradientAndScore();
        return NativeArray.numbers(net.getFlattenedGradients());
    }

    /** The mean of the gradients, where there is any. */
    private static void give(double[] sums, double factor, double lossSum, int labels, GradientConsumer consumer) {
        if (labels == 0) {
            return;
        }
        float[] gradient = new float[sums.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) (factor * sums[i] / labels);
        }
        consumer.accept(new GradientConsumer.Gradient(gradient, lossSum, labels));
    }

    private static INDArray part(INDArray sequences, int from, int to) {
        INDArrayIndex all = NDArrayIndex.all();
        return sequences.get(all, all, NDArrayIndex.interval(from, to));
    }

    @Override
    public void score(Examples.Steps steps, int[] window, float[] values) {
        Threads.apply();
        for (int[] group : groups(steps, window)) {
            try (PaddedBatch padded = PaddedBatch.of(steps, group, type);
                    INDArray output = net.output(padded.features(), false);
                    INDArray ordered = output.dup('f')) {
                copy(NativeArray.numbers(ordered), steps, group, values);
            }
        }
    }

    /** @param computed {@code [batch, outputs, time]}, time outermost */
    private void copy(double[] computed, Examples.Steps steps, int[] group, float[] values) {
        boolean everyStep = config.output() == ModelConfig.Output.EVERY_STEP;
        for (int i = 0; i < group.length; i++) {
            int end = steps.length(group[i]);
            int row = everyStep ? steps.starts()[group[i]] : group[i];
            for (int t = everyStep ? 0 : end - 1; t < end; t++, row++) {
                for (int k = 0; k < outputs; k++) {
                    values[row * outputs + k] = (float) computed[i + group.length * (k + outputs * t)];
                }
            }
        }
    }

    /** What is computed together. */
    private List<int[]> groups(Examples.Steps steps, int[] batch) {
        if (!config.bidirectional()) {
            return List.of(batch);
        }
        Map<Integer, List<Integer>> byLength = new LinkedHashMap<>();
        for (int sequence : batch) {
            byLength.computeIfAbsent(steps.length(sequence), length -> new ArrayList<>())
                    .add(sequence);
        }
        return byLength.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
