package lintel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lintel.engine.Versions;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void helpListsEveryCommandOnStdout() {
        Shell.Result result = Shell.run("--help");

        assertEquals(ExitCode.DONE, result.exitCode());
        assertTrue(result.out().startsWith("Usage: lintel COMMAND [OPTIONS]\n"), result.out());
        assertTrue(result.out().contains("  completion  Print a completion script"), result.out());
        assertEquals("", result.err());
    }

    @Test
    void withoutCommandTheHelpGoesToStderr() {
        Shell.Result result = Shell.run();

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("Usage: lintel COMMAND [OPTIONS]\n"), result.err());
    }

    @Test
    void versionIsTheBuilds() {
        Shell.Result result = Shell.run("--version");

        assertEquals(ExitCode.DONE, result.exitCode());
        assertEquals("lintel " + Versions.lintel() + "\n", result.out());
        assertTrue(Versions.lintel().matches("\\d+\\.\\d+\\.\\d+.*"), Versions.lintel());
    }

    @Test
    void mistypedCommandNamesTheNearest() {
        Shell.Result result = Shell.run("completoin");

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals(
                "lintel: Unmatched argument at index 0: 'completoin'; did you mean 'completion'?"
                        + " (see 'lintel --help')\n",
                result.err());
    }

    @Test
    void unknownOptionIsOneLine() {
        Shell.Result result = Shell.run("completion", "--jsn");

        assertEquals(ExitCode.MISTAKE, result.exitCode());
        assertEquals(
                "lintel completion: Unknown option: '--jsn'; did you mean '--json'?"
                        + " (see 'lintel completion --help')\n",
                result.err());
    }

    @Test
    void completionScriptKnowsTheCommands() {
        Shell.Result result = Shell.run("completion");

        assertEquals(ExitCode.DONE, result.exitCode());
        assertTrue(result.out().startsWith("#!/usr/bin/env bash"), result.out());
        assertTrue(result.out().contains("_picocli_lintel_completion"), result.out());
    }
}
