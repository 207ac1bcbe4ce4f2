package lintel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lintel.Exporting;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.export.Exports.Export;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lintel export}: a model for other systems. */
@Command(
        name = "export",
        description = {
            "Write a model for other systems, preprocessing and decision included.",
            "Every export is run and compared with the model before it is left in place."
        })
final class ExportCommand extends LintelCommand {
    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A model.zip, or the run folder that holds it: then the run's test split is compared, too.")
    private Path model;

    @Option(
            names = "--to",
            required = true,
            split = ",",
            paramLabel = "FORMAT",
            description = "One or more of onnx, json, pmml, triton, mlflow, kserve, openvino, web.")
    private List<String> to;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where each format gets a folder (default: exports, beside the model).")
    private Path out;

    @Option(
            names = "--runtime",
            paramLabel = "DIR",
            description = "The folder with the files of onnxruntime-web, for web: package/dist of its npm archive.")
    private Path runtime;

    @Override
    int run() {
        long began = System.nanoTime();
        List<Export> exports = Exporting.of(model, formats(), out, runtime, note -> err().println("note: " + note));
        if (json) {
            print(exports);
            return ExitCode.DONE;
        }
        for (Export export : exports) {
            out().printf(
                            Locale.ROOT,
                            "%-9s %s  (%,d answers as the model's, to %.0e)%n",
                            export.format(),
                            export.path(),
                            export.answers(),
                            export.largest());
        }
        out().printf(Locale.ROOT, "(%.1f s)%n", (System.nanoTime() - began) / 1e9);
        out().flush();
        return ExitCode.DONE;
    }

    private void print(List<Export> exports) {
        var json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("exports");
        exports.forEach(export -> list.addObject()
                .put("format", export.format().toString())
                .put("path", export.path().toString())
                .put("answers", export.answers())
                .put("largestDifference", export.largest()));
        out().println(json);
    }

    private List<ExportFormat> formats() {
        List<ExportFormat> formats = new ArrayList<>();
        for (String name : to) {
            ExportFormat format = Stream.of(ExportFormat.values())
                    .filter(each -> each.toString().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new InputException("--to must be one or more of %s, but is '%s'"
                            .formatted(
                                    Stream.of(ExportFormat.values())
                                            .map(ExportFormat::toString)
                                            .collect(Collectors.joining(", ")),
                                    name.strip())));
            if (!formats.contains(format)) {
                formats.add(format);
            }
        }
        if (formats.contains(ExportFormat.WEB) == (runtime == null)) {
            throw new InputException(
                    runtime == null
                            ? "--to web needs --runtime DIR, the folder with the files of onnxruntime-web"
                            : "--runtime is for --to web alone");
        }
        return formats;
    }
}
