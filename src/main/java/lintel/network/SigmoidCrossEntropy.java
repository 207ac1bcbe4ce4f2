package lintel.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Cross-entropy of sigmoid outputs, right for every finite input z:
 *
 * <pre>
 * loss     = max(z, 0) - y z + log(1 + exp(-|z|))
 * gradient = (1 - y) sigmoid(z) - y sigmoid(-z) = sigmoid(z) - y
 * </pre>
 *
 * <p>It stands in for Deeplearning4j's {@code LossBinaryXENT} while a gradient is computed, and is never saved. That
 * one takes the logarithm of the rounded probability: in float32 both its loss and its gradient are NaN from z = 17 on,
 * whatever the label and the clip. Numbers: {@code [rows, outputs]}; the mask, if any, is {@code [rows, 1]}.
 *
 * <p>It keeps the loss that belongs to the gradient, summed in double: the score which Deeplearning4j computes
 * afterwards forgets the dropout of an every-step output layer.
 */
final class SigmoidCrossEntropy implements ILossFunction {
    private static final long serialVersionUID = 1L;

    private double lossSum;

    /** Sum of the losses of all rows whose gradient was asked for last. */
    double lossSum() {
        return lossSum;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        double sum = computeScoreArray(labels, preOutput, activation, mask)
                .sumNumber()
                .doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray losses = Nd4j.create(preOutput.dataType(), preOutput.size(0), 1);
        for (int row = 0; row < preOutput.size(0); row++) {
            if (counts(mask, row)) {
                double sum = 0;
                for (int k = 0; k < preOutput.size(1); k++) {
                    sum += Sigmoid.loss(preOutput.getDouble(row, k), labels.getDouble(row, k));
                }
                losses.putScalar(row, 0, sum);
            }
        }
        return losses;
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        INDArray gradient = Nd4j.create(preOutput.dataType(), preOutput.shape());
        lossSum = 0;
        for (int row = 0; row < preOutput.size(0); row++) {
            for (int k = 0; k < preOutput.size(1) && counts(mask, row); k++) {
                double z = preOutput.getDouble(row, k);
                double label = labels.getDouble(row, k);
                lossSum += Sigmoid.loss(z, label);
                gradient.putScalar(row, k, Sigmoid.lossSlope(z, label));
            }
        }
        return gradient;
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    @Override
    public String name() {
        return "SigmoidCrossEntropy";
    }

    private static boolean counts(INDArray mask, int row) {
        return mask == null || mask.getDouble(row) != 0;
    }
}
