package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import lintel.config.ExportFormat;
import lintel.config.ModelConfig;
import lintel.data.Dataset;
import lintel.data.Step;
import lintel.data.Target;
import lintel.network.Model;
import lintel.network.SampleModels;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every model that Lintel can train says in ONNX Runtime what it says itself. */
class ModelGraphTest {
    private static final Map<String, ExportCases> CASES = ExportCases.all();

    @TestFactory
    java.util.stream.Stream<DynamicTest> answersAsTheModel() {
        return CASES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getValue())));
    }

    private static void compare(ExportCases sample) {
        compare(sample.model(), sample.data());
    }

    private static void compare(Model model, Dataset data) {
        Signature signature = SignatureMaker.of(model);
        assertEquals(signature, Signature.parse(signature.json()));
        byte[] graph = ModelGraph.of(model, signature);
        Comparison comparison = new Verification(model, signature, data).check("graph", graph);
        assertTrue(comparison.answers() > 60, comparison.toString());
    }

    /** Which ONNX Runtime's Java interface does not pass on as they are. */
    @ParameterizedTest
    @EnumSource(Target.Kind.class)
    void textsBeyondTheBasicPlane(Target.Kind kind) {
        SampleModels sample = SampleModels.emoji(kind);
        compare(sample.model(), sample.data());
        assertEquals(
                "U+1F3A8 colour",
                SignatureMaker.of(sample.model()).columns().get(1).input());
    }

    /** A new step must be decided for every format, and be part of a model above. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void everyStepHasItsFormOrAReason(ExportFormat format) {
        for (Class<?> step : Step.class.getPermittedSubclasses()) {
            assertTrue(
                    CASES.values().stream().anyMatch(sample -> sample.has(step)),
                    "no model in ExportCases has the step " + step.getSimpleName());
            StepForms.refusal(format, step.asSubclass(Step.class))
                    .ifPresent(reason -> assertTrue(reason.startsWith("the step '"), reason));
        }
    }

    /** What is not refused is there, for every model. */
    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"JSON", "PMML"})
    void logisticRegressionHasFormsOfItsOwn(ExportFormat format) {
        int held = 0;
        for (ExportCases sample : CASES.values()) {
            boolean refused = StepForms.refusal(
                            format,
                            sample.model().network().config(),
                            sample.model().preprocessing(),
                            sample.model().target())
                    .isPresent();
            boolean logistic = sample.model().network().config() instanceof ModelConfig.Logistic;
            assertTrue(refused || logistic);
            if (!refused) {
                held++;
                Signature signature = SignatureMaker.of(sample.model());
                LogisticAnswers answers = new LogisticAnswers(LogisticForm.of(sample.model()), signature);
                new Verification(sample.model(), signature, sample.data())
                        .check("form", (rows, chosen, padding) -> answers.of(rows, chosen));
            }
        }
        assertTrue(held >= 20, held + " models");
    }
}
