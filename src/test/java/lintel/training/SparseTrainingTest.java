package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import lintel.config.ModelConfig;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.config.TrainingConfig.Solver;
import lintel.data.Examples;
import lintel.data.Matrix;
import lintel.data.Shape;
import lintel.data.SparseMatrix;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sparse rows against the same rows stored in full. */
class SparseTrainingTest {
    /** Newton's steps go on to the last digits; others are compared with themselves, as far from the optimum. */
    @ParameterizedTest
    @CsvSource({
        "auto, 1, 300, 12, 1, false, 1e-5",
        "auto, 2, 300, 12, 3, true, 1e-5",
        "auto, 3, 40, 200, 1, false, 1e-5",
        "auto, 4, 40, 200, 2, true, 1e-5",
        "lbfgs, 5, 300, 12, 1, true, 5e-5",
        "lbfgs, 6, 60, 90, 3, false, 5e-5",
        "newton, 7, 300, 12, 2, true, 1e-5",
        "newton, 8, 40, 200, 1, false, 1e-5",
        "auto, 9, 20000, 30, 1, true, 5e-5",
        "auto, 10, 1500, 700, 1, false, 1e-5",
    })
    void theSameCoefficientsAsStoredInFull(
            String solver, long seed, int rows, int features, int outputs, boolean shifted, float tolerance) {
        Examples.Sparse sparse = random(new Random(seed), rows, features, outputs, shifted);
        Solver exact = Solver.valueOf(solver.toUpperCase(java.util.Locale.ROOT));
        assertArrayEquals(fit(tolerance > 1e-5f ? exact : Solver.NEWTON, dense(sparse)), fit(exact, sparse), tolerance);
    }

    @Test
    void columnsFarFromZeroAreSolvedToo() {
        Random random = new Random(1);
        SparseMatrix.Builder builder = new SparseMatrix.Builder(400, 2);
        float[] labels = new float[400];
        for (int i = 0; i < 400; i++) {
            float year = 2000 + random.nextInt(20);
            builder.add(0, year);
            builder.add(1 + random.nextInt(5), 1);
            builder.endRow();
            labels[i] = year + 8 * random.nextGaussian() > 2010 ? 1 : 0;
        }
        Examples.Sparse sparse = examples(builder.build(6), labels, 1);
        float[] expected = floats(NewtonReference.fit(dense(sparse), 0, 1));
        float[] found = fit(Solver.AUTO, sparse);
        assertArrayEquals(Arrays.copyOf(expected, 6), Arrays.copyOf(found, 6), 1e-4f);
        assertEquals(expected[6], found[6], 0.02); // some 700: the year's weight times 2000
    }

    /** scikit-learn 1.9.1, LogisticRegression(C=1, tol=1e-12, max_iter=10000) on scipy's csr_matrix, one per class. */
    @Test
    void scikitLearnsCoefficients() {
        int[] starts = {0, 2, 4, 4, 5, 8, 10, 11, 13};
        int[] columns = {0, 3, 1, 2, 4, 0, 1, 4, 2, 3, 0, 1, 3};
        float[] values = {1, 2, 1, 0.5f, 3, 2, 1, 1, 1.5f, 1, 4, 2, 0.5f};
        SparseMatrix x = SparseMatrix.of(6, starts, columns, values);
        float[] two = {0.402742f, -0.892372f, 0.389969f, 0.721455f, 0.473561f, 0, -0.604043f};
        assertArrayEquals(two, fit(Solver.AUTO, examples(x, new float[] {1, 0, 0, 1, 0, 1, 1, 0}, 1)), 1e-4f);

        float[] classes = new float[8 * 3];
        for (int i = 0; i < 8; i++) {
            classes[i * 3 + i % 3] = 1;
        }
        float[] three = {
            0.589132f,
            -0.698121f,
            -0.363381f,
            0.565982f,
            0.639443f,
            0,
            -0.090719f,
            1.267089f,
            -0.091155f,
            -0.399761f,
            -0.151471f,
            0,
            -0.614289f,
            -0.693619f,
            0.472205f,
            -0.133785f,
            -0.500697f,
            0,
            -1.347046f,
            -0.863084f,
            -0.266633f
        };
        assertArrayEquals(three, fit(Solver.AUTO, examples(x, classes, 3)), 1e-4f);
    }

    @Test
    void oneRowIsEnough() {
        Examples.Sparse one =
                examples(SparseMatrix.of(4, new int[] {0, 1}, new int[] {2}, new float[] {1}), new float[] {1}, 1);
        assertArrayEquals(fit(Solver.AUTO, dense(one)), fit(Solver.AUTO, one), 1e-5f);
    }

    /** A tenth of the numbers stored; the first column empty, the second row too. */
    static Examples.Sparse random(Random random, int rows, int features, int outputs, boolean shifted) {
        SparseMatrix.Builder builder = new SparseMatrix.Builder(1, 1);
        float[] labels = new float[rows * outputs];
        for (int i = 0; i < rows; i++) {
            double score = random.nextGaussian();
            for (int j = 1; j < features && i != 1; j++) {
                if (random.nextInt(10) == 0) {
                    float value = (float) random.nextGaussian();
                    builder.add(j, value);
                    score += 2 * value * Math.sin(j);
                }
            }
            builder.endRow();
            for (int k = 0; k < outputs; k++) {
                labels[i * outputs + k] = score > k - 0.2 ? 1 : 0;
            }
        }
        SparseMatrix matrix = builder.build(features);
        if (shifted) {
            double[] centers = random.doubles(features, -1, 1).toArray();
            double[] scales = random.doubles(features, 0.5, 2).toArray();
            matrix = matrix.scaled(centers, scales);
        }
        return examples(matrix, labels, outputs);
    }

    static Examples.Dense dense(Examples.Sparse sparse) {
        int features = sparse.features();
        float[] all = new float[sparse.size() * features];
        for (int i = 0; i < sparse.size(); i++) {
            sparse.values().copyRow(i, all, i * features);
        }
        return new Examples.Dense(Matrix.of(sparse.size(), features, all), sparse.ids(), sparse.labels());
    }

    static Examples.Sparse examples(SparseMatrix values, float[] labels, int outputs) {
        int rows = values.rows();
        return new Examples.Sparse(
                values, IntStream.range(0, rows).asLongStream().toArray(), Matrix.of(rows, outputs, labels));
    }

    static float[] fit(Solver solver, Examples examples) {
        Network network = Network.build(
                new ModelConfig.Logistic(1),
                new Shape(examples.features(), 0),
                examples.labels().columns(),
                Small.SEEDS);
        TrainingConfig config = new TrainingConfig(
                solver, Optional.empty(), new ScheduleConfig.Constant(), 50, 32, Optional.empty(), Optional.empty());
        Small.fit(config, network, new Split<>(examples, null, null));
        return network.parameters();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
