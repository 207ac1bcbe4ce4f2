package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertEquals(List.of(), Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), new MatrixProbe(1e-5, 100)));
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
        List<Problem> problems = Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), new MatrixProbe(0.5, 0.7));

        assertEquals("matrix products are wrong by 0.500", problems.get(0).text());
        assertEquals(
                "matrix products run at 0.7 GFLOP/s; a core with AVX2 does several times as much",
                problems.get(1).text());
    }

    @Test
    void notANumberIsNotRight() {
        assertEquals(
                1,
                Checkup.of(machine(8 * GIGABYTE, 4 * GIGABYTE), new MatrixProbe(Double.NaN, 100))
                        .size());
    }

    @Test
    void thisMachinesProductsAreRight() {
        MatrixProbe probe = MatrixProbe.run();

        assertTrue(probe.right(), probe.toString());
        assertTrue(probe.gigaFlops() > 0, probe.toString());
    }

    @Test
    void theBackendIsTheBuildsOpenBlas() {
        Backend backend = Backend.here();

        assertEquals(new Backend("cpu", "OpenBLAS " + Versions.openblas(), Threads.wanted()), backend);
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
        return new Machine("Linux amd64", "Test", "AVX2", 4, memory, heap, "17 (Test)");
    }
}
