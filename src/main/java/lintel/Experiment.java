package lintel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lintel.config.ConfigReader;
import lintel.config.ExperimentConfig;
import lintel.config.InputException;
import lintel.config.LocatedConfig;
import lintel.config.ModelConfig;
import lintel.config.Seeds;
import lintel.data.Dataset;
import lintel.data.DatasetLoader;
import lintel.data.Examples;
import lintel.data.InputForm;
import lintel.data.Preprocessing;
import lintel.data.Split;
import lintel.data.Target;
import lintel.engine.ComputeBackend;
import lintel.evaluation.Evaluation;
import lintel.evaluation.Scored;
import lintel.export.Exports;
import lintel.network.Decision;
import lintel.network.Model;
import lintel.network.Network;
import lintel.network.Provenance;
import lintel.training.Checkpoints;
import lintel.training.History;
import lintel.training.MemoryEstimate;
import lintel.training.Trainer;

/**
 * One config and all that follows from it: data, preprocessing, network, training, evaluation, run folder. Immutable.
 *
 * <pre>Run run = Experiment.load(Path.of("configs/breast-cancer.yaml")).with("model.logistic.l2", 0.5).run();</pre>
 */
public final class Experiment {
    private final LocatedConfig located;
    private final Path baseFolder;

    private Experiment(LocatedConfig located, Path baseFolder) {
        this.located = located;
        this.baseFolder = baseFolder;
    }

    /**
     * Reads a config; relative paths in it are looked for in the working directory, then beside the config.
     *
     * @throws InputException if it cannot be read or breaks a rule; one line per mistake
     */
    public static Experiment load(Path config) {
        return load(config, List.of());
    }

    /** @param overrides {@code key.path=value} each, applied in order */
    public static Experiment load(Path config, List<String> overrides) {
        return new Experiment(
                ConfigReader.read(config, overrides), config.toAbsolutePath().getParent());
    }

    /** The experiment of an existing run, with the paths it had. */
    static Experiment of(RunFolder run, Lock lock) {
        LocatedConfig config = ConfigReader.read(run.config());
        return new Experiment(config, lock.folderOf(config.config().data().source()));
    }

    /**
     * The same experiment with one value changed.
     *
     * @param key   dotted name, as in {@code training.epochs}
     * @param value text, number, boolean, list or map of these; null takes the key away
     * @throws InputException if the key is unknown or the value breaks a rule
     */
    public Experiment with(String key, Object value) {
        return new Experiment(located.with(key, value), baseFolder);
    }

    /** The config, every default filled in. */
    public ExperimentConfig config() {
        return located.config();
    }

    /** Runs it, silently, into a new folder below {@link RunFolder#parent}. */
    public Run run() {
        return run(RunFolder.parent(null), Watcher.none());
    }

    /**
     * Runs it into a new folder below {@code parent}.
     *
     * @throws InputException if the data does not suit the config, training diverges or the folder cannot be written
     */
    public Run run(Path parent, Watcher watcher) {
        return new Flow(watcher).start(parent);
    }

    /**
     * Runs again what {@code run} ran, into a new folder below {@code parent}.
     *
     * @throws InputException if the data is no longer the same, with the differences
     */
    public static Run replay(RunFolder run, Path parent, Watcher watcher) {
        Lock then = Lock.read(run.lock());
        return of(run, then).new Flow(watcher, run, then).start(parent);
    }

    /**
     * Ends a run that was killed or stopped; its parameters are those of an uninterrupted one, bit for bit.
     *
     * @throws InputException if the run is complete or its data is no longer the same
     */
    public static Run resume(RunFolder run, Watcher watcher) {
        if (run.complete()) {
            throw new InputException("%s: is complete: there is nothing to resume".formatted(run.path()));
        }
        Lock then = Lock.read(run.lock());
        return of(run, then).new Flow(watcher, run, then).resume();
    }

    /** The data as the config splits it. @throws InputException as {@link #run()} */
    Dataset.Loaded data() {
        return DatasetLoader.load(
                config().data(), config().model(), baseFolder, new Seeds(config().seed()), located::at);
    }

