package lintel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what makes ND4J slow, wrong or short of memory on this machine. */
public final class Checkup {
    private static final long GIGABYTE = 1L << 30;
    private final List<Problem> problems = new ArrayList<>();

    private Checkup() {}

    /**
     * Something wrong.
     *
     * @param text   what it is, one line
     * @param remedy what to do about it, one line
     */
    public record Problem(String text, String remedy) {}

    /**
     * @param environment variables of the process
     * @param threads     as {@link Threads#wanted()} says
     * @return what is wrong with the machine; empty if nothing is
     */
    public static List<Problem> of(Machine machine, Map<String, String> environment, int threads) {
        Checkup checkup = new Checkup();
        checkup.memory(machine);
        checkup.threads(machine, environment, threads);
        String kernel = environment.getOrDefault("OPENBLAS_CORETYPE", "");
        checkup.expect(
                kernel.isEmpty(),
                "OPENBLAS_CORETYPE=%s forces code for one processor family; some give wrong answers".formatted(kernel),
                "unset OPENBLAS_CORETYPE: this OpenBLAS finds the right code itself");
        return List.copyOf(checkup.problems);
    }

    /** @return what is wrong with the numeric library; empty if nothing is */
    public static List<Problem> of(Machine machine, SpeedProbe probe) {
        Checkup checkup = new Checkup();
        checkup.expect(
                probe.right(),
                "matrix products are wrong by %.3g".formatted(probe.error()),
                "unset OPENBLAS_CORETYPE and use the jars that the build chooses, no other OpenBLAS");
        double possible = probe.gigaHertz() * machine.vectors().flopsPerCycle();
        checkup.expect(
                probe.gigaFlops() >= possible / 2,
                "matrix products run at %.0f GFLOP/s on one core, less than half of the %.0f its %s units could do"
                        .formatted(probe.gigaFlops(), possible, machine.vectors()),
                "check that nothing else uses the processor, and that no other OpenBLAS is on the class path");
        return List.copyOf(checkup.problems);
    }

    private void memory(Machine machine) {
        expect(
                machine.memory() >= 2 * GIGABYTE,
                "the machine has %.1f GB of memory".formatted((double) machine.memory() / GIGABYTE),
                "give it 2 GB or more: ND4J alone takes half a gigabyte");
        expect(
                machine.heap() >= GIGABYTE / 2,
                "the Java heap is limited to %.1f GB".formatted((double) machine.heap() / GIGABYTE),
                "raise it: LINTEL_JAVA_OPTS=-Xmx2g");
    }

    private void threads(Machine machine, Map<String, String> environment, int threads) {
        expect(
                threads <= machine.cores(),
                "%d threads are to share %d cores".formatted(threads, machine.cores()),
                "set LINTEL_THREADS=%d or lower".formatted(machine.cores()));
        expect(
                threads == 1 || Threads.sleepWhileWaiting(environment),
                "ND4J keeps to one thread: more would spin while they wait, and slow one another down",
                "start Lintel through ./lintel, or set OMP_WAIT_POLICY=PASSIVE before Java starts");
    }

    private void expect(boolean holds, String text, String remedy) {
        if (!holds) {
            problems.add(new Problem(text, remedy));
        }
    }
}
