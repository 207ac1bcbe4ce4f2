package lintel.cli;

/** What the shell learns from a command. */
final class ExitCode {
    static final int DONE = 0;
    /** An unexpected failure: a bug. */
    static final int BUG = 1;
    /** The user's mistake: config, data or arguments. */
    static final int MISTAKE = 2;
    /** Stopped before the end, with everything saved. */
    static final int STOPPED = 3;

    private ExitCode() {}
}
