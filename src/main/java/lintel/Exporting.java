package lintel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lintel.config.ExperimentConfig;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.data.Dataset;
import lintel.data.Preprocessing;
import lintel.data.Target;
import lintel.export.Exports;
import lintel.export.Exports.Export;
import lintel.network.Model;

/** Models for other systems, compared on the examples that their run held back. */
public final class Exporting {
    /** So many examples tell what more would. */
    private static final int MOST = 2000;

    private Exporting() {}

    /**
     * Exports a model that exists.
     *
     * @param model   a model file, or the run folder that holds it: then its test split is read again
     * @param out     the folder that gets one folder per format; null: {@code exports} beside the model
     * @param runtime as {@link Exports#write} says
     * @param notes   is told why no examples are compared, where a run has some
     * @throws InputException if a format cannot hold the model or nothing can be written
     */
    public static List<Export> of(
            Path model, List<ExportFormat> formats, Path out, Path runtime, Consumer<String> notes) {
        Model loaded = Model.load(model);
        Exports.refuse(loaded, formats);
        boolean run = Files.isDirectory(model);
        Path folder = run ? model : model.toAbsolutePath().getParent();
        Dataset heldBack = run ? heldBack(new RunFolder(model), notes) : null;
        return Exports.write(loaded, formats, out == null ? new RunFolder(folder).exports() : out, heldBack, runtime);
    }

    private static Dataset heldBack(RunFolder run, Consumer<String> notes) {
        try {
            Lock lock = Lock.read(run.lock());
            Dataset.Loaded loaded = Experiment.of(run, lock).data();
            lock.requireSame(run.path(), loaded.files());
            return some(loaded.parts().test());
        } catch (InputException gone) {
            notes.accept("compared on made-up examples only: " + gone.mistakes().get(0));
            return null;
        }
    }

    /** What a run that exports keeps of its test split: preprocessing uses the data itself up. */
    static Dataset heldBack(ExperimentConfig config, Dataset test) {
        return config.export().isEmpty() ? null : some(test);
    }

    private static Dataset some(Dataset test) {
        return test == null || test.size() == 0
                ? null
                : test.select(IntStream.range(0, Math.min(MOST, test.size())).toArray());
    }

    /** @throws InputException if what the config wants to be exported cannot hold what the data made of the model */
    static void refuse(ExperimentConfig config, Preprocessing preprocessing, Target target) {
        Exports.refuse(config.model(), preprocessing, target, config.export());
    }
}
