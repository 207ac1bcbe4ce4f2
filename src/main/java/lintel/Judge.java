package lintel;

import java.nio.file.Path;
import lintel.config.BackendConfig;
import lintel.config.ExperimentConfig;
import lintel.config.InputException;
import lintel.config.ModelConfig;
import lintel.data.Dataset;
import lintel.data.DatasetLoader;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.engine.ComputeBackend;
import lintel.evaluation.Evaluation;
import lintel.evaluation.Scored;
import lintel.network.Model;

/** Evaluates models that exist: nothing is fitted here. */
public final class Judge {
    private Judge() {}

    /**
     * Repeats the evaluation of a run: reads its data again, splits it again, scores every part with the saved model.
     *
     * @return the figures training reported, to the last digit
     * @throws InputException if the data has changed since, or there is no whole run
     */
    public static Evaluation run(RunFolder run) {
        Lock lock = Lock.read(run.lock());
        Experiment experiment = Experiment.of(run, lock);
        Dataset.Loaded loaded = experiment.data();
        lock.requireSame(run.path(), loaded.files());
        computeAsThen(experiment.config());
        Model model = Model.load(run.model());
        Split<Examples> examples = loaded.parts().map(model.preprocessing()::apply);
        return Evaluation.of(model, examples.map(part -> Scored.by(model, part)));
    }

    /** On the CPU if that was asked for; a GPU that was asked for then need not be here now. */
    private static void computeAsThen(ExperimentConfig config) {
        if (config.model() instanceof ModelConfig.Lstm) {
            ComputeBackend.choose(config.backend() == BackendConfig.CPU ? BackendConfig.CPU : BackendConfig.AUTO);
        }
    }

    /**
     * Evaluates a model on all rows of a source, whatever part they once belonged to.
     *
     * @param data as {@code data.source} in a config: a CSV file or a pattern of several, a folder or .zip of
     *     sequences, an IDX images file
     * @throws InputException if the data lacks a column the model needs, or the target
     */
    public static Evaluation data(Model model, String data) {
        TrainedOn trained = TrainedOn.of(model);
        Dataset all = DatasetLoader.loadAll(
                        trained.reading(data),
                        model.preprocessing().inputSchema(),
                        model.preprocessing().refusals(),
                        model.target(),
                        model.network().everyStep(),
                        Path.of(""))
                .examples();
        return Evaluation.of(
                model, "test", Scored.by(model, model.preprocessing().apply(all)));
    }
}
