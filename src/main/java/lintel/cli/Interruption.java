package lintel.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM while a training runs: instead of ending at once, the JVM waits until what there is has been saved
 * and printed, and leaves with the command's own exit code.
 */
final class Interruption implements AutoCloseable {
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static volatile int exitCode = ExitCode.STOPPED;

    private final Thread hook = new Thread(this::awaitEnd, "lintel-interruption");
    private volatile boolean requested;

    private Interruption() {}

    /** From now on until {@link #close()} an interruption is a request. */
    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether somebody wants the training to end. */
    boolean requested() {
        return requested;
    }

    /** Tells a waiting interruption that the program is done. @param code what the shell is to learn */
    static void programEnds(int code) {
        exitCode = code;
        ENDED.countDown();
    }

    private void awaitEnd() {
        requested = true;
        try {
            ENDED.await();
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
        // System.exit would wait for this very hook, and the JVM's own code for a signal is 130.
        Runtime.getRuntime().halt(exitCode);
    }

    /** An interruption under way goes on waiting for {@link #programEnds}. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException underWay) {
            requested = true;
        }
    }
}
