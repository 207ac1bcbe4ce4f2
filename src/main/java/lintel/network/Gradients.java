package lintel.network;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Deeplearning4j's gradients, with the loss that is exact and without what padding would add. */
final class Gradients {
    private Gradients() {}

    /** What Deeplearning4j computed. */
    @FunctionalInterface
    interface Consumer {
        /**
         * @param sum     {@code [1, parameters]} sum of the gradients of all labelled rows or steps; overwritten by the
         *     next
         * @param lossSum sum of their losses
         * @param labels  how many there are
         */
        void accept(INDArray sum, double lossSum, int labels);
    }

    /**
     * @param truncate steps per gradient; 0: one gradient for the whole batch
     * @param dropoutSeed seed of ND4J's generator, which belongs to this thread
     */
    static void each(MultiLayerNetwork net, Batch batch, int truncate, long dropoutSeed, Consumer consumer) {
        BaseOutputLayer output = (BaseOutputLayer) net.getOutputLayer().conf().getLayer();
        ILossFunction saved = output.getLossFn();
        SigmoidCrossEntropy loss = new SigmoidCrossEntropy();
        output.setLossFn(loss);
        Nd4j.getRandom().setSeed(dropoutSeed);
        try {
            if (truncate == 0) {
                whole(net, batch, loss, consumer);
            } else {
                segments(net, batch, truncate, loss, consumer);
            }
        } finally {
            output.setLossFn(saved);
            net.rnnClearPreviousState();
            net.clearLayerMaskArrays();
            net.clear();
        }
    }

    private static void whole(MultiLayerNetwork net, Batch batch, SigmoidCrossEntropy loss, Consumer consumer) {
        boolean perStep = batch.labels().rank() == 3;
        compute(net, batch.features(), batch.labels(), perStep ? null : batch.mask(), perStep ? batch.mask() : null);
        int labels = perStep ? steps(batch, 0, batch.time()) : batch.size();
        consumer.accept(net.getFlattenedGradients(), loss.lossSum(), labels);
    }

    /** State goes forward from segment to segment, gradients do not go back (Williams and Peng 1990). */
    private static void segments(
            MultiLayerNetwork net, Batch batch, int truncate, SigmoidCrossEntropy loss, Consumer consumer) {
        net.rnnClearPreviousState();
        for (int from = 0; from < batch.time(); from += truncate) {
            int to = Math.min(from + truncate, batch.time());
            INDArray mask = batch.mask() == null ? null : batch.mask().get(NDArrayIndex.all(), time(from, to));
            compute(net, part(batch.features(), from, to), part(batch.labels(), from, to), null, mask);
            consumer.accept(net.getFlattenedGradients(), loss.lossSum(), steps(batch, from, to));
            net.updateRnnStateWithTBPTTState();
        }
    }

    private static void compute(
            MultiLayerNetwork net, INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask) {
        net.setInput(features);
        net.setLabels(labels);
        net.setLayerMaskArrays(featureMask, labelMask);
        net.computeGradientAndScore();
    }

    private static INDArray part(INDArray sequences, int from, int to) {
        return sequences.get(NDArrayIndex.all(), NDArrayIndex.all(), time(from, to));
    }

    private static INDArrayIndex time(int from, int to) {
        return NDArrayIndex.interval(from, to);
    }

    /** Steps that are no padding, of all sequences, in [from, to). */
    private static int steps(Batch batch, int from, int to) {
        int steps = 0;
        for (int length : batch.lengths()) {
            steps += Math.max(0, Math.min(length, to) - from);
        }
        return steps;
    }
}
