package lintel.network;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's network, with its truncated back-propagation mended.
 *
 * <p>Version 1.0.0-M2.1 runs a segment forwards from the state that the segment before left, but goes back through it
 * as if that state had been zero: it never asks for the backward pass that knows better, and cannot, because that
 * branch fails at the output layer.
 */
@SuppressWarnings("overrides") // of the superclass, between its own two supertypes
final class TruncatedNetwork extends MultiLayerNetwork {
    private static final long serialVersionUID = 1L;

    TruncatedNetwork(MultiLayerConfiguration configuration) {
        super(configuration);
    }

    @Override
    protected Pair<Gradient, INDArray> calcBackpropGradients(
            INDArray epsilon, boolean withOutputLayer, boolean truncated, boolean returnInputGradient) {
        Layer[] plain = layers;
        if (getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT) {
            layers = Arrays.stream(plain).map(BackToState::of).toArray(Layer[]::new);
        }
        try {
            return super.calcBackpropGradients(epsilon, withOutputLayer, truncated, returnInputGradient);
        } finally {
            layers = plain;
        }
    }

    /** A recurrent layer that goes back to the state its segment began with. */
    private static final class BackToState extends BaseWrapperLayer {
        private static final long serialVersionUID = 1L;

        private final transient RecurrentLayer recurrent;

        private BackToState(RecurrentLayer recurrent) {
            super(recurrent);
            this.recurrent = recurrent;
        }

        static Layer of(Layer layer) {
            return layer instanceof RecurrentLayer recurrent ? new BackToState(recurrent) : layer;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
            return recurrent.tbpttBackpropGradient(epsilon, Integer.MAX_VALUE, workspaces);
        }
    }
}
