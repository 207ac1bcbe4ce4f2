package lintel.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import lintel.metrics.Predictions.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected numbers: scikit-learn 1.2.1 (numpy 1.24.2) on the same float32 probabilities. */
class ScoresTest {
    private static final List<String> THREE = List.of("a", "b", "c");

    @Test
    void twoClassesAgreeWithScikitLearn() {
        Scores half = Scores.all(Samples.binary(Samples.LABELS, Samples.PROBABILITIES, .5));
        assertArrayEquals(
                new long[][] {{9, 2}, {3, 6}},
                half.confusionMatrix().orElseThrow().counts());
        assertScores(
                Map.of(
                        "accuracy", 0.75,
                        "balancedAccuracy", 0.7424242424242424,
                        "precision", 0.75,
                        "recall", 0.6666666666666666,
                        "specificity", 0.8181818181818182, // recall_score(pos_label=0)
                        "f1Score", 0.7058823529411765,
                        "matthewsScore", 0.4923659639173309),
                half.values());
        assertEquals(20, half.count());
        assertEquals(Score.of(0.45), half.prevalence());
        assertTrue(half.perClass().isEmpty() && half.macro().isEmpty());
    }

    @Test
    void thresholdMovesDecisionsOnly() {
        // .35f is a little above the double .35, so rows at .35 are positive.
        Scores scores = Scores.all(Samples.binary(Samples.LABELS, Samples.PROBABILITIES, .35));
        assertArrayEquals(
                new long[][] {{8, 3}, {2, 7}},
                scores.confusionMatrix().orElseThrow().counts());
        assertScores(
                Map.of(
                        "balancedAccuracy", 0.7525252525252526,
                        "precision", 0.7,
                        "recall", 0.7777777777777778,
                        "specificity", 0.7272727272727273,
                        "f1Score", 0.7368421052631577,
                        "matthewsScore", 0.502518907629606,
                        "rocAuc", 0.8737373737373737,
                        "prAuc", 0.8384140550807218,
                        "brierLoss", 0.15112500144913804),
                scores.values());
    }

    /** The log loss: {@code log_loss(o, p.astype(float))} of each output; all others by the functions of their name. */
    @Test
    void oneVersusRestAgreesWithScikitLearn() {
        Scores scores = Scores.all(threeClasses());
        assertArrayEquals(
                new long[][] {{3, 1, 0}, {1, 3, 0}, {1, 0, 3}},
                scores.confusionMatrix().orElseThrow().counts());
        assertScores(
                Map.of(
                        "accuracy", 0.75, // accuracy_score of the classes
                        "balancedAccuracy", 0.75, // balanced_accuracy_score of the classes
                        "matthewsScore", 0.6316139407998892, // matthews_corrcoef of the classes
                        "precision", 0.7833333333333333, // average="macro", as the rest
                        "recall", 0.75,
                        "specificity", 0.875,
                        "f1Score", 0.7579365079365079,
                        "rocAuc", 0.8958333333333334,
                        "prAuc", 0.8341269841269842,
                        "logLoss", 0.41971913926604026),
                scores.values());
        assertScores(
                Map.of(
                        "accuracy", 0.8333333333333334,
                        "balancedAccuracy", 0.8125,
                        "matthewsScore", 0.6398626748871611,
                        "brierLoss", 0.13222222591439894),
                scores.macro());
        assertEquals(List.copyOf(THREE), List.copyOf(scores.perClass().keySet()));
        Scores a = scores.perClass().get("a");
        assertScores(
                Map.of(
                        "accuracy", 0.75,
                        "precision", 0.6,
                        "matthewsScore", 0.47809144373375745,
                        "rocAuc", 0.890625,
                        "prAuc", 0.8166666666666667,
                        "logLoss", 0.4307543694663875),
                a.values());
        assertArrayEquals(
                new long[][] {{6, 2}, {1, 3}}, a.confusionMatrix().orElseThrow().counts());
        assertEquals(1 / 3.0, a.prevalence().value(), 1e-15);
        assertEquals(
                "there are several classes, each with its own: see perClass",
                scores.prevalence().reason());
    }

