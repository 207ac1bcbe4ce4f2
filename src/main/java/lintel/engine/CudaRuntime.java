package lintel.engine;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Asks CUDA's own runtime whether it reaches a GPU, before ND4J does: it would print a stack trace, and keep this
 * process from computing at all. Called by name, because only builds for the GPU have these classes.
 */
final class CudaRuntime {
    private static final String RUNTIME = "org.bytedeco.cuda.global.cudart";

    private CudaRuntime() {}

    /** Loads the runtime. @return why it reaches none, in one line; empty if it does */
    static Optional<String> obstacle() {
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j"); // where differing versions are not worth a line
        try {
            Class<?> runtime = Class.forName(RUNTIME);
            int[] count = new int[1];
            int code =
                    (int) runtime.getMethod("cudaGetDeviceCount", int[].class).invoke(null, count);
            if (code == 0 && count[0] > 0) {
                return Optional.empty();
            }
            Object text = runtime.getMethod("cudaGetErrorString", int.class).invoke(null, code);
            Object reason = text.getClass().getMethod("getString").invoke(text);
            return Optional.of("CUDA reaches no GPU: %s (error %d)".formatted(reason, code));
        } catch (InvocationTargetException failure) {
            return Optional.of("CUDA does not start: " + ComputeBackend.rootCause(failure));
        } catch (ReflectiveOperationException | LinkageError failure) {
            return Optional.of("CUDA does not load: " + ComputeBackend.rootCause(failure));
        }
    }
}
