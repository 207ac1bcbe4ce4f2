package lintel.engine;

import java.util.Map;
import lintel.config.InputException;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The one place that says how many threads compute.
 *
 * <p>Lintel's own kernels share blocks of examples, or sequences of a batch, among Java threads, as many as the work is
 * worth and {@code LINTEL_THREADS} allows; each calls OpenBLAS, which then keeps to the thread it is called on. ND4J,
 * whose networks are small, gets {@code LINTEL_THREADS}, else {@code OMP_NUM_THREADS}, else 1; and never more than 1
 * where its threads would spin while they wait, which makes small networks many times slower.
 */
public final class Threads {
    /** More cores than this wait for memory, not for one another; who knows better sets the variable. */
    private static final int MOST_BY_DEFAULT = 8;

    /** Additions and multiplications, about a tenth of a second, for which another thread is worth its start. */
    private static final double WORTH_A_THREAD = 5e8;

    private Threads() {}

    /**
     * Threads for own kernels that share a computation of a known size.
     *
     * @param operations additions and multiplications of the whole computation
     * @return 1 for small work; never above {@code LINTEL_THREADS}, or the cores where it is not set
     * @throws InputException if the variable holds no whole number from 1 to 1024
     */
    public static int forWork(double operations) {
        return forWork(System.getenv(), Runtime.getRuntime().availableProcessors(), operations);
    }

    static int forWork(Map<String, String> environment, int cores, double operations) {
        String asked = environment.getOrDefault("LINTEL_THREADS", "");
        int most = asked.isEmpty() ? Math.min(cores, MOST_BY_DEFAULT) : number("LINTEL_THREADS", asked);
        return (int) Math.max(1, Math.min(most, operations / WORTH_A_THREAD));
    }

    /**
     * Threads for ND4J as the user wants them.
     *
     * @throws InputException if the variable holds no whole number from 1 to 1024
     */
    public static int wanted() {
        return wanted(System.getenv());
    }

    static int wanted(Map<String, String> environment) {
        for (String name : new String[] {"LINTEL_THREADS", "OMP_NUM_THREADS"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return number(name, value);
            }
        }
        return 1;
    }

    /** Whether threads that wait for others sleep: a setting that OpenMP reads once, before Java can change it. */
    static boolean sleepWhileWaiting(Map<String, String> environment) {
        return environment.getOrDefault("OMP_WAIT_POLICY", "").equalsIgnoreCase("PASSIVE");
    }

    static int ofNd4j(Map<String, String> environment) {
        int wanted = wanted(environment);
        return sleepWhileWaiting(environment) ? wanted : 1;
    }

    private static int number(String name, String value) {
        if (value.matches("[1-9][0-9]{0,3}") && Integer.parseInt(value) <= 1024) {
            return Integer.parseInt(value);
        }
        throw new InputException("%s must be a whole number from 1 to 1024, but is '%s'".formatted(name, value));
    }

    /** Keeps OpenBLAS, called directly, to the thread that calls it: call it before a fit. Loads OpenBLAS, not ND4J. */
    public static void holdBlas() {
        openblas_nolapack.blas_set_num_threads(1);
    }

    /** Whether OpenBLAS was last told to keep to one thread, by whatever thread. */
    static boolean blasIsHeld() {
        return openblas_nolapack.blas_get_num_threads() == 1;
    }

    /**
     * Holds ND4J, and the OpenBLAS it calls, to its number of threads. OpenMP keeps this number for each calling
     * thread: call it on the one that computes; after the first time it takes a microsecond. Loads ND4J.
     */
    public static void apply() {
        ComputeBackend.beforeNd4j();
        if (ComputeBackend.computesOnCuda()) {
            return; // what ND4J calls a number of threads is one of the GPU's then
        }
        Nd4j.getExecutioner(); // starts ND4J, which takes its own idea of a number of threads
        int threads = ofNd4j(System.getenv());
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        openblas_nolapack.blas_set_num_threads(threads);
    }
}
