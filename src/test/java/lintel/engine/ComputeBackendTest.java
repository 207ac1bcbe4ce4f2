package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import lintel.config.BackendConfig;
import lintel.config.InputException;
import lintel.engine.Checkup.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComputeBackendTest {
    private static final Gpu A100 = Gpu.parse("0, GPU-aa, NVIDIA A100-SXM4-40GB, 40960 MiB, 550.54.15, 8.0")
            .orElseThrow();
    private static final List<Problem> TWO = List.of(new Problem("a is missing", "add a"), new Problem("b", "mend b"));

    @Test
    void autoTakesAGpuThatCanCompute() {
        assertEquals(
                new ComputeBackend(
                        true, "NVIDIA A100-SXM4-40GB, 40.0 GB, compute capability 8.0, driver 550.54.15", true),
                of(BackendConfig.AUTO, true, List.of()));
        assertEquals("cuda", of(BackendConfig.CUDA, true, List.of()).name());
    }

    @Test
    void autoSaysWhyTheCpuComputes() {
        assertEquals(new ComputeBackend(false, "a is missing", true), of(BackendConfig.AUTO, true, TWO));
    }

    /** A build for the CPU on a machine without GPU says nothing on the screen and asks no driver. */
    @Test
    void autoAsksNoDriverWithoutTheBackend() {
        assertEquals(
                new ComputeBackend(false, "the class path has no CUDA backend", false),
                ComputeBackend.of(BackendConfig.AUTO, false, false, ComputeBackendTest::never, gpus -> TWO));
        assertEquals(
                new ComputeBackend(
                        false,
                        "the class path has no CUDA backend; 'lintel doctor' says whether this GPU would run with one",
                        true),
                ComputeBackend.of(BackendConfig.AUTO, false, true, ComputeBackendTest::never, gpus -> TWO));
    }

    @Test
    void cpuAsksNobody() {
        assertEquals(
                new ComputeBackend(false, "asked for", false),
                ComputeBackend.of(BackendConfig.CPU, true, true, ComputeBackendTest::never, gpus -> List.of()));
    }

    @Test
    void cudaThatIsImpossibleIsRefusedInOneLine() {
        InputException refused = assertThrows(InputException.class, () -> of(BackendConfig.CUDA, false, TWO));
        assertEquals(
                List.of("'backend: cuda' is impossible here: a is missing; b. To mend it: add a; mend b"),
                refused.mistakes());
    }

    @ParameterizedTest
    @EnumSource
    void logisticRegressionComputesOnTheCpu(BackendConfig asked) {
        assertEquals(
                new ComputeBackend(false, "logistic regression computes on the CPU", asked == BackendConfig.CUDA),
                ComputeBackend.ofLogistic(asked));
    }

    @Test
    void theVariableGoesBefore() {
        assertEquals(BackendConfig.AUTO, ComputeBackend.wanted(BackendConfig.AUTO, Map.of()));
        assertEquals(BackendConfig.CUDA, ComputeBackend.wanted(BackendConfig.CUDA, Map.of("LINTEL_BACKEND", "")));
        assertEquals(BackendConfig.CPU, ComputeBackend.wanted(BackendConfig.CUDA, Map.of("LINTEL_BACKEND", "cpu")));
        InputException refused = assertThrows(
                InputException.class, () -> ComputeBackend.wanted(BackendConfig.AUTO, Map.of("LINTEL_BACKEND", "gpu")));
        assertEquals("LINTEL_BACKEND must be one of auto, cpu, cuda, but is 'gpu'", refused.getMessage());
    }

    private static ComputeBackend of(BackendConfig wanted, boolean backend, List<Problem> problems) {
        return ComputeBackend.of(wanted, backend, true, () -> List.of(A100), gpus -> problems);
    }

    private static List<Gpu> never() {
        throw new AssertionError("the driver was asked");
    }
}
