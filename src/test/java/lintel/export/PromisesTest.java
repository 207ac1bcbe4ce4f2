package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lintel.config.ConfigReader;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.config.PreprocessingConfig;
import lintel.data.Dataset;
import lintel.data.InputForm;
import lintel.data.Preprocessing;
import lintel.data.SparseMatrix;
import lintel.data.Step;
import lintel.data.Table;
import lintel.data.Target;
import lintel.network.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code validate} says of a format, from the config alone, is what the format says of the trained model. */
class PromisesTest {
    private static final Map<String, ExportCases> CASES = ExportCases.all();

    private static Optional<String> byForm(ExportFormat format, Model model) {
        return StepForms.refusal(format, model.network().config(), model.preprocessing(), model.target());
    }

    private static Optional<String> byConfig(ExportFormat format, String yaml) {
        try {
            ConfigReader.read(yaml + "export: [" + format + "]\n", "x.yaml");
            return Optional.empty();
        } catch (InputException refused) {
            assertEquals(1, refused.mistakes().size(), refused.getMessage());
            assertTrue(
                    refused.getMessage().contains("'export[0]' must not be '" + format + "': "), refused.getMessage());
            return Optional.of(refused.getMessage());
        }
    }

    /** With the types of all columns said, the config tells all; the page needs files that no config names. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void validateRefusesWhatTheFormatRefuses(ExportFormat format) {
        CASES.forEach((name, sample) -> {
            Model model = sample.model();
            Optional<String> early = byConfig(format, model.provenance().config());
            Optional<String> late = byForm(format, model);
            boolean refused = format == ExportFormat.WEB || late.isPresent();
            assertEquals(refused, early.isPresent(), "%s, %s: %s and %s".formatted(format, name, early, late));
        });
    }

    /** Where types are left to the data, only texts for OpenVINO are found later; nothing is refused that would do. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void whatOnlyTheDataTellsIsFoundBeforeTraining(ExportFormat format) {
        CASES.forEach((name, sample) -> {
            Model model = sample.model();
            String yaml = model.provenance().config().replaceFirst("(?m)^" + CaseConfig.TYPES + ".*$", "");
            Optional<String> late = byForm(format, model);
            boolean texts = !model.preprocessing().inputSchema().categorical().isEmpty();
            boolean unknown = format == ExportFormat.OPENVINO && texts;
            boolean refused = format == ExportFormat.WEB || late.isPresent() && !unknown;
            assertEquals(refused, byConfig(format, yaml).isPresent(), format + ", " + name);
            assertTrue(!unknown || late.isPresent(), format + ", " + name);
        });
    }

    /** A step that a format has no form for is refused whatever stands around it. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aStepWithoutFormIsRefusedInEveryModel(ExportFormat format) {
        for (Class<?> step : Step.class.getPermittedSubclasses()) {
            if (StepForms.refusal(format, step.asSubclass(Step.class)).isPresent()) {
                CASES.forEach((name, sample) -> assertTrue(
                        !sample.has(step) || byForm(format, sample.model()).isPresent(), format + ", " + name));
            }
        }
    }

    /** What the tests above go through: all that the sealed types and enums list. */
    @Test
    void everyKindOfModelIsAmongThem() {
        Collection<ExportCases> cases = CASES.values();
        has(Step.class.getPermittedSubclasses(), step -> cases.stream().anyMatch(sample -> sample.has(step)));
        has(ModelConfig.class.getPermittedSubclasses(), type -> cases.stream()
                .anyMatch(sample -> type.isInstance(sample.model().network().config())));
        has(Target.Kind.values(), kind -> cases.stream()
                .anyMatch(sample -> sample.model().target().kind() == kind));
        has(InputForm.class.getPermittedSubclasses(), form -> cases.stream()
                .anyMatch(sample -> form.isInstance(sample.form())));
        has(new Boolean[] {true, false}, numbered -> cases.stream()
                .anyMatch(sample -> sample.model().preprocessing().inputSchema().numbered() == numbered));
    }

    private static <T> void has(T[] kinds, Function<T, Boolean> among) {
        assertTrue(kinds.length > 1);
        for (T kind : kinds) {
            assertTrue(among.apply(kind), "no model in ExportCases has " + kind);
        }
    }

    /** A million numbered features are the most a graph takes; coefficients may be more. */
    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aGraphTakesAMillionNumberedFeatures(ExportFormat format) {
        boolean graph = format != ExportFormat.JSON && format != ExportFormat.PMML;
        assertEquals(Optional.empty(), numbered(ExportFormat.ONNX, 1_000_000));
        Optional<String> found = numbered(format, 1_000_001);
        String wanted = "its input has a place for each numbered feature, at most 1,000,000, but there are 1,000,001";
        assertEquals(graph ? Optional.of(wanted) : Optional.empty(), found.filter(why -> why.contains("place")));
    }

    private static Optional<String> numbered(ExportFormat format, int columns) {
        SparseMatrix sparse = SparseMatrix.of(columns, new int[] {0, 1, 2}, new int[] {0, 3}, new float[] {1, 2});
        Target target = CASES.get("numbers, binary").model().target();
        Dataset data = new Dataset(Table.of(sparse), null, new long[] {0, 1}, target, null, false);
        ExportCases like = CASES.get("numbered, NONE, BINARY");
        PreprocessingConfig prepared = ConfigReader.read(
                        like.model().provenance().config(), "x.yaml")
                .config()
                .preprocessing();
        Preprocessing preprocessing = Preprocessing.fit(prepared, new InputForm.Rows(), data);
        return StepForms.refusal(format, like.model().network().config(), preprocessing, target);
    }
}
