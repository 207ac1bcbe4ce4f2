package lintel.engine;

import java.util.Map;
import lintel.config.InputException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads the numeric library uses: {@code LINTEL_THREADS}, else {@code OMP_NUM_THREADS}, else 1, which is
 * fastest for all but large networks and makes results independent of the number of cores.
 */
public final class Threads {
    private Threads() {}

    /** @throws InputException if the variable holds no whole number from 1 to 1024 */
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

    private static int number(String name, String value) {
        if (value.matches("[1-9][0-9]{0,3}") && Integer.parseInt(value) <= 1024) {
            return Integer.parseInt(value);
        }
        throw new InputException("%s must be a whole number from 1 to 1024, but is '%s'".formatted(name, value));
    }

    /**
     * Holds ND4J to {@link #wanted()} threads. OpenMP keeps this number for each calling thread: call it on the one
     * that computes. Loads ND4J.
     */
    public static void apply() {
        Nd4j.getExecutioner(); // starts ND4J, which takes its own idea of a number of threads
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(wanted());
    }
}
