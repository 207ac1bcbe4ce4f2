package lintel.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.engine.Lstm;

/** A small LSTM with random parameters, and random labelled sequences for it. */
record Problem(ModelConfig.Lstm config, Examples.Steps examples, int outputs, float[] parameters) {

    /** @param form such as {@code "4,3 last"} or {@code "3 every-step bidirectional truncate=2"} */
    static Problem of(String form, int features, int outputs, long seed, int... lengths) {
        Random random = new Random(seed);
        ModelConfig.Lstm config = config(form);
        boolean perStep = config.output() == ModelConfig.Output.EVERY_STEP;
        int[] starts = new int[lengths.length + 1];
        Arrays.setAll(starts, i -> IntStream.of(lengths).limit(i).sum());
        int steps = starts[lengths.length];
        Examples.Steps examples = new Examples.Steps(
                Matrix.of(steps, features, gaussian(steps * features, 1, random)),
                starts,
                IntStream.range(0, lengths.length).asLongStream().toArray(),
                labels(perStep ? steps : lengths.length, outputs, random),
                perStep);
        long count = ParameterBlock.count(ParameterBlock.of(config, features, outputs));
        return new Problem(config, examples, outputs, gaussian((int) count, 0.6, random));
    }

    static ModelConfig.Lstm config(String form) {
        List<String> words = List.of(form.split(" "));
        Optional<String> truncate =
                words.stream().filter(word -> word.startsWith("truncate=")).findAny();
        return new ModelConfig.Lstm(
                Arrays.stream(words.get(0).split(",")).map(Integer::valueOf).toList(),
                words.contains("dropout") ? 0.4 : 0,
                words.contains("every-step") ? ModelConfig.Output.EVERY_STEP : ModelConfig.Output.LAST,
                words.contains("bidirectional"),
                truncate.map(word -> Integer.valueOf(word.substring("truncate=".length()))),
                1);
    }

    /** The same with parameters as before training, 1.5 times as large, so that gates leave their linear part. */
    Problem asBegun(long seed) {
        float[] begun = InitialParameters.of(config, features(), outputs, new Seeds(seed));
        return new Problem(config, examples, outputs, begun).times(1.5f);
    }

    /** The same with weights, of which a third are 0. */
    Problem weighted(long seed) {
        Random random = new Random(seed);
        float[] weights = new float[examples.labels().rows() * outputs];
        for (int row = 0; row < weights.length; row += outputs) {
            float own = random.nextInt(3) == 0 ? 0 : random.nextFloat(3);
            for (int k = 0; k < outputs; k++) {
                weights[row + k] = own * (k + 1);
            }
        }
        Matrix all = Matrix.of(examples.labels().rows(), outputs, weights);
        return new Problem(config, (Examples.Steps) examples.weighted(all), outputs, parameters);
    }

    /** The same with all parameters multiplied. */
    Problem times(float factor) {
        float[] changed = parameters.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] *= factor;
        }
        return new Problem(config, examples, outputs, changed);
    }

    int features() {
        return examples.features();
    }

    Network network() {
        return Network.of(config, new Shape(features(), Shape.VARYING), outputs, parameters);
    }

    /** The same network computing in double. */
    Lstm inDouble() {
        Lstm lstm = new Lstm(LstmNetwork.form(config, features(), outputs), true);
        lstm.setParameters(parameters);
        return lstm;
    }

    ReferenceLstm reference(double[] changed) {
        return new ReferenceLstm(config, features(), outputs, changed);
    }

    double[] wideParameters() {
        return wide(parameters);
    }

    /** {@code [time][features]} of sequence i. */
    double[][] sequence(int i) {
        return rows(examples.values(), examples.starts()[i], examples.starts()[i + 1]);
    }

    /** {@code [1 or time][outputs]} of sequence i. */
    double[][] labels(int i) {
        return examples.perStep()
                ? rows(examples.labels(), examples.starts()[i], examples.starts()[i + 1])
                : rows(examples.labels(), i, i + 1);
    }

    /** {@code [1 or time][outputs]} of sequence i. */
    double[][] weights(int i) {
        return examples.perStep()
                ? rows(examples.weights(), examples.starts()[i], examples.starts()[i + 1])
                : rows(examples.weights(), i, i + 1);
    }

    int[] all() {
        return IntStream.range(0, examples.size()).toArray();
    }

    private static double[][] rows(Matrix matrix, int from, int to) {
        double[][] rows = new double[to - from][];
        float[] row = new float[matrix.columns()];
        for (int i = from; i < to; i++) {
            matrix.copyRow(i, row, 0);
            rows[i - from] = wide(row);
        }
        return rows;
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    private static float[] gaussian(int n, double scale, Random random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    private static Matrix labels(int rows, int outputs, Random random) {
        float[] labels = new float[rows * outputs];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
        }
        return Matrix.of(rows, outputs, labels);
    }
}
