package lintel.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lintel.config.InputException;
import lintel.config.Nearest;
import lintel.config.TrainingConfig.ClassWeights;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Target;

/**
 * What examples count by their class, {@code training.classWeights} resolved against the training split.
 *
 * <p>{@code balanced} makes the two sides of each output count the same in sum, and all of them what they counted
 * before: {@code Σ weight / (2 Σ weight of the side)}, as scikit-learn's {@code class_weight='balanced'} in each of the
 * fits of one-vs-rest. By name, an example of one-vs-rest counts the same in every output.
 *
 * @param sides   {@code [outputs][2]} of the labels 0 and 1
 * @param classes {@code [outputs]} of the row's class, in one-vs-rest; else all 1
 */
record ClassFactors(double[][] sides, double[] classes) {
    /** @throws InputException if a name is none of the target's classes */
    static ClassFactors of(Optional<ClassWeights> config, Target target, Examples train) {
        int outputs = target.outputs();
        ClassFactors none = new ClassFactors(new double[outputs][2], new double[outputs]);
        Arrays.fill(none.classes, 1);
        for (double[] side : none.sides) {
            Arrays.fill(side, 1);
        }
        if (config.isEmpty()) {
            return none;
        }
        return config.get() instanceof ClassWeights.Named named
                ? none.named(named.values(), target)
                : none.balanced(train);
    }

    private ClassFactors named(Map<String, Double> values, Target target) {
        List<String> known = target.classes();
        values.forEach((name, weight) -> {
            int k = known.indexOf(name);
            if (k < 0) {
                throw new InputException("'training.classWeights.%s' names no class: there are %s%s"
                        .formatted(name, String.join(", ", known), Nearest.hint(name, known)));
            }
            switch (target.kind()) {
                case BINARY -> sides[0][k] = weight;
                case ONE_VS_REST -> classes[k] = weight;
                case MULTI_LABEL -> sides[k][1] = weight;
            }
        });
        return this;
    }

    private ClassFactors balanced(Examples train) {
        Matrix labels = train.labels();
        Matrix weights = train.weights();
        for (int k = 0; k < sides.length; k++) {
            double[] sums = new double[2];
            for (int i = 0; i < labels.rows(); i++) {
                sums[(int) labels.get(i, k)] += weights == null ? 1 : weights.get(i, k);
            }
            for (int side = 0; side < 2; side++) {
                sides[k][side] = sums[side] > 0 ? (sums[0] + sums[1]) / (2 * sums[side]) : 1;
            }
        }
        return this;
    }

    /** {@code [rows, outputs]}: the examples' own weights times those of their classes; null if all are 1. */
    Matrix weights(Examples examples) {
        if (plain()) {
            return examples.weights();
        }
        Matrix labels = examples.labels();
        int outputs = labels.columns();
        float[] row = new float[outputs];
        float[] weights = new float[Math.multiplyExact(labels.rows(), outputs)];
        for (int i = 0; i < labels.rows(); i++) {
            labels.copyRow(i, row, 0);
            double ofClass = 1;
            for (int k = 0; k < outputs; k++) {
                ofClass *= row[k] > 0 ? classes[k] : 1;
            }
            for (int k = 0; k < outputs; k++) {
                double own = examples.weights() == null ? 1 : examples.weights().get(i, k);
                weights[i * outputs + k] = (float) (own * ofClass * sides[k][(int) row[k]]);
            }
        }
        return Matrix.of(labels.rows(), outputs, weights);
    }

    private boolean plain() {
        return Arrays.stream(classes).allMatch(factor -> factor == 1)
                && Arrays.stream(sides).flatMapToDouble(Arrays::stream).allMatch(factor -> factor == 1);
    }
}
