package lintel.training;

import java.util.List;
import java.util.stream.Stream;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.OptimizerConfig.Adam;
import lintel.config.TrainingConfig.OptimizerConfig.AdamW;
import lintel.config.TrainingConfig.OptimizerConfig.Momentum;
import lintel.config.TrainingConfig.OptimizerConfig.Nesterov;
import lintel.config.TrainingConfig.OptimizerConfig.RmsProp;
import lintel.config.TrainingConfig.OptimizerConfig.Sgd;

/**
 * An update rule over the flat parameter vector, with the running averages it keeps from one update to the next.
 *
 * <p>The rules and their defaults are PyTorch's ({@code torch.optim}), in float32 as there: all slots start at zero, w
 * are the parameters, g the gradient and r the learning rate. Java's arithmetic is the same on every machine and in
 * every compilation, so equal inputs give equal bits.
 */
abstract sealed class Optimizer {
    private final List<float[]> slots;
    private long updates;

    private Optimizer(int slots, int parameters) {
        this.slots = Stream.generate(() -> new float[parameters]).limit(slots).toList();
    }

    /** The rule of a config for that many parameters, with nothing learnt yet. */
    static Optimizer of(OptimizerConfig config, int parameters) {
        if (config instanceof Sgd) {
            return new PlainRule(parameters);
        } else if (config instanceof Momentum momentum) {
            return new MomentumRule(momentum.momentum(), false, parameters);
        } else if (config instanceof Nesterov nesterov) {
            return new MomentumRule(nesterov.momentum(), true, parameters);
        } else if (config instanceof Adam adam) {
            return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon(), 0, parameters);
        } else if (config instanceof AdamW adam) {
            return new AdamRule(adam.beta1(), adam.beta2(), adam.epsilon(), adam.weightDecay(), parameters);
        } else if (config instanceof RmsProp rule) {
            return new RmsPropRule(rule.decay(), rule.epsilon(), parameters);
        }
        throw new AssertionError(config);
    }

    /**
     * Changes the parameters by one step against the gradient.
     *
     * @param w       the parameters, changed in place
     * @param g       the gradient of the loss, as long as {@code w}; not changed
     * @param weights true where weight decay applies, as long as {@code w}
     * @param rate    the learning rate of this epoch
     */
    final void update(float[] w, float[] g, boolean[] weights, double rate) {
        updates++;
        step(w, g, weights, rate);
    }

    abstract void step(float[] w, float[] g, boolean[] weights, double rate);

    /** Updates made so far. */
    final long updates() {
        return updates;
    }

    /** The running averages themselves, each as long as the parameters. */
    final List<float[]> slots() {
        return slots;
    }

    /** Continues where another optimizer of the same rule stood. */
    final void restore(long updates, List<float[]> slots) {
        if (slots.size() != this.slots.size()) {
            throw new IllegalArgumentException(
                    "the optimizer keeps %d averages, but %d are given".formatted(this.slots.size(), slots.size()));
        }
        for (int s = 0; s < slots.size(); s++) {
            System.arraycopy(slots.get(s), 0, this.slots.get(s), 0, this.slots.get(s).length);
        }
        this.updates = updates;
    }

    /** A double above 0 may be 0 as a float, and then a parameter without any gradient would become 0 / 0. */
    private static float positive(double epsilon) {
        return Math.max((float) epsilon, Float.MIN_NORMAL);
    }

    /** {@code w -= r g}. */
    private static final class PlainRule extends Optimizer {
        PlainRule(int parameters) {
            super(0, parameters);
        }

        @Override
        void step(float[] w, float[] g, boolean[] weights, double rate) {
            float r = (float) rate;
            for (int i = 0; i < w.length; i++) {
                w[i] -= r * g[i];
            }
        }
    }

    /**
     * {@code v = momentum v + g}; plain: {@code w -= r v}; Nesterov: {@code w -= r (g + momentum v)}. Sutskever et al.
     * (2013), ICML, in PyTorch's form, where the learning rate is outside of v.
     */
    private static final class MomentumRule extends Optimizer {
        private final float momentum;
        private final boolean nesterov;

        MomentumRule(double momentum, boolean nesterov, int parameters) {
            super(1, parameters);
            this.momentum = (float) momentum;
            this.nesterov = nesterov;
        }

        @Override
        void step(float[] w, float[] g, boolean[] weights, double rate) {
            float r = (float) rate;
            float[] v = slots().get(0);
            for (int i = 0; i < w.length; i++) {
                v[i] = momentum * v[i] + g[i];
                w[i] -= r * (nesterov ? g[i] + momentum * v[i] : v[i]);
            }
        }
    }

    /**
     * {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= r m' / (sqrt(v') + epsilon)}, where m' =
     * m / (1 - beta1^t) and v' = v / (1 - beta2^t) at update t = 1, 2, …; Kingma and Ba (2015), arXiv:1412.6980.
     * Weights (not biases) first shrink by {@code 1 - r weightDecay}: Loshchilov and Hutter (2019), arXiv:1711.05101.
     */
    private static final class AdamRule extends Optimizer {
        private final double beta1;
        private final double beta2;
        private final float epsilon;
        private final double weightDecay;

        AdamRule(double beta1, double beta2, double epsilon, double weightDecay, int parameters) {
            super(2, parameters);
            this.beta1 = beta1;
            this.beta2 = beta2;
            this.epsilon = positive(epsilon);
            this.weightDecay = weightDecay;
        }

        @Override
        void step(float[] w, float[] g, boolean[] weights, double rate) {
            if (weightDecay > 0) {
                shrink(w, weights, (float) (1 - rate * weightDecay));
            }
            float[] m = slots().get(0);
            float[] v = slots().get(1);
            float keep1 = (float) beta1;
            float take1 = (float) (1 - beta1);
            float keep2 = (float) beta2;
            float take2 = (float) (1 - beta2);
            float r = (float) (rate / (1 - StrictMath.pow(beta1, updates())));
            float root = (float) Math.sqrt(1 - StrictMath.pow(beta2, updates()));
            for (int i = 0; i < w.length; i++) {
                m[i] = keep1 * m[i] + take1 * g[i];
                v[i] = keep2 * v[i] + take2 * g[i] * g[i];
                w[i] -= r * m[i] / ((float) Math.sqrt(v[i]) / root + epsilon);
            }
        }

        private static void shrink(float[] w, boolean[] weights, float factor) {
            for (int i = 0; i < w.length; i++) {
                if (weights[i]) {
                    w[i] *= factor;
                }
            }
        }
    }

    /**
     * {@code v = decay v + (1 - decay) g^2; w -= r g / (sqrt(v) + epsilon)}. Tieleman and Hinton (2012), lecture 6.5.
     */
    private static final class RmsPropRule extends Optimizer {
        private final float keep;
        private final float take;
        private final float epsilon;

        RmsPropRule(double decay, double epsilon, int parameters) {
            super(1, parameters);
            this.keep = (float) decay;
            this.take = (float) (1 - decay);
            this.epsilon = positive(epsilon);
        }

        @Override
        void step(float[] w, float[] g, boolean[] weights, double rate) {
            float r = (float) rate;
            float[] v = slots().get(0);
            for (int i = 0; i < w.length; i++) {
                v[i] = keep * v[i] + take * g[i] * g[i];
                w[i] -= r * g[i] / ((float) Math.sqrt(v[i]) + epsilon);
            }
        }
    }
}
