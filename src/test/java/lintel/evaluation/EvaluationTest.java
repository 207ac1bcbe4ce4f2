package lintel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import lintel.data.Split;
import lintel.metrics.Metric;
import lintel.metrics.Predictions;
import lintel.metrics.Predictions.Kind;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<String> TWO = List.of("benign", "malignant");

    @Test
    void twoClassesReadAsTheContractSays() throws Exception {
        // One row each of tn, fp, fn and tp, and one more tn.
        Predictions test = binary(new float[] {.25f, .75f, .25f, .75f, .25f}, 0, 0, 1, 1, 0);
        Predictions onePositive = binary(new float[] {.5f}, 1);
        JsonNode json = Evaluation.of(new Split<>(onePositive, null, test)).toJson();
        assertEquals(Set.of("train", "test"), Set.copyOf(names(json)));
        String expected =
                """
                {"accuracy": {"value": 0.6},
                 "balancedAccuracy": {"value": 0.5833333333333333},
                 "precision": {"value": 0.5},
                 "recall": {"value": 0.5},
                 "specificity": {"value": 0.6666666666666666},
                 "f1Score": {"value": 0.5},
                 "matthewsScore": {"value": 0.16666666666666666},
                 "confusionMatrix": {"value": [[2, 1], [1, 1]]},
                 "count": {"value": 5},
                 "prevalence": {"value": 0.4}}
                """;
        JsonNode table = new ObjectMapper().readTree(expected);
        // By hand from the four counts; numbers are compared as text, so to the last digit.
        for (String name : names(table)) {
            assertEquals(table.get(name).toString(), json.get("test").get(name).toString(), name);
        }
        assertEquals(
                "{\"value\":null,\"reason\":\"there are no negatives\"}",
                json.get("train").get("specificity").toString());
    }

    @Test
    void everyNameOfTheContractIsThereInItsOrder() {
        JsonNode json = Evaluation.of(new Split<>(binary(new float[] {.5f}, 1), null, null))
                .toJson();
        assertEquals(
                List.of(
                        "accuracy",
                        "balancedAccuracy",
                        "precision",
                        "recall",
                        "specificity",
                        "f1Score",
                        "matthewsScore",
                        "rocAuc",
                        "prAuc",
                        "logLoss",
                        "brierLoss",
                        "calibrationError",
                        "confusionMatrix",
                        "count",
                        "prevalence"),
                names(json.get("train")));
        assertFalse(json.toString().contains("NaN"));
    }

    @Test
    void severalClassesAddThemselvesAndTheirMean() {
        float[] probabilities = {.9f, .1f, .2f, /**/ .2f, .8f, .1f, /**/ .3f, .6f, .1f};
        byte[] labels = {1, 0, 0, /**/ 0, 1, 0, /**/ 0, 0, 1};
        JsonNode json = Evaluation.of(new Split<>(
                        new Predictions(probabilities, labels, 3, Kind.ONE_VS_REST, .5, List.of("a", "b", "c")),
                        null,
                        null))
                .toJson()
                .get("train");
        assertEquals(List.of("a", "b", "c"), names(json.get("perClass")));
        assertEquals(
                "{\"value\":[[1,0,0],[0,1,0],[0,1,0]]}",
                json.get("confusionMatrix").toString());
        assertEquals(
                "{\"value\":[[1,1],[0,1]]}",
                json.at("/perClass/b/confusionMatrix").toString());
        assertEquals("{\"value\":0.5}", json.at("/perClass/b/precision").toString());
        assertEquals("{\"value\":3}", json.at("/perClass/b/count").toString());
        assertEquals(Metric.keys(), names(json.get("macro")));
        assertEquals(
                "{\"value\":null,\"reason\":\"class 'c': no row is decided positive\"}",
                json.at("/macro/precision").toString());
        assertEquals(
                "{\"value\":null,\"reason\":\"there are several classes, each with its own: see perClass\"}",
                json.get("prevalence").toString());
    }

    @Test
    void labelsDecidedOneByOneHaveNoCommonConfusionMatrix() {
        Predictions predictions = new Predictions(
                new float[] {.9f, .1f}, new byte[] {1, 0}, 2, Kind.MULTI_LABEL, .5, List.of("rain", "wind"));
        JsonNode json =
                Evaluation.of(new Split<>(predictions, null, null)).toJson().get("train");
        assertEquals(
                "{\"value\":null,\"reason\":\"each label is decided by itself: see perClass\"}",
                json.get("confusionMatrix").toString());
        assertEquals(
                "{\"value\":[[0,0],[0,1]]}",
                json.at("/perClass/rain/confusionMatrix").toString());
    }

    @Test
    void withoutRowsOnlyTheCountIsKnown() {
        JsonNode json = Evaluation.of(new Split<>(binary(new float[0]), null, null))
                .toJson()
                .get("train");
        for (String name : names(json)) {
            String expected =
                    name.equals("count") ? "{\"value\":0}" : "{\"value\":null,\"reason\":\"there are no rows\"}";
            assertEquals(expected, json.get(name).toString(), name);
        }
    }

    @Test
    void summaryKeepsWhatIsDefined() {
        Map<String, Map<String, Double>> summary = Evaluation.of(new Split<>(binary(new float[] {.5f}, 1), null, null))
                .summary();
        assertEquals(Set.of("train"), summary.keySet());
        assertEquals(
                Set.of(
                        "accuracy",
                        "precision",
                        "recall",
                        "f1Score",
                        "prAuc",
                        "logLoss",
                        "brierLoss",
                        "calibrationError"),
                summary.get("train").keySet());
        assertEquals(1.0, summary.get("train").get("recall"));
    }

    private static Predictions binary(float[] probabilities, int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return new Predictions(probabilities, bytes, 1, Kind.BINARY, .5, TWO);
    }

    private static List<String> names(JsonNode object) {
        Iterable<String> names = object::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
