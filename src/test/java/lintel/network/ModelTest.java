package lintel.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lintel.config.InputException;
import lintel.data.Dataset;
import lintel.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ModelTest {
    private static void assertFails(Class<? extends Exception> type, String message, Executable call) {
        assertEquals(message, assertThrows(type, call).getMessage());
    }

    /** A raw example as a caller would give it, rebuilt from the table it stands in. */
    private static Map<String, Object> raw(Table table, int row) {
        Map<String, Object> values = new HashMap<>();
        int number = 0;
        int code = 0;
        for (var field : table.schema().fields()) {
            if (field.categorical()) {
                int category = table.codes().get(code++)[row];
                values.put(
                        field.name(), category < 0 ? null : field.categories().get(category));
            } else {
                float value = table.numbers().get(row, number++);
                boolean truth = field.name().equals("sold");
                values.put(field.name(), Float.isNaN(value) ? null : truth ? (Object) (value == 1) : (Object) value);
            }
        }
        return values;
    }

    @Test
    void aRawRowGetsWhatTheWholeDataGets() {
        SampleModels sample = SampleModels.logistic();
        Dataset data = sample.data();
        Probabilities all = sample.model().score(sample.model().preprocessing().apply(data));
        for (int row = 0; row < data.size(); row++) {
            Prediction one = sample.model().predict(raw(data.features(), row));
            assertEquals(all.get(row, 0), one.probability());
            assertEquals(Map.of("yes", all.get(row, 0)), one.probabilities());
            assertEquals(all.get(row, 0) >= 0.4 ? "yes" : "no", one.label());
        }
    }

    @Test
    void aRawSequenceGetsWhatTheWholeDataGets() {
        SampleModels sample = SampleModels.lstm();
        Dataset data = sample.data();
        Probabilities all = sample.model().score(sample.model().preprocessing().apply(data));
        for (int i = 0; i < data.size(); i++) {
            List<Map<String, Object>> steps = IntStream.range(data.starts()[i], data.starts()[i + 1])
                    .mapToObj(step -> raw(data.features(), step))
                    .toList();
            assertEquals(all.get(i, 0), sample.model().predict(steps).probability(), 1e-6);
        }
    }

    @Test
    void anEveryStepModelAnswersAtEachStep() {
        SampleModels sample = SampleModels.everyStep();
        Dataset first = sample.data().select(new int[] {0});
        Probabilities expected =
                sample.model().score(sample.model().preprocessing().apply(first));
        List<Map<String, Object>> steps =
                List.of(raw(first.features(), 0), raw(first.features(), 1), raw(first.features(), 2));
        List<Prediction> found = sample.model().predictSteps(steps);
        assertEquals(3, found.size());
        for (int step = 0; step < 3; step++) {
            assertEquals(expected.get(step, 0), found.get(step).probability(), 1e-6);
        }
        assertFails(
                IllegalStateException.class, "this model answers at every step: use predictSteps", () -> sample.model()
                        .predict(steps));
    }

    @Test
    void severalOutputsAreNamedInOrder() {
        SampleModels sample = SampleModels.named("one-vs-rest");
        Prediction prediction = sample.model().predict(raw(sample.data().features(), 0));
        assertEquals(
                List.of("ant", "bee", "cat"),
                List.copyOf(prediction.probabilities().keySet()));
        assertFails(
                IllegalStateException.class,
                "there is one probability for each of [ant, bee, cat]",
                prediction::probability);
    }

    @Test
    void absentColumnsAndWrongTypesAreNamed() {
        Model model = SampleModels.logistic().model();
        Map<String, Object> row = new HashMap<>(Map.of("size", "huge", "colour", "red", "sold", 1, "more", 9));
        assertFails(
                InputException.class,
                String.join(
                        System.lineSeparator(),
                        "row 1: column 'size' must be a finite number, or null for missing, but is 'huge'",
                        "row 1: column 'sold' must be true or false, or null for missing, but is '1'",
                        "row 1: column 'weight' is missing (give null for a missing value)"),
                () -> model.predict(row));
    }

    @Test
    void textsMissingAndUnseenValuesAreRead() {
        Model model = SampleModels.logistic().model();
        Map<String, Object> row = new HashMap<>(Map.of("size", 2.5, "colour", "red", "sold", true, "weight", 1));
        Prediction numbers = model.predict(row);
        row.putAll(Map.of("size", "2.5", "sold", "TRUE", "weight", "1e0", "more", "ignored"));
        assertEquals(numbers, model.predict(row));
        row.put("size", "");
        Prediction missing = model.predict(row);
        row.put("size", null);
        assertEquals(missing, model.predict(row));
        row.put("size", " ?");
        assertEquals(missing, model.predict(row));
        row.put("colour", "purple");
        model.predict(row);
    }

    @Test
    void rowsAndSequencesAreNotConfused() {
        Model rows = SampleModels.logistic().model();
        Model sequences = SampleModels.lstm().model();
        assertFails(
                IllegalStateException.class,
                "this model reads sequences: give a list of rows, one per step",
                () -> sequences.predict(Map.of()));
        assertFails(
                IllegalStateException.class,
                "this model reads single rows, not sequences",
                () -> rows.predict(List.of(Map.of())));
        assertFails(
                IllegalStateException.class,
                "this model answers once per example: use predict",
                () -> sequences.predictSteps(List.of(Map.of())));
        assertFails(
                InputException.class,
                "a sequence must have at least one step, but is empty",
                () -> sequences.predict(List.of()));
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        Model rows = SampleModels.logistic().model();
        Model sequences = SampleModels.lstm().model();
        assertFails(
                IllegalArgumentException.class,
                "preprocessing does not fit the rest of the model: Shape[features=7, steps=0] instead of "
                        + "Shape[features=7, steps=-1]",
                () -> new Model(
                        sequences.network(), rows.preprocessing(), rows.decision(), rows.target(), rows.provenance()));
        Model classes = SampleModels.named("one-vs-rest").model();
        assertFails(
                IllegalArgumentException.class,
                "target does not fit the rest of the model: 3 instead of 1",
                () -> new Model(
                        rows.network(), rows.preprocessing(), classes.decision(), classes.target(), rows.provenance()));
    }

    @Test
    void oneStepIsASequence() {
        SampleModels sample = SampleModels.lstm();
        Dataset shortest = sample.data().select(new int[] {1});
        assertEquals(1, shortest.features().rows());
        sample.model().predict(List.of(raw(shortest.features(), 0)));
    }
}
