package lintel.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.data.Dataset;
import lintel.data.Preprocessing;
import lintel.data.Target;
import lintel.network.Model;

/** Writes models for other systems: each format in a folder of its own, and only if it says what the model says. */
public final class Exports {
    private Exports() {}

    /**
     * What was written.
     *
     * @param path     the file or folder that the other system reads
     * @param answers  how many answers were compared with the model's
     * @param largest  largest distance between two probabilities
     */
    public record Export(ExportFormat format, Path path, int answers, double largest) {}

    /**
     * Writes every format into {@code folder/<format>}, in place of what is there. A crash or failure leaves what was
     * there before.
     *
     * @param heldBack raw examples that were no part of training, to be compared on; null: made-up ones will do
     * @param runtime  the folder with the files of onnxruntime-web; null unless WEB is wanted
     * @throws InputException if a format cannot hold the model, with one line each, or a file cannot be written
     * @throws ExportFailure if an export does not say what the model says: a bug
     */
    public static List<Export> write(
            Model model, List<ExportFormat> formats, Path folder, Dataset heldBack, Path runtime) {
        refuse(model, formats);
        Sources sources = new Sources(model, heldBack, runtime);
        List<Export> written = new ArrayList<>();
        for (ExportFormat format : formats) {
            Path place = folder.resolve(format.toString());
            ExportFolder.replace(place, part -> FormatWriter.of(format).write(sources, part));
            Comparison comparison = sources.comparison(format);
            Path path = FormatWriter.of(format).path(place, sources.signature());
            written.add(new Export(format, path, comparison.answers(), comparison.largest()));
        }
        return written;
    }

    /** @throws InputException with one line for each format that cannot hold the model */
    public static void refuse(Model model, List<ExportFormat> formats) {
        refuse(model.network().config(), model.preprocessing(), model.target(), formats);
    }

    /** The same before the model is trained. */
    public static void refuse(
            ModelConfig config, Preprocessing preprocessing, Target target, List<ExportFormat> formats) {
        List<String> mistakes = new ArrayList<>();
        for (ExportFormat format : formats) {
            StepForms.refusal(format, config, preprocessing, target)
                    .ifPresent(reason -> mistakes.add("'%s' cannot hold this model: %s".formatted(format, reason)));
        }
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
    }

    /** The ONNX graph of a model, with its {@link Signature} in the metadata, run and compared on made-up examples. */
    public static byte[] onnx(Model model) {
        refuse(model, List.of(ExportFormat.ONNX));
        return new Sources(model, null, null).graph();
    }
}
