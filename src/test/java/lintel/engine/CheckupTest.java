package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lintel.config.InputException;
import lintel.engine.Checkup.Problem;
import org.junit.jupiter.api.Test;

class CheckupTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    void aHealthyMachineHasNoProblems() {
        assertEquals(List.of(), Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), Map.of(), 1));
        assertEquals(List.of(), Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), new SpeedProbe(1e-5, 50, 3, 10)));
    }

    @Test
    void eachProblemComesWithItsRemedy() {
        List<Problem> problems =
                Checkup.of(machine(GIGABYTE, GIGABYTE / 4), Map.of("OPENBLAS_CORETYPE", "SkylakeX"), 8);

        assertEquals(
                List.of(
                        new Problem(
                                "the machine has 1.0 GB of memory",
                                "give it 2 GB or more: ND4J alone takes half a gigabyte"),
                        new Problem("the Java heap is limited to 0.3 GB", "raise it: LINTEL_JAVA_OPTS=-Xmx2g"),
                        new Problem("8 threads are to share 4 cores", "set LINTEL_THREADS=4 or lower"),
                        new Problem(
                                "ND4J keeps to one thread: more would spin while they wait, and slow one another down",
                                "start Lintel through ./lintel, or set OMP_WAIT_POLICY=PASSIVE before Java starts"),
                        new Problem(
                                "OPENBLAS_CORETYPE=SkylakeX forces code for one processor family;"
                                        + " some give wrong answers",
                                "unset OPENBLAS_CORETYPE: this OpenBLAS finds the right code itself")),
                problems);
    }

    @Test
    void wrongAndSlowProductsAreProblems() {
        List<Problem> problems = Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), new SpeedProbe(0.5, 47, 3, 10));

        assertEquals("matrix products are wrong by 0.500", problems.get(0).text());
        assertEquals(
                "matrix products run at 47 GFLOP/s on one core, less than half of the 96 its AVX2 units could do",
                problems.get(1).text());
    }

    @Test
    void notANumberIsNotRight() {
        assertEquals(
                1,
                Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), new SpeedProbe(Double.NaN, 100, 3, 10))
                        .size());
    }

    @Test
    void thisMachinesProductsAreRight() {
        SpeedProbe probe = SpeedProbe.run();

        assertTrue(probe.right(), probe.toString());
        assertTrue(probe.gigaFlops() > 0 && probe.gigaBytes() > 0, probe.toString());
        assertTrue(probe.gigaHertz() > 0.1 && probe.gigaHertz() < 10, probe.toString());
    }

    @Test
    void theBackendIsTheBuildsOpenBlas() {
        Backend backend = Backend.here();

        assertEquals(new Backend("cpu", "OpenBLAS " + Versions.openblas(), Threads.ofNd4j(System.getenv())), backend);
    }

    @Test
    void threadsComeFromTheEnvironment() {
        assertEquals(1, Threads.wanted(Map.of()));
        assertEquals(3, Threads.wanted(Map.of("OMP_NUM_THREADS", "3")));
        assertEquals(2, Threads.wanted(Map.of("OMP_NUM_THREADS", "3", "LINTEL_THREADS", "2")));
        for (String wrong : new String[] {"0", "-1", "two", "1025", "99999999999"}) {
            InputException mistake =
                    assertThrows(InputException.class, () -> Threads.wanted(Map.of("LINTEL_THREADS", wrong)));
            assertEquals(
                    "LINTEL_THREADS must be a whole number from 1 to 1024, but is '" + wrong + "'",
                    mistake.getMessage());
        }
    }

    @Test
    void speedIsNotJudgedWhereTheProcessorIsUnknown() {
        Machine unknown = new Machine("Mac OS X", "x", Vectors.UNKNOWN, 4, 8 * GIGABYTE, 4 * GIGABYTE, "17");
        assertEquals(List.of(), Checkup.of(unknown, new SpeedProbe(1e-5, 1, 3, 10)));
    }

    /** Vendors' figures: AMD's optimization guides for families 19h and 1Ah, Intel ARK's count of FMA units. */
    @Test
    void vectorUnitsFollowFromTheProcessor() {
        Map<String, String> avx512 = Map.of("flags", "sse2 avx avx2 fma avx512f");
        assertEquals(new Vectors("AVX-512", 32), Vectors.of("amd64", with(avx512, "AuthenticAMD", "25", "AMD EPYC")));
        assertEquals(new Vectors("AVX-512", 64), Vectors.of("amd64", with(avx512, "AuthenticAMD", "26", "AMD EPYC")));
        assertEquals(
                new Vectors("AVX-512", 64),
                Vectors.of("amd64", with(avx512, "GenuineIntel", "6", "Intel(R) Xeon(R) Platinum 8375C CPU")));
        assertEquals(
                new Vectors("AVX-512", 32),
                Vectors.of("amd64", with(avx512, "GenuineIntel", "6", "Intel(R) Core(TM) i7-1165G7")));
        assertEquals(new Vectors("AVX2", 32), Vectors.of("amd64", Map.of("flags", "avx avx2 fma")));
        assertEquals(new Vectors("AVX", 16), Vectors.of("amd64", Map.of("flags", "sse2 avx")));
        assertEquals(new Vectors("NEON", 16), Vectors.of("aarch64", Map.of("CPU part", "0xd0c")));
        assertEquals(Vectors.UNKNOWN, Vectors.of("aarch64", Map.of()));
        assertEquals(Vectors.UNKNOWN, Vectors.of("amd64", Map.of()));
    }

    private static Map<String, String> with(Map<String, String> flags, String vendor, String family, String name) {
        Map<String, String> cpu = new HashMap<>(flags);
        cpu.putAll(Map.of("vendor_id", vendor, "cpu family", family, "model name", name));
        return cpu;
    }

    @Test
    void workIsSharedWhenItIsWorthIt() {
        assertEquals(1, Threads.forWork(Map.of(), 4, 0));
        assertEquals(1, Threads.forWork(Map.of(), 4, 9e8));
        assertEquals(2, Threads.forWork(Map.of(), 4, 1.1e9));
        assertEquals(4, Threads.forWork(Map.of(), 4, 1e12));
        assertEquals(8, Threads.forWork(Map.of(), 64, 1e12));
        assertEquals(1, Threads.forWork(Map.of("LINTEL_THREADS", "1"), 4, 1e12));
        assertEquals(16, Threads.forWork(Map.of("LINTEL_THREADS", "16", "OMP_NUM_THREADS", "1"), 64, 1e12));
        assertThrows(InputException.class, () -> Threads.forWork(Map.of("LINTEL_THREADS", "all"), 4, 0));
    }

    @Test
    void nd4jNeverSpins() {
        assertEquals(1, Threads.ofNd4j(Map.of("LINTEL_THREADS", "4")));
        assertEquals(1, Threads.ofNd4j(Map.of("LINTEL_THREADS", "4", "OMP_WAIT_POLICY", "active")));
        assertEquals(4, Threads.ofNd4j(Map.of("LINTEL_THREADS", "4", "OMP_WAIT_POLICY", "passive")));
        assertEquals(1, Threads.ofNd4j(Map.of("OMP_WAIT_POLICY", "PASSIVE")));
    }

    @Test
    void theMachineKnowsItself() {
        Machine machine = Machine.here();

        assertTrue(machine.cores() >= 1 && machine.memory() >= machine.heap() / 2, machine.toString());
        assertTrue(machine.java().startsWith(System.getProperty("java.version")), machine.toString());
    }

    private static Machine machine(long memory, long heap) {
        return new Machine("Linux amd64", "Test", new Vectors("AVX2", 32), 4, memory, heap, "17 (Test)");
    }
}
