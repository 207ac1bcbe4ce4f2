package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import lintel.config.InputException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final StringWriter err = new StringWriter();

    @Test
    void everyMistakeIsOneLineWithoutStackTrace() {
        int exitCode = failures(false).report(new InputException(List.of("a.yaml:1:1: first", "a.yaml:2:1: second")));

        assertEquals(ExitCode.MISTAKE, exitCode);
        assertEquals("a.yaml:1:1: first\na.yaml:2:1: second\n", err.toString());
    }

    @Test
    void aBugIsOneLineWithAHint() {
        int exitCode = failures(false).report(new IllegalStateException("no\nluck"));

        assertEquals(ExitCode.BUG, exitCode);
        assertEquals(
                "lintel: unexpected failure: java.lang.IllegalStateException: no"
                        + " (a bug of Lintel's; --debug shows where)\n",
                err.toString());
    }

    @Test
    void debugShowsTheStackTrace() {
        failures(true).report(new IllegalStateException("no luck"));

        assertTrue(err.toString().contains("\tat lintel.cli.FailuresTest.debugShowsTheStackTrace"), err.toString());
    }

    @Test
    void lackOfMemorySaysHowToGetMore() {
        failures(false).report(new OutOfMemoryError("Java heap space"));

        assertEquals(
                "lintel: unexpected failure: java.lang.OutOfMemoryError: Java heap space"
                        + " (give it more memory: LINTEL_JAVA_OPTS=-Xmx8g)\n",
                err.toString());
    }

    @Test
    void brokenInstallationSendsToTheDoctor() {
        failures(false).report(new UnsatisfiedLinkError("no jnind4jcpu"));

        assertTrue(err.toString().endsWith("('lintel doctor' checks the installation; --debug shows where)\n"));
    }

    private Failures failures(boolean debug) {
        return new Failures(debug, new PrintWriter(err, true));
    }
}