    /**
     * How much memory a run will take; nothing is trained.
     *
     * @throws InputException as {@link #run()}
     */
    public MemoryEstimate memory() {
        Split<Dataset> parts = data().parts();
        int outputs = parts.train().target().outputs();
        Preprocessing preprocessing = preprocessing(parts);
        return MemoryEstimate.of(config().training(), config().model(), outputs, parts.map(preprocessing::consume));
    }

    private Preprocessing preprocessing(Split<Dataset> parts) {
        ExperimentConfig config = config();
        return Preprocessing.fit(config.preprocessing(), InputForm.of(config.model(), config.data()), parts.train())
                .withMissing(config.data().missing());
    }

    /** One run from the config to the folder. */
    private final class Flow {
        private final Watcher watcher;
        private final Optional<RunFolder> earlier;
        private final Optional<Lock> then;
        private final long began = System.nanoTime();

        Flow(Watcher watcher) {
            this.watcher = watcher;
            this.earlier = Optional.empty();
            this.then = Optional.empty();
        }

        Flow(Watcher watcher, RunFolder earlier, Lock then) {
            this.watcher = watcher;
            this.earlier = Optional.of(earlier);
            this.then = Optional.of(then);
        }

        Run start(Path parent) {
            return run(() -> RunFolder.create(parent, config().name()), false);
        }

        Run resume() {
            return run(earlier::orElseThrow, true);
        }

        private ComputeBackend backend(ExperimentConfig config) {
            ComputeBackend backend = config.model() instanceof ModelConfig.Lstm
                    ? ComputeBackend.choose(config.backend())
                    : ComputeBackend.ofLogistic(config.backend());
            watcher.backend(backend);
            then.map(lock -> lock.machine().get("backend"))
                    .filter(name -> !name.equals(backend.name()))
                    .ifPresent(name -> watcher.warning("%s: was computed on %s, now on %s: last digits will differ"
                            .formatted(earlier.orElseThrow().path(), name, backend.name())));
            return backend;
        }

        private Run run(java.util.function.Supplier<RunFolder> place, boolean resume) {
            ExperimentConfig config = config();
            ComputeBackend backend = backend(config);
            Seeds seeds = new Seeds(config.seed());
            Dataset.Loaded loaded = data();
            then.ifPresent(lock -> lock.requireSame(earlier.orElseThrow().path(), loaded.files()));
            loaded.warnings().forEach(watcher::warning);

            Split<Dataset> parts = loaded.parts();
            Target target = parts.train().target();
            Preprocessing preprocessing = preprocessing(parts);
            Exporting.refuse(config, preprocessing, target);
            Dataset heldBack = Exporting.heldBack(config, parts.test());
            Split<Examples> examples = parts.map(preprocessing::consume);
            Network network = Network.build(config.model(), preprocessing.shape(), target.outputs(), seeds);

            RunFolder folder = place.get();
            Lock lock = Lock.of(config, baseFolder.toAbsolutePath(), loaded.files(), backend);
            if (!resume) {
                folder.begin(lock);
            }
            watcher.started(folder, config, examples, network);

            Checkpoints checkpoints =
                    resume ? Checkpoints.resume(folder.checkpoint()) : Checkpoints.at(folder.checkpoint());
            double threshold = config.evaluation().threshold();
            History history = Trainer.of(config.training(), target, threshold, seeds)
                    .fit(network, examples, watcher, checkpoints);

            Provenance provenance =
                    new Provenance(lock.config(), lock.data(), lock.seed(), lock.versions(), Instant.now());
            Model model = new Model(
                    history.settled(network), preprocessing, Decision.of(target, threshold), target, provenance);
            Split<Scored> scored = examples.map(part -> Scored.by(model, part));
            Evaluation evaluation = Evaluation.of(model, scored);
            Model judged = model.withMetrics(evaluation.summary());
            folder.end(judged, history, evaluation, scored.test());
            if (!history.stopped()) {
                Exports.write(judged, config.export(), folder.exports(), heldBack, null);
            }
            return new Run(config, folder, judged, history, evaluation, (System.nanoTime() - began) / 1e9);
        }
    }
}
