package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lintel.config.ColumnType;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.data.Dataset;
import lintel.network.Model;
import lintel.network.Probabilities;
import org.jpmml.evaluator.EvaluationException;
import org.jpmml.evaluator.Evaluator;
import org.jpmml.evaluator.EvaluatorUtil;
import org.jpmml.evaluator.LoadingModelEvaluatorBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPMML's evaluator says of every PMML document what the model says. */
class PmmlTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> answersAsTheModel() {
        return ExportCases.all().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Path place = folder.resolve(String.valueOf(entry.getKey().hashCode()));
                    judge(entry.getValue(), place);
                }));
    }

    private static void judge(ExportCases sample, Path place) throws Exception {
        Model model = sample.model();
        boolean held = StepForms.refusal(
                        ExportFormat.PMML, model.network().config(), model.preprocessing(), model.target())
                .isEmpty();
        if (!held) {
            assertThrows(
                    InputException.class, () -> Exports.write(model, List.of(ExportFormat.PMML), place, null, null));
            assertTrue(Files.notExists(place));
            return;
        }
        Path file = Exports.write(model, List.of(ExportFormat.PMML), place, sample.data(), null)
                .get(0)
                .path();
        Evaluator evaluator =
                new LoadingModelEvaluatorBuilder().load(file.toFile()).build();
        evaluator.verify();
        Signature signature = SignatureMaker.of(model);
        FuzzedRows fuzzed = new FuzzedRows(model, signature, ValueRanges.of(model, signature, sample.data()));
        Dataset rows = fuzzed.answered(1);
        Probabilities expected = model.score(model.preprocessing().apply(rows));
        List<String> outputs = evaluator.getOutputFields().stream()
                .map(field -> field.getName())
                .filter(name -> !name.startsWith("output("))
                .toList();
        assertEquals(signature.outputs() + 1, outputs.size());
        RawRows raw = new RawRows(signature, rows);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, ?> said = EvaluatorUtil.decodeAll(evaluator.evaluate(row(raw, signature, i)));
            for (int k = 0; k < expected.outputs(); k++) {
                String name = outputs.get(k);
                assertEquals(expected.get(i, k), ((Number) said.get(name)).doubleValue(), TOLERANCE, "row " + i);
            }
            String label = model.decision().label(expected.values(), i * expected.outputs(), model.target());
            assertEquals(label, said.get(outputs.get(outputs.size() - 1)), "row " + i);
        }
        for (Dataset refused : fuzzed.refused()) {
            Map<String, Object> row = row(new RawRows(signature, refused), signature, 0);
            assertThrows(EvaluationException.class, () -> evaluator.evaluate(row));
        }
    }

    /** The check at export reads what was written: any part of it that is changed is found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "intercept=\"(-?)",
                "NumericPredictor name=\"size\" coefficient=\"(-?)",
                "NumericPredictor name=\"missing\\(colour\\)\" coefficient=\"(-?)",
                "CategoricalPredictor name=\"sold\" value=\"true\" coefficient=\"(-?)",
                "CategoricalPredictor name=\"colour\" value=\"blue\" coefficient=\"(-?)",
                "MiningField name=\"size\" missingValueReplacement=\"()",
                "Value value=\"(-)999",
                "Constant>()0\\.3<",
                "Constant>()yes<",
                "Constant>()1\\.0<"
            })
    void aChangedDocumentIsRefused(String place) {
        ExportCases sample = ExportCases.all().get("mixed, BINARY");
        Signature signature = SignatureMaker.of(sample.model());
        String written = new String(PmmlWriter.bytes(sample.model(), signature), StandardCharsets.UTF_8);
        Verification verification = new Verification(sample.model(), signature, sample.data());
        PmmlAnswers sound = answers(written, signature);
        verification.check("sound", (rows, chosen, padding) -> sound.of(rows, chosen));
        Matcher found = Pattern.compile(place).matcher(written);
        assertTrue(found.find(), written);
        String changed = written.substring(0, found.start(1)) + "8" + written.substring(found.end(1));
        PmmlAnswers other = answers(changed, signature);
        assertThrows(
                ExportFailure.class,
                () -> verification.check("changed", (rows, chosen, padding) -> other.of(rows, chosen)));
    }

    private static PmmlAnswers answers(String document, Signature signature) {
        return new PmmlAnswers(PmmlWriter.read(document.getBytes(StandardCharsets.UTF_8)), signature);
    }

    /** As a caller of the evaluator has it: null for a missing value. */
    private static Map<String, Object> row(RawRows raw, Signature signature, int i) {
        Map<String, Object> row = new HashMap<>();
        float[] numbers = raw.numbers(new int[] {i});
        int next = 0;
        for (Signature.Column column : signature.columns()) {
            if (column.text()) {
                String text = raw.texts(column.name(), new int[] {i})[0];
                row.put(column.name(), text.isEmpty() ? null : text);
            } else {
                float value = numbers[next++];
                Object given = column.type() == ColumnType.BOOLEAN ? (Object) (value > 0) : (double) value;
                row.put(column.name(), Float.isNaN(value) ? null : given);
            }
        }
        return row;
    }
}
