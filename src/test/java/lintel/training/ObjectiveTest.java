package lintel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.config.TrainingConfig.OptimizerConfig;
import lintel.config.TrainingConfig.ScheduleConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the updates minimise. */
class ObjectiveTest {
    private static final ModelConfig LOGISTIC = new ModelConfig.Logistic(1);

    @TempDir
    Path folder;

    /**
     * scikit-learn 1.2.1 with NumPy 1.24.2, rows and score as in {@link Small}:
     *
     * <pre>
     * i = np.arange(100)[:, None]; j = np.arange(3)[None, :]
     * X = np.sin(1 + 0.7 * i * (j + 1)).astype(np.float32).astype(float)
     * s = X[:, 0] - 0.5 * X[:, 1] + 0.8 * np.sin(3.1 * np.arange(100))
     * LogisticRegression(C=1 / l2, tol=1e-12, max_iter=10000, solver='newton-cg').fit(X, s > 0)
     * </pre>
     */
    @ParameterizedTest
    @CsvSource({
        "1, 33, 2.5155099, -1.3148297, -0.3581965, -0.181002",
        "1, 100, 2.5155099, -1.3148297, -0.3581965, -0.181002",
        "10, 16, 1.0936927, -0.515668, -0.2074658, 0.023066",
        "10, 100, 1.0936927, -0.515668, -0.2074658, 0.023066"
    })
    void l2IsScikitLearnsInverseOfC(double l2, int batchSize, float w0, float w1, float w2, float intercept) {
        Split<Examples> all = new Split<>(Small.rows(0, 100), null, null);
        Network network = Small.network(new ModelConfig.Logistic(l2), all);
        Small.fit(longDecay(batchSize == 100 ? 400 : 150, batchSize), network, all);
        assertArrayEquals(new float[] {w0, w1, w2, intercept}, network.parameters(), 2e-3f);
    }

    /** As above, one fit per class: s &lt; -0.5, -0.5 &lt;= s &lt; 0.5, s &gt;= 0.5. */
    @Test
    void eachOfSeveralOutputsReachesItsOwnOptimum() {
        Examples rows = Small.rows(0, 100, 3, i -> {
            double s = Small.score(i);
            return new boolean[] {s < -0.5, s >= -0.5 && s < 0.5, s >= 0.5};
        });
        Split<Examples> all = new Split<>(rows, null, null);
        Network network = Small.network(LOGISTIC, all);
        Small.fit(longDecay(200, 20), network, all);
        float[] expected = {
            -2.7558673f,
            1.1740069f,
            -0.1491862f,
            0.5415291f,
            -0.375463f,
            0.5192146f,
            1.8666706f,
            -1.0195106f,
            -0.0733963f,
            -1.8309178f,
            -0.4575869f,
            -1.0601759f
        };
        assertArrayEquals(expected, network.parameters(), 2e-3f);
    }

    /** The second algorithm: the definition in double, with nothing of ours but the order of the examples. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 100})
    void twoEpochsAgreeWithPlainGradientDescent(double clipNorm) {
        Split<Examples> examples = Small.rowSplit();
        Network network = Small.network(new ModelConfig.Logistic(3), examples);
        double[] w = new double[4];
        network.setParameters(new float[4]);
        for (int epoch = 0; epoch < 2; epoch++) {
            var shuffle = Small.SEEDS.random(Seeds.Stream.SHUFFLE, epoch, 0);
            for (int[] batch : network.batches(examples.train(), 32, shuffle)) {
                double[] g = gradient(batch, w, 3.0 / 70, batch.length / 32.0);
                double norm = Math.sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2] + g[3] * g[3]);
                for (int j = 0; j < 4; j++) {
                    w[j] -= 0.5 * g[j] * Math.min(1, clipNorm / norm);
                }
            }
        }
        Small.fit(
                new TrainingConfig(
                        TrainingConfig.Solver.AUTO,
                        Optional.of(new OptimizerConfig.Sgd(0.5)),
                        new ScheduleConfig.Constant(),
                        2,
                        32,
                        Optional.of(clipNorm),
                        Optional.empty()),
                network,
                examples);
        for (int j = 0; j < 4; j++) {
            assertEquals(w[j], network.parameters()[j], 1e-6, "parameter " + j);
        }
    }

    /** Of the mean cross-entropy of the batch plus {@code penalty / 2 * |w|^2}, times the batch's share. */
    private static double[] gradient(int[] batch, double[] w, double penalty, double share) {
        double[] g = new double[4];
        for (int i : batch) {
            double logit = w[0] * Small.x(i, 0) + w[1] * Small.x(i, 1) + w[2] * Small.x(i, 2) + w[3];
            double error = 1 / (1 + Math.exp(-logit)) - (Small.score(i) > 0 ? 1 : 0);
            for (int j = 0; j < 4; j++) {
                g[j] += error * (j < 3 ? Small.x(i, j) : 1) / batch.length;
            }
        }
        for (int j = 0; j < 4; j++) {
            g[j] = share * (g[j] + (j < 3 ? penalty * w[j] : 0));
        }
        return g;
    }

    @Test
    void eachTruncatedSegmentIsOneUpdate() {
        Split<Examples> examples = Small.sequenceSplit(true);
        Network network = Small.network(Small.lstm(0, true, Optional.of(2)), examples);
        Path file = folder.resolve("checkpoint.bin");
        TrainingConfig config = Small.config(Small.ADAM, 2, 40, null);
        var always = new Checkpoints(Optional.of(file), false, Duration.ZERO, Duration.ZERO);
        Trainer.of(config, Small.YES_NO, 0.5, Small.SEEDS).fit(network, examples, Progress.none(), always);

        String training = Fingerprint.of(config, network, Small.SEEDS, Small.YES_NO, 0.5, examples);
        // Two epochs of one batch, whose longest sequence has 5 steps: segments of 2, 2 and 1.
        assertEquals(6, CheckpointFile.read(file, training).updates());
    }

    private static TrainingConfig longDecay(int epochs, int batchSize) {
        return new TrainingConfig(
                TrainingConfig.Solver.AUTO,
                Optional.of(new OptimizerConfig.Adam(0.05, 0.9, 0.999, 1e-8)),
                new ScheduleConfig.Cosine(0),
                epochs,
                batchSize,
                Optional.empty(),
                Optional.empty());
    }
}
