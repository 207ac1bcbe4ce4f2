package lintel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lintel.config.ColumnType;
import lintel.config.ModelConfig;
import lintel.config.PreprocessingConfig;
import lintel.config.PreprocessingConfig.Categorical;
import lintel.config.PreprocessingConfig.Numeric;
import lintel.config.Seeds;
import lintel.data.Dataset;
import lintel.data.Examples;
import lintel.data.Field;
import lintel.data.InputForm;
import lintel.data.Matrix;
import lintel.data.Preprocessing;
import lintel.data.Schema;
import lintel.data.Split;
import lintel.data.Table;
import lintel.data.Target;
import lintel.metrics.Metric;
import lintel.metrics.Score;
import lintel.metrics.Scores;
import lintel.network.Decision;
import lintel.network.Model;
import lintel.network.Network;
import lintel.network.Probabilities;
import lintel.network.Provenance;
import org.junit.jupiter.api.Test;

/** From a model's own probabilities and thresholds to its scores. */
class ModelEvaluationTest {
    private static final Target TARGET =
            new Target(Target.Kind.BINARY, List.of("y"), List.of("no", "yes"), List.of(List.of("no"), List.of("yes")));

    @Test
    void logisticModelIsJudgedByItsOwnThreshold() {
        // p = sigmoid(x): above 0.8 from x = ln 4 on, so of -1, 1, 2 and 3 the last two are decided positive.
        Dataset data = data(null, new int[] {0, 0, 1, 1}, -1, 1, 2, 3);
        Model model = model(new ModelConfig.Logistic(1), new InputForm.Rows(), data, 0.8);
        model.network().setParameters(new float[] {1, 0});
        Examples examples = model.preprocessing().apply(data);

        Evaluation evaluation = Evaluation.of(
                model, new Split<>(Scored.by(model, examples), null, Scored.by(model, examples.select(new int[] {1}))));

        assertEquals(List.of("train", "test"), List.copyOf(evaluation.parts().keySet()));
        Scores train = evaluation.parts().get("train");
        assertEquals(Score.of(1), train.values().get(Metric.ACCURACY));
        // By the definition: -ln(1 - sigmoid(x)) = ln(1 + e^x) for the negatives, ln(1 + e^-x) for the positives.
        double loss = (Math.log1p(Math.exp(-1))
                        + Math.log1p(Math.exp(1))
                        + Math.log1p(Math.exp(-2))
                        + Math.log1p(Math.exp(-3)))
                / 4;
        assertEquals(loss, train.values().get(Metric.LOG_LOSS).value(), 1e-6);
        assertArrayEquals(
                new long[][] {{1, 0}, {0, 0}},
                evaluation.parts().get("test").confusionMatrix().orElseThrow().counts());
    }

    @Test
    void everyStepIsARowOfItsOwn() {
        ModelConfig.Lstm lstm =
                new ModelConfig.Lstm(List.of(2, 2), 0, ModelConfig.Output.EVERY_STEP, false, Optional.empty(), 1);
        int[] starts = {0, 1, 4, 6};
        double[] values = {1, -2, 3, 0.5, -1, 2};
        Dataset unlabelled = data(starts, new int[6], values);
        Model model = model(lstm, new InputForm.Sequences(), unlabelled, 0.5);
        Probabilities probabilities = model.score(model.preprocessing().apply(unlabelled));
        // Labels by the model's own ranking: its area is 1 only if labels and probabilities keep the same order.
        double[] ranked = IntStream.range(0, 6)
                .mapToDouble(i -> probabilities.get(i, 0))
                .sorted()
                .toArray();
        int[] labels = IntStream.range(0, 6)
                .map(i -> probabilities.get(i, 0) > ranked[3] ? 1 : 0)
                .toArray();
        Dataset data = data(starts, labels, values);

        Evaluation evaluation = Evaluation.of(
                model, "all", Scored.by(model, model.preprocessing().apply(data)));

        assertEquals(Set.of("all"), evaluation.parts().keySet());
        Scores all = evaluation.parts().get("all");
        assertEquals(6, all.count());
        assertEquals(Score.of(1), all.values().get(Metric.ROC_AUC));
        assertEquals(2 / 6.0, all.prevalence().value(), 1e-15);
    }

    private static Model model(ModelConfig config, InputForm form, Dataset data, double threshold) {
        PreprocessingConfig asItIs = new PreprocessingConfig(
                new Numeric(PreprocessingConfig.NumericMissing.ERROR, PreprocessingConfig.Scale.NONE),
                new Categorical(
                        PreprocessingConfig.CategoricalMissing.CATEGORY,
                        PreprocessingConfig.Encode.ONE_HOT,
                        PreprocessingConfig.Unseen.IGNORE,
                        10));
        Preprocessing preprocessing = Preprocessing.fit(asItIs, form, data);
        Network network = Network.build(config, preprocessing.shape(), TARGET.outputs(), new Seeds(1));
        Provenance provenance = new Provenance("name: sample\n", List.of(), 1, Map.of(), Instant.EPOCH);
        return new Model(network, preprocessing, Decision.of(TARGET, threshold), TARGET, provenance);
    }

    /** One column x; a label per row, and so per step where {@code starts} are given. */
    private static Dataset data(int[] starts, int[] labels, double... x) {
        Schema schema = new Schema(List.of(new Field("x", ColumnType.NUMERIC, List.of())));
        float[] values = new float[x.length];
        IntStream.range(0, x.length).forEach(i -> values[i] = (float) x[i]);
        float[] truth = new float[labels.length];
        IntStream.range(0, labels.length).forEach(i -> truth[i] = labels[i]);
        int size = starts == null ? x.length : starts.length - 1;
        return new Dataset(
                new Table(schema, Matrix.of(x.length, 1, values), List.of()),
                starts,
                LongStream.range(0, size).toArray(),
                TARGET,
                Matrix.of(labels.length, 1, truth),
                starts != null);
    }
}