    @Test
    void multiLabelAgreesWithScikitLearn() {
        float[] probabilities = {.9f, .2f, .4f, .6f, .7f, .8f, .2f, .3f, .4f, .1f, .6f, .9f, .3f, .5f, .8f, .4f};
        byte[] labels = {1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1};
        Scores scores =
                Scores.all(new Predictions(probabilities, labels, 2, Kind.MULTI_LABEL, .5, List.of("rain", "wind")));
        assertScores(
                Map.of(
                        "accuracy", 0.25, // accuracy_score of indicator rows: all labels right
                        "balancedAccuracy", 0.625,
                        "f1Score", 0.625,
                        "matthewsScore", 0.25,
                        "rocAuc", 0.828125,
                        "prAuc", 0.8666666666666667,
                        "logLoss", 0.49969464388791074,
                        "brierLoss", 0.16937500299885888),
                scores.values());
        assertEquals(0.625, scores.macro().get(Metric.ACCURACY).value(), 1e-15);
        assertEquals(8, scores.count());
        assertEquals(Optional.empty(), scores.confusionMatrix());
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void oneMetricAloneSaysTheSame(Metric metric) {
        float[] probabilities = Samples.randomProbabilities(new Random(7), 60);
        byte[] labels = new byte[60];
        for (int row = 0; row < 20; row++) {
            labels[row * 3 + row % 3] = 1;
        }
        for (Kind kind : List.of(Kind.ONE_VS_REST, Kind.MULTI_LABEL)) {
            Predictions predictions = new Predictions(probabilities, labels, 3, kind, .5, THREE);
            assertEquals(Scores.all(predictions).values().get(metric), Scores.of(predictions, metric));
        }
        Predictions binary = Samples.binary(Samples.LABELS, Samples.PROBABILITIES, .5);
        assertEquals(Scores.all(binary).values().get(metric), Scores.of(binary, metric));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void withoutRowsEveryMetricIsUndefined(Metric metric) {
        Scores binary = Scores.all(Samples.binary(new boolean[0], new float[0], .5));
        assertEquals("there are no rows", binary.values().get(metric).reason());
        assertEquals(0, binary.count());
        assertFalse(binary.prevalence().defined());
        assertEquals(Optional.empty(), binary.confusionMatrix());
        for (Kind kind : List.of(Kind.ONE_VS_REST, Kind.MULTI_LABEL)) {
            Predictions none = new Predictions(new float[0], new byte[0], 3, kind, .5, THREE);
            assertEquals(
                    "there are no rows", Scores.all(none).values().get(metric).reason());
            assertEquals("there are no rows", Scores.of(none, metric).reason());
        }
    }

    @Test
    void meanOverClassesNamesTheClassThatHasNone() {
        float[] probabilities = {.9f, .1f, .2f, /**/ .2f, .8f, .1f};
        byte[] labels = {1, 0, 0, /**/ 0, 1, 0};
        Scores scores = Scores.all(new Predictions(probabilities, labels, 3, Kind.ONE_VS_REST, .5, THREE));
        assertEquals(
                "class 'c': there are no positives",
                scores.values().get(Metric.RECALL).reason());
        assertEquals(
                "class 'c' has no rows",
                scores.values().get(Metric.BALANCED_ACCURACY).reason());
        assertEquals(Score.of(1), scores.values().get(Metric.ACCURACY));
    }

    private static Predictions threeClasses() {
        float[] probabilities = {
            .8f, .3f, .1f, /**/ .4f, .6f, .2f, /**/ .7f, .2f, .4f, /**/ .3f, .9f, .1f,
            .2f, .5f, .5f, /**/ .6f, .4f, .3f, /**/ .1f, .2f, .7f, /**/ .3f, .1f, .9f,
            .5f, .2f, .4f, /**/ .2f, .4f, .8f, /**/ .5f, .5f, .1f, /**/ .1f, .7f, .6f
        };
        int[] classes = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 1};
        byte[] labels = new byte[36];
        for (int row = 0; row < classes.length; row++) {
            labels[row * 3 + classes[row]] = 1;
        }
        return new Predictions(probabilities, labels, 3, Kind.ONE_VS_REST, .5, THREE);
    }

    private static void assertScores(Map<String, Double> expected, Map<Metric, Score> actual) {
        expected.forEach((key, value) ->
                assertEquals(value, actual.get(Metric.named(key).orElseThrow()).value(), 1e-12, key));
    }
}
