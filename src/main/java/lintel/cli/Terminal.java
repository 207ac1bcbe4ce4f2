package lintel.cli;

/** What the launcher saw of the terminal: the JVM itself cannot tell stdout from stderr. */
final class Terminal {
    private static final int USUAL_WIDTH = 100;

    private Terminal() {}

    /** Whether results and progress are read by a person: stdout and stderr are both a terminal. */
    static boolean present() {
        return Boolean.getBoolean("lintel.terminal");
    }

    /** Columns, at least 40. */
    static int width() {
        return Math.max(40, Integer.getInteger("lintel.columns", USUAL_WIDTH));
    }
}
