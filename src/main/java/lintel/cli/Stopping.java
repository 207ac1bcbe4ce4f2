package lintel.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM as a request to a command that goes on until somebody wants it to end. The JVM's own way, a
 * shutdown hook, would be too late: ONNX Runtime has one that takes the ground from under the requests still running.
 */
final class Stopping {
    private final CountDownLatch requested = new CountDownLatch(1);

    private Stopping() {}

    /** From now on signals are requests. */
    static Stopping install() {
        Stopping stopping = new Stopping();
        try {
            // By reflection: the compiler warns of this class, which every JDK has, and warnings are errors here.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object request = Proxy.newProxyInstance(
                    Stopping.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            stopping.requested.countDown();
                        }
                        return null;
                    });
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : new String[] {"TERM", "INT"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), request);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException absent) {
            throw new IllegalStateException("this Java takes no signals", absent);
        }
        return stopping;
    }

    /** Returns when somebody wants the command to end. */
    void await() {
        try {
            requested.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
