package lintel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Runs the code cells of a notebook one after the other, as a Java kernel does; stops at the first that fails. */
final class NotebookRunner {
    private final JShell shell;

    private NotebookRunner(JShell shell) {
        this.shell = shell;
    }

    /** @param args the notebook; paths in its cells are relative to the working directory */
    public static void main(String[] args) throws IOException {
        JsonNode notebook = new ObjectMapper().readTree(Path.of(args[0]).toFile());
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            NotebookRunner runner = new NotebookRunner(shell);
            // What the kernel imports before the first cell.
            runner.cell("import java.util.*; import java.io.*;");
            for (JsonNode cell : notebook.get("cells")) {
                if (cell.get("cell_type").asText().equals("code")) {
                    runner.cell(source(cell));
                }
            }
        }
        System.exit(0); // whatever threads the cells have left
    }

    /** Lines that begin with % speak to the kernel, not to Java. */
    private static String source(JsonNode cell) {
        return StreamSupport.stream(cell.get("source").spliterator(), false)
                .map(JsonNode::asText)
                .filter(line -> !line.startsWith("%"))
                .collect(Collectors.joining());
    }

    private void cell(String source) {
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                throw new IllegalStateException("incomplete: " + rest);
            }
            shell.eval(next.source()).forEach(this::check);
            rest = next.remaining();
        }
    }

    private void check(SnippetEvent event) {
        if (event.exception() != null) {
            throw new IllegalStateException(event.snippet().source(), event.exception());
        }
        if (event.status() == Snippet.Status.REJECTED) {
            String reasons = shell.diagnostics(event.snippet())
                    .map(diagnostic -> diagnostic.getMessage(null))
                    .collect(Collectors.joining("; "));
            throw new IllegalStateException(event.snippet().source() + ": " + reasons);
        }
        if (event.value() != null) {
            System.out.println(event.value());
        }
    }
}
