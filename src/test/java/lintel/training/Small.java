package lintel.training;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.EarlyStopping;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.data.Split;
import lintel.data.Target;
import lintel.network.Network;

/** Small networks, examples by formula, and the training of one on the other. */
final class Small {
    static final Target YES_NO =
            new Target(Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("no"), List.of("yes")));
    static final Seeds SEEDS = new Seeds(42);
    static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.02, 0.9, 0.999, 1e-8);

    private Small() {}

    /** {@code x[i][j] = sin(1 + 0.7 i (j + 1))}, labels by {@code label} of the row's {@link #score}. */
    static Examples.Dense rows(int from, int to, int outputs, IntFunction<boolean[]> label) {
        float[] x = new float[(to - from) * 3];
        float[] y = new float[(to - from) * outputs];
        for (int i = from; i < to; i++) {
            boolean[] positive = label.apply(i);
            for (int j = 0; j < 3; j++) {
                x[(i - from) * 3 + j] = x(i, j);
            }
            for (int k = 0; k < outputs; k++) {
                y[(i - from) * outputs + k] = positive[k] ? 1 : 0;
            }
        }
        return new Examples.Dense(Matrix.of(to - from, 3, x), ids(from, to), Matrix.of(to - from, outputs, y));
    }

    static Examples.Dense rows(int from, int to) {
        return rows(from, to, 1, i -> new boolean[] {score(i) > 0});
    }

    static float x(int i, int j) {
        return (float) Math.sin(1 + 0.7 * i * (j + 1));
    }

    static double score(int i) {
        return x(i, 0) - 0.5 * x(i, 1) + 0.8 * Math.sin(3.1 * i);
    }

    /** Sequences of 1 to 5 steps and two features; the label (or each step's label) is the sign of a running sum. */
    static Examples.Steps sequences(int from, int to, boolean perStep) {
        int[] starts = new int[to - from + 1];
        for (int i = from; i < to; i++) {
            starts[i - from + 1] = starts[i - from] + 1 + i % 5;
        }
        int steps = starts[to - from];
        float[] x = new float[steps * 2];
        float[] y = new float[perStep ? steps : to - from];
        for (int i = 0; i < to - from; i++) {
            float sum = 0;
            for (int s = starts[i]; s < starts[i + 1]; s++) {
                int number = (i + from) * 7 + s - starts[i];
                x[2 * s] = (float) Math.sin(1.3 * number);
                x[2 * s + 1] = (float) Math.cos(0.4 * number);
                sum += x[2 * s] - x[2 * s + 1];
                y[perStep ? s : i] = sum > 0 ? 1 : 0;
            }
        }
        return new Examples.Steps(Matrix.of(steps, 2, x), starts, ids(from, to), Matrix.of(y.length, 1, y), perStep);
    }

    static Split<Examples> rowSplit() {
        return new Split<>(rows(0, 70), rows(70, 100), null);
    }

    static Split<Examples> sequenceSplit(boolean perStep) {
        return new Split<>(sequences(0, 40, perStep), sequences(40, 60, perStep), null);
    }

    static ModelConfig.Lstm lstm(double dropout, boolean everyStep, Optional<Integer> truncate) {
        return new ModelConfig.Lstm(
                List.of(4, 3),
                dropout,
                everyStep ? ModelConfig.Output.EVERY_STEP : ModelConfig.Output.LAST,
                false,
                truncate,
                1);
    }

    static Network network(ModelConfig model, Split<Examples> examples) {
        int steps = examples.train() instanceof Examples.Steps ? Shape.VARYING : 0;
        int outputs = examples.train().labels().columns();
        return Network.build(model, new Shape(examples.train().features(), steps), outputs, SEEDS);
    }

    static TrainingConfig config(OptimizerConfig optimizer, int epochs, int batchSize, EarlyStopping stopping) {
        return new TrainingConfig(
                TrainingConfig.Solver.AUTO,
                Optional.of(optimizer),
                new ScheduleConfig.Cosine(0.1),
                epochs,
                batchSize,
                Optional.of(1.0),
                Optional.ofNullable(stopping));
    }

    /** Watched by nobody, saved nowhere. */
    static History fit(TrainingConfig config, Network network, Split<Examples> examples) {
        return Trainer.of(config, YES_NO, 0.5, SEEDS).fit(network, examples, Progress.none(), Checkpoints.none());
    }

    static long[] ids(int from, int to) {
        return IntStream.range(from, to).asLongStream().toArray();
    }
}
