package lintel.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Cross-entropy of sigmoid outputs, right for every finite input ({@link Sigmoid#loss}), summed over the places that
 * have a label; a label of NaN is none. A label is 0 or 1, or has a weight, and is minus that for 0 and that for 1.
 *
 * <p>It stands in for Deeplearning4j's {@code LossBinaryXENT} where that computes gradients, and is never saved. That
 * one takes the logarithm of the rounded probability: in float32 both its loss and its gradient are NaN from an input
 * of 17 on. Labels of NaN need no mask, whose ways through Deeplearning4j's layers differ from layer to layer. The
 * numbers are fetched from the device, and sent back, in one copy each.
 */
final class SigmoidCrossEntropy implements ILossFunction {
    private static final long serialVersionUID = 1L;

    private double lossSum;

    /** Sum of the losses that belong to the gradient asked for last. */
    double lossSum() {
        return lossSum;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray slopes = preOutput.dup('c');
        double[] logits = NativeArray.numbers(slopes);
        double[] given = NativeArray.numbers(labels.dup('c'));
        double[] gradient = new double[logits.length];
        lossSum = 0;
        for (int i = 0; i < gradient.length; i++) {
            if (!Double.isNaN(given[i])) {
                double label = given[i] > 0 ? 1 : 0;
                double weight = given[i] == 0 ? 1 : Math.abs(given[i]);
                lossSum += weight * Sigmoid.loss(logits[i], label);
                gradient[i] = weight * Sigmoid.lossSlope(logits[i], label);
            }
        }
        NativeArray.put(gradient, slopes);
        return slopes;
    }

    /** The loss of the gradient asked for last: Deeplearning4j asks for both, one after the other. */
    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return lossSum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        throw new UnsupportedOperationException("only sums of losses are kept");
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        INDArray gradient = computeGradient(labels, preOutput, activation, mask);
        return Pair.of(lossSum, gradient);
    }

    @Override
    public String name() {
        return "SigmoidCrossEntropy";
    }
}
