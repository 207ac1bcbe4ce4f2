package lintel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import lintel.Predictor;
import lintel.data.AtomicFile;
import lintel.network.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel predict}: probability and label for raw rows. */
@Command(name = "predict", description = "Write row, probability and label for raw rows; no target column is needed.")
final class PredictCommand extends LintelCommand {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model.zip, or the run folder that holds it.")
    private Path model;

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "CSV with a header, JSON lines, a quoted pattern of several such files,"
                    + " or what the config's data.source may be; - reads stdin.")
    private String data;

    @Option(
            names = {"-O", "--output"},
            paramLabel = "FILE",
            description = "Write CSV to FILE instead of stdout.")
    private Path output;

    @Override
    int run() {
        Predictor predictor = new Predictor(Model.load(model), json && output == null);
        if (output == null) {
            rows(predictor, out());
            out().flush();
            return ExitCode.DONE;
        }
        long began = System.nanoTime();
        long[] rows = new long[1];
        AtomicFile.write(output, file -> {
            Writer writer = new OutputStreamWriter(file, StandardCharsets.UTF_8);
            rows[0] = rows(predictor, writer);
            writer.flush();
        });
        report(rows[0], (System.nanoTime() - began) / 1e9);
        return ExitCode.DONE;
    }

    private long rows(Predictor predictor, Appendable to) {
        try {
            return data.equals("-") ? predictor.predict("stdin", System.in, to) : predictor.predict(data, to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void report(long rows, double seconds) {
        if (json) {
            out().println(JsonNodeFactory.instance
                    .objectNode()
                    .put("output", output.toString())
                    .put("rows", rows)
                    .put("seconds", seconds));
        } else {
            out().printf(Locale.ROOT, "%s: %,d predictions (%.1f s)%n", output, rows, seconds);
        }
    }
}
